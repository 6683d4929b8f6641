"""Who stands apart for an item: told why, out of the call, and back without a press."""

import pytest
from playwright.sync_api import expect

from meetings.video.modes import Mode, config_for
from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import apart, draw, happen, join, joined, status

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kicked_first", [True, False])
def test_who_stands_apart_for_an_item_is_told_why_and_comes_back_without_a_press(
    page, host, video, kicked_first
):
    video.plan = "prejoin"
    join(page)
    page.frame_locator("[data-video-frame] iframe").get_by_role(
        "button", name="Join meeting"
    ).click()
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])

    if kicked_first:  # the host was quicker than the stream
        happen(page, "throwOut()")
        expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    apart(page, "members")
    expect(status(page)).to_have_text(WORDS_SHOWN["apart_members"])
    expect(page.locator("[data-video-frame] iframe")).to_have_count(0)
    page.clock.fast_forward(60_000)
    assert len(host.joins) == 1

    apart(page, "")

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert len(host.joins) == 2


def test_who_asks_to_join_meanwhile_is_told_why_and_joins_when_it_is_over(page, host):
    apart(page, "interest")
    ticket, host.answer = host.answer, lambda: (403, {"code": "refused", "reason": "Not now."})
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["apart_interest"])

    host.answer = ticket
    apart(page, "")

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])


def test_who_was_taken_out_for_another_reason_is_not_brought_back_by_the_end_of_an_item(page, host):
    joined(page)
    happen(page, "throwOut()")
    expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    page.clock.fast_forward(60_000)

    for why in ("members", ""):
        apart(page, why)
        assert page.locator("[data-video]").get_attribute("data-video-state") == "idle"
    assert len(host.joins) == 1


def test_who_is_in_another_tab_when_the_item_is_over_is_asked_and_keeps_the_focus(page, host):
    joined(page)
    apart(page, "members")
    second = page.context.new_page()
    second.goto(host.origin)
    joined(second)
    page.get_by_label("Show large").focus()
    apart(page, "")

    expect(page.get_by_role("group", name="In another tab")).to_be_visible()
    expect(page.get_by_label("Show large")).to_be_focused()


def listens(page, host, does):
    """The server has drawn that they listen in the item under way, or take part again."""
    ticket = host.answer

    def of_the_item():
        status, what = ticket()
        quiet = config_for(Mode.REMOTE, listens=True) if does else what["config"]
        return status, {**what, "listens": does, "config": quiet}

    host.answer = of_the_item
    draw(
        page,
        """does => {
          const bar = document.querySelector('[data-region="now"]')
          delete bar.dataset.videoPart
          if (does) bar.dataset.videoPart = 'listens'
        }""",
        does,
    )


@pytest.mark.parametrize("kicked_first", [True, False])
def test_who_stays_with_an_interest_comes_back_at_once_to_listen_and_then_as_before(
    page, host, kicked_first
):
    plain = host.answer
    joined(page)
    happen(page, "mute('video', false)")
    if kicked_first:  # the host was quicker than the stream
        happen(page, "throwOut()")
        expect(status(page)).to_have_text(WORDS_SHOWN["removed"])
    listens(page, host, does=True)

    expect(status(page)).to_have_text(f"{WORDS_SHOWN['joined']} {WORDS_SHOWN['part_listens']}")
    assert len(host.joins) == 2
    controls = page.get_by_role("group", name="Video controls")
    expect(controls.get_by_role("button", name="Microphone")).to_be_hidden()
    expect(controls.get_by_role("button", name="Camera")).to_be_hidden()
    assert happen(page, "config")["toolbarButtons"] == ["tileview", "fullscreen", "hangup"]

    host.answer = plain
    listens(page, host, does=False)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert len(host.joins) == 3
    expect(controls.get_by_role("button", name="Microphone")).to_be_visible()
    config = happen(page, "config")
    assert (config["toolbarButtons"][0], config["startWithVideoMuted"]) == ("microphone", False)


def test_who_came_in_to_listen_takes_part_afterwards_with_their_camera_off(page, host):
    plain = host.answer
    listens(page, host, does=True)
    join(page)
    expect(status(page)).to_contain_text(WORDS_SHOWN["part_listens"])
    host.answer = plain
    listens(page, host, does=False)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert happen(page, "config")["startWithVideoMuted"] is True


def test_a_page_that_was_behind_when_they_joined_brings_them_back_all_the_same(page, host):
    plain = host.answer
    status_of, what = plain()
    quiet = config_for(Mode.REMOTE, listens=True)
    host.answer = lambda: (status_of, {**what, "listens": True, "config": quiet})
    join(page)  # the item has begun; the page has not heard of it
    expect(status(page)).to_contain_text(WORDS_SHOWN["part_listens"])
    host.answer = plain
    listens(page, host, does=True)
    assert len(host.joins) == 1
    host.answer = plain
    listens(page, host, does=False)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    assert len(host.joins) == 2
