"""The call follows the meeting: who has the floor, whose hand is up, who is large."""

import pytest
from playwright.sync_api import expect

from tests.meetings.video.conftest import DOREEN, GWEN, INTERPRETER, ROOM_1, ROOM_2
from tests.meetings.video.host import WORDS_SHOWN
from tests.meetings.video.panel import (
    announced,
    button,
    floor,
    happen,
    inside,
    joined,
    keep_wishes,
    queue,
    status,
    wishes,
)

pytestmark = pytest.mark.browser


def commands(page, name):
    return happen(page, "heard").count(name)


def mine(page, turn="7-100"):
    floor(page, speaker="5", turn=turn, person=DOREEN)


def gwens(page, turn="8-200", way="video", devices=()):
    floor(page, speaker="6", turn=turn, person=GWEN, way=way, devices=devices)


def enter(page, name, person, who):
    happen(page, f"enter('{name}', '{who}', '{person}')")


def muted(page, name):
    return inside(page).evaluate(f"() => fakeJitsi.muted.get('{name}')")


def pinned(page):
    return happen(page, "shown.pinned")


def hand(page):
    return happen(page, "shown.hand")


def test_whoever_gets_the_floor_is_asked_and_never_unmuted_and_muted_when_it_is_over(page):
    joined(page)
    mine(page)

    turn_on = button(page, "Turn on your microphone")
    expect(turn_on).to_be_visible()
    expect(announced(page)).to_have_text(WORDS_SHOWN["your_floor"])
    assert happen(page, "state")["audioMuted"] is True
    turn_on.focus()
    page.keyboard.press("Enter")
    expect(button(page, "Microphone").first).to_be_focused()
    expect(turn_on).to_be_hidden()
    assert happen(page, "state")["audioMuted"] is False

    mine(page)  # drawn again, and nothing is new
    assert commands(page, "toggle-audio") == 1
    gwens(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["turn_over"])
    expect(page.locator("[data-video-do=microphone]")).to_have_attribute("aria-pressed", "false")
    gwens(page)
    assert (happen(page, "state")["audioMuted"], commands(page, "toggle-audio")) == (True, 2)


def test_a_point_in_between_is_muted_for_and_asked_after_once_more(page):
    joined(page)
    mine(page)
    button(page, "Turn on your microphone").click()
    gwens(page)  # at the same moment: the microphone may be on only now
    expect(status(page)).to_have_text(WORDS_SHOWN["turn_over"])
    expect(page.locator("[data-video-do=microphone]")).to_have_attribute("aria-pressed", "false")

    mine(page, turn="7-160")

    expect(button(page, "Turn on your microphone")).to_be_visible()
    expect(announced(page)).to_have_text(WORDS_SHOWN["your_floor"])


def test_whoever_comes_back_while_they_have_the_floor_is_asked_again(page):
    joined(page)
    mine(page)
    button(page, "Turn on your microphone").click()
    expect(button(page, "Turn on your microphone")).to_be_hidden()

    happen(page, "drop()")
    page.clock.fast_forward(1_000)

    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])
    expect(button(page, "Turn on your microphone")).to_be_visible()


def test_somebody_in_the_room_or_on_the_telephone_makes_no_command_to_anybody(page, host):
    host.moderates = True
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen")
    before = happen(page, "heard")

    for way in ("room", "telephone"):
        floor(page, speaker="11", turn=f"9-{way}", person="another", way=way)
    page.clock.fast_forward(10_000)

    assert happen(page, "heard") == before


def test_a_chair_mutes_whose_page_did_not_and_nobody_twice_nor_who_took_the_name(page, host):
    host.moderates = True
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen Pritchard")
    enter(page, "f4ce0007", "another", "Gwen Pritchard")
    enter(page, "f4ce0008", GWEN, "Gwen, in a second window")
    happen(page, "moderate('f4ce0008')")
    for name in ("f4ce0006", "f4ce0007", "f4ce0008"):
        happen(page, f"muteOther('{name}', false)")
    gwens(page)
    floor(page)
    page.clock.fast_forward(2_000)
    assert commands(page, "mute-remote-participant") == 0  # her own page has its time

    page.clock.fast_forward(1_000)
    expect_muted(page, "f4ce0006", muted=True)
    floor(page)
    page.clock.fast_forward(10_000)

    assert [muted(page, name) for name in ("f4ce0007", "f4ce0008")] == [False, False]
    assert commands(page, "mute-remote-participant") == 1


def expect_muted(page, name, *, muted):
    inside(page).wait_for_function(f"fakeJitsi.muted.get('{name}') === {str(muted).lower()}")


def test_a_chair_who_gives_up_the_floor_goes_on_leading_and_a_member_mutes_nobody(page, host):
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen")
    happen(page, "muteOther('f4ce0006', false)")
    gwens(page)
    floor(page)
    page.clock.fast_forward(10_000)
    assert commands(page, "mute-remote-participant") == 0

    button(page, "Leave the video").click()
    page.clock.fast_forward(2_000)
    host.moderates = True
    joined(page)
    mine(page)
    button(page, "Turn on your microphone").click()
    expect(button(page, "Turn on your microphone")).to_be_hidden()
    floor(page)
    assert happen(page, "state")["audioMuted"] is False


def test_mute_everybody_asks_once_more(page, host):
    host.moderates = True
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen")
    happen(page, "muteOther('f4ce0006', false)")

    page.get_by_text("Mute everybody", exact=True).click()
    assert muted(page, "f4ce0006") is False
    button(page, "Yes, mute everybody").click()

    expect_muted(page, "f4ce0006", muted=True)
    expect(announced(page)).to_have_text(WORDS_SHOWN["muted_all"])
    expect(button(page, "Yes, mute everybody")).to_be_hidden()


def test_a_hand_in_the_frame_is_a_hand_in_the_queue_and_back_without_an_echo(page):
    joined(page)
    keep_wishes(page)

    happen(page, "raiseHand(true)")
    page.wait_for_function("window.wishes.length === 1")
    queue(page, "6")  # drawn for another reason before ours has arrived
    queue(page, "6", "5")
    page.clock.fast_forward(5_000)
    assert (wishes(page), hand(page), commands(page, "toggle-raise-hand")) == (
        ["hand-raise"], True, 0,
    )  # fmt: skip

    queue(page, "6")  # lowered in the portal, or called
    inside(page).wait_for_function("fakeJitsi.shown.hand === false")
    page.clock.fast_forward(5_000)
    queue(page, "5")
    inside(page).wait_for_function("fakeJitsi.shown.hand === true")
    happen(page, "raiseHand(false)")
    page.wait_for_function("window.wishes.length === 2")
    queue(page)
    page.clock.fast_forward(10_000)

    assert (wishes(page), commands(page, "toggle-raise-hand")) == (["hand-raise", "hand-lower"], 2)


def test_the_queue_decides_and_words_that_were_handed_in_are_no_hand(page):
    joined(page)
    keep_wishes(page)
    queue(page, "5", written=True)
    assert commands(page, "toggle-raise-hand") == 0

    happen(page, "raiseHand(true)")  # refused: they are in the queue already
    page.wait_for_function("window.wishes.length === 1")
    page.clock.fast_forward(4_000)

    inside(page).wait_for_function("fakeJitsi.shown.hand === false")
    assert wishes(page) == ["hand-raise"]


def test_who_may_not_ask_to_speak_is_told_and_who_plays_with_the_button_asks_no_more(page):
    joined(page)
    keep_wishes(page)
    for n in range(20):
        happen(page, f"raiseHand({str(n % 2 == 0).lower()})")
    page.wait_for_function("window.wishes.length > 0")
    page.clock.fast_forward(20_000)
    assert len(wishes(page)) <= 6
    assert commands(page, "toggle-raise-hand") <= 5

    page.evaluate("document.getElementById('hand-raise').remove()")
    happen(page, "raiseHand(true)")
    expect(status(page)).to_have_text(WORDS_SHOWN["no_hand"])
    page.clock.fast_forward(4_000)
    inside(page).wait_for_function("fakeJitsi.shown.hand === false")


def test_a_frame_that_does_not_say_whose_hand_is_up_is_not_told_for_ever(page, video):
    video.plan = "no-hands"
    joined(page)
    queue(page, "5")
    inside(page).wait_for_function("fakeJitsi.heard.includes('toggle-raise-hand')")
    page.clock.fast_forward(60_000)

    assert commands(page, "toggle-raise-hand") <= 3


def test_whoever_has_the_floor_is_large_or_the_interpreter_or_nobody_as_i_chose(page):
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen")
    gwens(page)
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce0006'")
    gwens(page)
    floor(page, speaker="11", turn="9-300", person="in no frame")
    inside(page).wait_for_function("fakeJitsi.shown.pinned === null")
    assert commands(page, "pin-participant") == 2

    page.evaluate(
        "document.getElementById('large').addEventListener('submit', e => e.preventDefault())"
    )
    page.get_by_label("Show large").select_option("interpreter")
    button(page, "Save").click()
    enter(page, "f4ce0009", INTERPRETER, "Another name")
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce0009'")
    gwens(page)
    happen(page, "exit('f4ce0009')")
    enter(page, "f4ce000a", INTERPRETER, "Another name")  # back, and large again
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce000a'")

    page.get_by_label("Show large").select_option("own")
    button(page, "Save").click()
    inside(page).wait_for_function("fakeJitsi.shown.pinned === null")


def test_the_one_device_of_the_room_is_large_for_who_speaks_there_and_of_two_neither(page):
    joined(page)
    enter(page, "f4ce0006", GWEN, "Gwen")
    enter(page, "f4ce0010", ROOM_1, "Room: 9 people")
    gwens(page)
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce0006'")
    gwens(page, turn="9-400", way="room")
    inside(page).wait_for_function("fakeJitsi.shown.pinned === null")
    gwens(page, turn="9-400", way="room", devices=[ROOM_1])  # it was let in just now
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce0010'")
    enter(page, "f4ce0011", ROOM_2, "Room 2")
    gwens(page, turn="9-400", way="room", devices=[ROOM_1, ROOM_2])
    inside(page).wait_for_function("fakeJitsi.shown.pinned === null")
    happen(page, "exit('f4ce0011'), fakeJitsi.raiseHand(false)")
    inside(page).wait_for_function("fakeJitsi.shown.pinned === 'f4ce0010'")
