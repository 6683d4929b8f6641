"""What a socket brings, to whom, and when it closes."""

import asyncio

import pytest
from django.contrib.sessions.models import Session

from accounts import actions as accounts
from accounts.models import Membership
from core.live import streams
from core.live.consumers import NOT_HEARD
from core.live.room import GONE, SIGN_IN, Frame
from meetings import actions
from meetings.live import MeetingPage
from meetings.models import Attendance
from tests.live.conftest import do
from tests.live.open_page import fresh
from tests.signing_in import give_app, session_key

pytestmark = pytest.mark.django_db(transaction=True)


async def test_an_action_arrives_with_the_regions_it_changed(people, open_meeting, window, slow):
    page = await window(people.observer, open_meeting.stream)
    before = page.seq

    await do(actions.raise_hand, actor=people.member, meeting=open_meeting)
    await page.until(lambda it: it.frames)

    (frame,) = page.frames
    assert list(frame) == ["after", "seq", "regions"]
    assert (frame["after"], frame["seq"]) == (before, before + 1)
    assert sorted(frame["regions"]) == ["now", "queue"]
    assert "Doreen Whitcombe" in frame["regions"]["queue"]
    assert page.regions == await do(fresh, open_meeting.stream, people.observer)


async def test_each_region_is_drawn_once_for_all_who_see_it_alike(
    people, open_meeting, ama, leroy, window, counted, slow
):
    everybody = [people.chair, people.vice_chair, people.member, ama, people.observer]
    pages = [await window(user, open_meeting.stream) for user in everybody]
    second_window = await window(people.member, open_meeting.stream)
    counted.drawn.clear()

    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    for page in [*pages, second_window]:
        await page.until(lambda it: it.frames)

    # An observer leaves for an item for members; those who lead call speakers.
    assert sorted(counted.drawn) == ["now", "now", "queue", "queue"]


async def test_what_is_alike_is_encoded_once(people, open_meeting, ama, window, slow, monkeypatch):
    pages = [await window(user, open_meeting.stream) for user in (people.member, ama, ama)]
    encoded = []
    encode = Frame.encode
    monkeypatch.setattr(Frame, "encode", lambda frame: encoded.append(frame) or encode(frame))

    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    for page in pages:
        await page.until(lambda it: it.frames)

    texts = [page.texts[0] for page in pages]
    assert len(encoded) == 1
    assert texts[0] is texts[1] is texts[2]


async def test_a_recusal_in_the_item_that_starts_brings_the_whole_page_anew(
    people, open_meeting, ama, window, slow
):
    item = await do(open_meeting.agenda.get, number=2)
    await do(actions.declare_interest, actor=ama, item=item, reason="I work there.")
    hers = await window(ama, open_meeting.stream)
    doreens = await window(people.member, open_meeting.stream)

    await do(actions.start_item, actor=people.chair, meeting=open_meeting, item=item)
    for page in (hers, doreens):
        await page.until(lambda it: it.frames)

    assert len(hers.frames[0]["regions"]) == 17
    assert "You declared an interest in this item" in hers.regions["hand"]
    assert "Raise my hand" not in hers.regions["hand"]
    assert len(doreens.frames[0]["regions"]) == 13
    assert "Raise my hand" in doreens.regions["hand"]


async def test_two_windows_of_one_person_show_the_same(people, open_meeting, window, slow):
    first = await window(people.member, open_meeting.stream)
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    second = await window(people.member, open_meeting.stream)
    await do(
        actions.say_attendance,
        actor=people.member,
        meeting=open_meeting,
        mode=Attendance.Mode.APOLOGIES,
    )
    now = await do(streams.current, open_meeting.stream)
    for page in (first, second):
        await page.until(lambda it: it.seq == now)

    expected = await do(fresh, open_meeting.stream, people.member)
    assert first.regions == second.regions == expected
    assert "You are listening" in expected["hand"]


async def test_a_page_that_was_away_is_brought_up_to_date(people, open_meeting, window, slow):
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    page = await window(people.member, open_meeting.stream, after=0)
    await page.until(lambda it: it.frames)

    (frame,) = page.frames
    assert (frame["after"], frame["seq"]) == (0, await do(streams.current, open_meeting.stream))
    assert len(frame["regions"]) == 17  # the meeting was opened meanwhile: everything changed


@pytest.mark.parametrize("after", ["999999999", "9" * 5000, "-1", "seven", "١٢"])
async def test_a_step_that_makes_no_sense_harms_nobody(people, open_meeting, window, quick, after):
    odd = await window(people.chair, open_meeting.stream, asks=after)
    page = await window(people.member, open_meeting.stream)

    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    for listener in (odd, page):
        await listener.until(lambda it: it.frames)

    assert page.regions == await do(fresh, open_meeting.stream, people.member)


async def test_a_page_without_news_hears_that_it_is_up_to_date(
    people, open_meeting, window, quick, settings
):
    settings.LIVE_PULSE = 0.05
    page = await window(people.member, open_meeting.stream)
    await page.until(lambda it: it.pulses > 1)

    assert (page.frames, page.code) == ([], None)


# --- Closing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["meeting.999999", "meeting.", "meeting.x", "nothing.1", "meeting." + "9" * 5000]
)
async def test_what_is_not_there_closes_with_4404(people, window, key):
    page = await window(people.member, key)
    await page.until(lambda it: it.code)

    assert (page.code, page.frames) == (GONE, [])


@pytest.mark.parametrize("role", ["stranger", "administrator"])
async def test_what_one_may_not_know_of_closes_the_same_way(people, open_meeting, window, role):
    page = await window(getattr(people, role), open_meeting.stream)
    await page.until(lambda it: it.code)

    assert (page.code, page.frames) == (GONE, [])


async def test_another_origin_gets_no_socket(people, open_meeting, window):
    page = await window(people.member, open_meeting.stream, origin=b"http://localhost:8000")

    assert page.code is not None


async def test_a_message_from_the_page_closes_it(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)
    await page.socket.send_to(text_data="hello")
    await page.until(lambda it: it.code)

    assert page.code == NOT_HEARD


async def leave_the_group(people, page):
    membership = await do(Membership.objects.get, user=page.user, group=people.group)
    await do(accounts.end_membership, actor=people.chair, membership=membership)


async def test_leaving_the_group_closes_all_their_windows_at_once(
    people, open_meeting, window, slow
):
    pages = [await window(people.member, open_meeting.stream) for _ in range(2)]
    other = await window(people.observer, open_meeting.stream)

    await leave_the_group(people, pages[0])
    for page in pages:
        await page.until(lambda it: it.code)

    assert [page.code for page in pages] == [GONE, GONE]
    assert other.code is None


async def test_the_last_window_of_the_process_closes_too(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)

    await leave_the_group(people, page)
    await page.until(lambda it: it.code)

    assert page.code == GONE


async def test_leaving_is_seen_within_the_beat_when_no_message_comes(
    people, open_meeting, window, quick
):
    page = await window(people.member, open_meeting.stream)

    rows = Membership.objects.filter(user=people.member)
    await do(rows.update, ends_at=open_meeting.opened_at)  # as if its message had been lost
    await page.until(lambda it: it.code)

    assert page.code == GONE


def end_session(page):
    Session.objects.filter(session_key=session_key(page.client)).delete()


def remove_factor(page):
    give_app(page.user).authenticator.delete()


def change_password(page):
    page.user.set_password("an entirely new password")
    page.user.save()


@pytest.mark.parametrize("ending", [end_session, remove_factor, change_password])
async def test_an_ended_session_factor_or_password_closes_with_4401_within_the_beat(
    people, open_meeting, window, quick, ending
):
    page = await window(people.member, open_meeting.stream)
    other = await window(people.chair, open_meeting.stream)

    await do(ending, page)
    await page.until(lambda it: it.code)

    assert (page.code, other.code) == (SIGN_IN, None)


async def test_a_page_that_cannot_be_looked_at_keeps_no_other_one_open(
    people, open_meeting, topic, window, quick, monkeypatch
):
    broken = await window(people.chair, open_meeting.stream)
    page = await window(people.member, topic.stream("shared"))

    def fail(*_args):
        raise LookupError

    monkeypatch.setattr(MeetingPage, "audiences", fail)
    await do(end_session, page)
    await page.until(lambda it: it.code)

    assert (page.code, broken.code) == (SIGN_IN, None)


async def test_a_suspended_person_is_out_at_once(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)

    await do(accounts.suspend_person, actor=people.administrator, person=people.member)
    await page.until(lambda it: it.code)

    assert page.code == SIGN_IN


async def test_another_role_brings_the_whole_page_anew(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)
    membership = await do(Membership.objects.get, user=people.member, group=people.group)

    await do(accounts.change_role, actor=people.chair, membership=membership, role="secretary")
    await page.until(lambda it: it.frames)

    assert "For somebody without a screen" in page.regions["organiser"]
    assert page.regions == await do(fresh, open_meeting.stream, people.member)


async def test_nothing_goes_on_when_the_last_page_has_left(people, open_meeting, window, quick):
    page = await window(people.member, open_meeting.stream)
    before = asyncio.all_tasks()
    await page.close()

    names = {task.get_coro().__qualname__ for task in asyncio.all_tasks() & before}
    assert not {name for name in names if name.startswith("Hub.")}
