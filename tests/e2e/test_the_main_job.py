"""What people talk about and read before a meeting, and their turn to speak in it.

Each person sits at a browser of their own; nothing is done but what their pages offer. How they
agree, and what comes of it, is the story of ``test_the_evening``.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import today
from meetings.slides.example_deck import build_front_counter_deck
from tests.e2e.pressing import press

pytestmark = [pytest.mark.browser, pytest.mark.office]

LIVE = "/meetings/2/live/"
UP_TO_DATE = "This page is up to date"
TALK = "Please put the number at the height of a wheelchair."


def go_live(page):
    page.goto(LIVE)
    expect(page.locator("[data-connection]")).to_contain_text(UP_TO_DATE)
    return page


def said(page, words, *, urgent=False):
    expect(page.locator(f"#announce-{'assertive' if urgent else 'polite'}")).to_contain_text(words)


@pytest.mark.long("four browsers and a pack that is converted")
def test_the_main_job(people, portal, tmp_path):
    seats = {who: people.page(who) for who in ("marjorie", "doreen", "sally", "ansty")}
    talk(seats["doreen"], seats["sally"])
    read(portal, seats["sally"], seats["doreen"], tmp_path)
    meet(seats)


def talk(doreen, sally):
    """A post arrives in another window and leaves the words and the focus there alone."""
    sally.goto("/topics/3/")
    box = sally.get_by_label("Your post")
    box.fill("Half a sentence")
    doreen.goto("/topics/3/")

    doreen.get_by_label("Your post").fill(TALK)
    press(doreen, "Post to the shared space")

    expect(doreen.locator("article.app-post").last).to_contain_text(TALK)
    expect(sally.locator("article.app-post").last).to_contain_text(TALK)
    expect(box).to_be_focused()
    expect(box).to_have_value("Half a sentence")


def read(portal, sally, doreen, folder):
    """The secretary calls a meeting and uploads the pack; a member reads it slide by slide."""
    sally.goto("/meetings/")
    sally.get_by_role("button", name="Arrange a meeting of Harbour District IAG").click()
    sally.get_by_label("What is the meeting called?").fill("Winter meeting")
    on = today() + timedelta(days=100)
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        sally.get_by_label(part, exact=True).fill(str(value))
    sally.get_by_label("Start").fill("6:30pm")
    sally.get_by_label("Agenda").fill("Welcome\nFront counter")
    press(sally, "Call the meeting")
    sally.get_by_role("button", name="Add a paper").click()
    sally.get_by_label("What is it called?").fill("Front counter, once more")
    sally.get_by_label("File").set_input_files(build_front_counter_deck(folder / "deck.pptx"))
    press(sally, "Upload")
    expect(sally.get_by_role("progressbar", name="Preparing the slides")).to_be_visible()
    portal.work()
    expect(sally.get_by_role("button", name="Start reading")).to_be_visible(timeout=20_000)

    doreen.goto("/meetings/")
    doreen.get_by_role("link", name="Winter meeting").click()
    doreen.get_by_role("link", name="Front counter, once more", exact=True).click()
    doreen.get_by_role("button", name="Start reading").click()
    expect(doreen.get_by_text("Slide 1 of 11", exact=True).first).to_be_visible()
    doreen.get_by_role("link", name="Next slide").click()
    expect(doreen.get_by_role("heading", level=1)).to_have_text("What we are asking you")
    doreen.get_by_role("link", name="Previous slide").click()
    expect(doreen.get_by_role("heading", level=1)).to_have_text("Front counter: options")
    doreen.get_by_role("link", name="The whole pack as text").click()
    expect(doreen.get_by_role("main").get_by_role("heading", level=2)).to_have_count(11)


def meet(seats):
    """Doreen joins the video, asks to speak behind Leroy, waits her turn and has the floor."""
    doreen, marjorie, sally = seats["doreen"], seats["marjorie"], seats["sally"]
    for page in seats.values():
        go_live(page)
    press(doreen, "Join the video")
    said(doreen, "You are in the video.")
    frame = doreen.frame_locator("[data-video-frame] iframe")
    expect(frame.get_by_role("listitem")).to_have_text(["Doreen Whitcombe"])
    microphone = doreen.get_by_role("button", name="Microphone")
    before = microphone.get_attribute("aria-pressed")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "false" if before == "true" else "true")

    press(doreen, "Raise my hand")
    said(doreen, "You are number 2 in the queue.")
    expect(doreen.get_by_role("heading", name="My hand")).to_be_focused()
    queue = marjorie.locator("[data-region=queue] .app-queue__name")
    expect(queue).to_have_text(["Leroy Samuels", "Doreen Whitcombe"])
    press(marjorie, "Invite Leroy Samuels to speak")
    said(doreen, "You are next to speak.", urgent=True)
    press(marjorie, re.compile("Finished.*Leroy Samuels"))
    press(marjorie, "Invite Doreen Whitcombe to speak")
    said(doreen, "It’s your turn to speak.", urgent=True)
    for page in (sally, seats["ansty"], marjorie):
        expect(page.locator("[data-region=now]")).to_contain_text("Doreen Whitcombe")
    press(marjorie, re.compile("Finished.*Doreen Whitcombe"))
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()
    expect(frame.get_by_role("listitem")).to_have_text(["Doreen Whitcombe"])  # the call went on
