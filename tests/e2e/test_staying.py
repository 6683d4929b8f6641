"""Somebody with an interest stays for an item and listens: in the call their page does the rest."""

import json
import re

import httpx
import jwt
import pytest
from playwright.sync_api import expect

from core.clock import now
from meetings.calls import KEEPS_QUIET
from meetings.video.host import signature
from tests.e2e.axe import problems
from tests.e2e.people import PHONE
from tests.e2e.portal import Portal, copy
from tests.e2e.pressing import press, said
from tests.meetings.video_host import REPORT, SYSTEM_KEY

pytestmark = pytest.mark.browser

MEETING, LIVE = "/meetings/2/", "/meetings/2/live/"
ITEM, OTHER = "Any other business", "The notice on the door"
ASIDE = "You declared an interest in this item, so nobody hears or sees you."
SPEAKS = {"camera", "microphone", "raisehand"}  # buttons of the frame


@pytest.fixture(scope="module")
def portal(story_data, video_host, tmp_path_factory):
    """A portal whose video host keeps listeners quiet, and has said so."""
    data = copy(story_data / "data", tmp_path_factory.mktemp("staying") / "data")
    with_host = Portal(data, video=video_host.origin)
    with_host.env["JITSI_SYSTEM_KEY"] = SYSTEM_KEY
    with with_host:
        report(with_host)
        yield with_host


def report(portal):
    """What the host says of itself, every half minute."""
    body = json.dumps({"events": [], "here": [], "done": [], "plugin": KEEPS_QUIET}).encode()
    time = str(int(now().timestamp()))
    signed = {"IAG-Time": time, "IAG-Signature": signature(SYSTEM_KEY, time, REPORT, body)}
    signed["Content-Type"] = "application/json"
    answer = httpx.post(portal.origin + REPORT, content=body, headers=signed)
    assert answer.status_code == 200, answer.text


@pytest.mark.long("two people, a meeting, and three ways into its call")
def test_who_stays_for_an_item_is_heard_by_nobody_and_is_back_afterwards(people, shots):
    marjorie, doreen = people.page("marjorie"), people.page("doreen", viewport=PHONE)
    doreen.goto(LIVE)
    press(doreen, "Join the video")
    expect(status(doreen)).to_have_text("You are in the video.")
    before = in_the_frame(doreen)
    let_her_stay(marjorie)

    start(marjorie, ITEM)
    expect(status(doreen)).to_contain_text(ASIDE)
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_hidden()
    during = in_the_frame(doreen)
    shots(doreen, "staying-320")
    assert doreen.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert problems(doreen) == []
    start(marjorie, OTHER)
    expect(status(doreen)).to_have_text("You are in the video.")
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()
    after = in_the_frame(doreen)

    assert (before, during, after) == (("", SPEAKS), ("true", set()), ("", SPEAKS))
    # axe asks the frame too, as if it were of our origin.
    people.said[:] = [line for line in people.said if "'postMessage'" not in line]


def test_one_leaves_the_video_and_comes_back_from_one_page_as_often_as_one_likes(people):
    gwen = people.page("gwen")
    gwen.goto(LIVE)
    for _time in range(3):
        press(gwen, "Join the video")
        expect(status(gwen)).to_have_text("You are in the video.")
        press(gwen, "Leave the video")
        expect(status(gwen)).to_contain_text("You have left the video.")


def status(page):
    return page.locator("[data-video-status]")


def in_the_frame(page):
    """Whether the token only lets them listen, and which buttons they have to speak with."""
    frame = page.locator("[data-video-frame] iframe").element_handle().content_frame()
    token, config = frame.evaluate("[fakeJitsi.jwt, fakeJitsi.config]")
    claims = jwt.decode(token, options={"verify_signature": False})
    return claims["context"]["user"].get("listens", ""), SPEAKS & set(config["toolbarButtons"])


def let_her_stay(chair):
    chair.goto(MEETING)
    chair.get_by_role("link", name=f"Write down somebody’s interest in {ITEM}").click()
    chair.get_by_label("Person").select_option(label="Doreen Whitcombe")
    chair.get_by_label("What is their interest?").fill("She works there.")
    chair.get_by_label("Stays and listens").check()
    press(chair, "Write it down")
    said(chair, "Done")


def start(chair, item):
    if not chair.url.endswith(LIVE):
        chair.goto(LIVE)
    press(chair, re.compile(f"Start.*{item}"))
