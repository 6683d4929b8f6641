"""Whether enough members are in a meeting: shown to all, with its moment, and asked before a round."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions as accounts
from accounts.models import Role
from core import clock
from core.clock import now
from deliberation.last_days import answers_until, last_days
from meetings import actions
from meetings.models import Attendance, Meeting
from meetings.quorum import Moment, Quorum, moments, presences, quorum
from tests.factories import AttendanceFactory, KeyMessageFactory, MembershipFactory, UserFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import HTMX, get, press, region, words
from tests.meetings.there import after
from tests.pages.html import words_of

Mode = Attendance.Mode
START = datetime(2026, 3, 24, 18, 30, tzinfo=UTC)
TOO_FEW = "The meeting is not quorate. Tick that you ask for positions all the same."


def at(minutes):
    return START + timedelta(minutes=minutes)


def there(came, left=None):
    return SimpleNamespace(began_at=at(came), ended_at=None if left is None else at(left))


# --- The rule, alone ---------------------------------------------------------------------


def test_it_is_quorate_with_the_last_who_is_needed_and_no_longer_when_one_of_them_leaves():
    rows = [there(0), there(1, 40), there(4), there(30), there(50, 60)]

    crossings = [(moment.at, moment.is_quorate) for moment in moments(rows, 4)]

    assert crossings == [(at(30), True), (at(40), False), (at(50), True), (at(60), False)]


def test_who_changes_their_way_or_comes_as_another_leaves_makes_no_difference():
    rows = [there(0), there(0), there(2, 20), there(20), there(0, 9)]

    assert moments(rows, 3) == [Moment(at(0), is_quorate=True)]


def test_the_end_of_the_meeting_is_no_moment():
    rows = [there(0, 120), there(3, 120), there(5, 120)]

    assert moments(rows, 3, until=at(120)) == [Moment(at(5), is_quorate=True)]


spans = st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(1, 30))).map(
    lambda span: there(span[0], None if span[1] is None else span[0] + span[1])
)


@given(st.lists(spans, max_size=8), st.integers(1, 5), st.integers(0, 61))
def test_at_each_minute_the_last_moment_says_whether_enough_are_there(rows, needed, minute):
    here = sum(
        row.began_at <= at(minute) and (not row.ended_at or row.ended_at > at(minute))
        for row in rows
    )
    before = [moment for moment in moments(rows, needed) if moment.at <= at(minute)]

    assert bool(before and before[-1].is_quorate) == (here >= needed)


@pytest.mark.parametrize(
    ("unit", "needed", "sentence"),
    [
        ("members", 1, "1 member was needed."),
        ("members", 3, "3 members were needed."),
        ("groups", 1, "1 group was needed."),
        ("groups", 3, "3 groups were needed."),
    ],
)
def test_the_page_says_how_many_of_whom_were_needed(unit, needed, sentence):
    facts = Quorum(needed=needed, here=0, recused=0, is_kept=True, moments=[], unit=unit)
    page = render_to_string("meetings/_quorum_moments.html", {"quorum": facts})

    assert words_of(page) == f"Quorum {sentence} The meeting was not quorate at any time"


# --- In a meeting ------------------------------------------------------------------------


@pytest.fixture
def roll(people, meeting, leroy, ama):
    """Twelve who advise, so that four are needed."""
    names = ("Piotr", "Gwen", "Harpreet", "Nuala", "Colin", "Zainab", "Kerry-Ann")
    users = [UserFactory(name=name) for name in names]
    for user in users:
        MembershipFactory(user=user, group=people.group)
        AttendanceFactory(meeting=meeting, user=user, mode=Mode.ROOM)
    return users


@pytest.fixture
def evening(people, meeting, roll):
    """Opened at 6:30pm tomorrow."""
    tomorrow = localtime(now() + timedelta(days=1))
    starts_at = tomorrow.replace(hour=18, minute=30, second=0, microsecond=0)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at)
    with clock.at(starts_at):
        return actions.open_meeting(actor=people.chair, meeting=Meeting.objects.get(pk=meeting.pk))


def come(meeting, minutes, *users, mode=Mode.ROOM):
    with clock.at(after(meeting, minutes)):
        for user in users:
            actions.come_in(actor=user, meeting=meeting, mode=mode)


def live(user, meeting, minutes):
    with clock.at(after(meeting, minutes)):
        return get(user, "live", meeting.pk)


@pytest.mark.django_db
def test_a_t8_the_meeting_is_quorate_at_six_thirty_four_shown_to_all_and_never_below(
    people, evening, leroy, ama, roll
):
    come(evening, 0, people.secretary, people.police_lead, people.observer)  # they do not vote
    come(evening, 1, people.chair, people.vice_chair)
    come(evening, 2, people.member, mode=Mode.VIDEO)
    before = region(live(people.member, evening, 3), "quorum")
    with clock.at(after(evening, 4)):
        actions.come_in(actor=people.secretary, meeting=evening, mode=Mode.TELEPHONE, user=leroy)
    shown = {
        role: region(live(getattr(people, role), evening, 5), "quorum")
        for role in ("chair", "member", "secretary", "police_lead", "observer", "interpreter")
    }
    come(evening, 20, people.member, mode=Mode.TELEPHONE)  # the line of the video is poor
    come(evening, 21, *roll[:5])
    with clock.at(after(evening, 102)):
        actions.leave(actor=people.secretary, meeting=evening, user=leroy)
    with clock.at(after(evening, 120)):
        actions.end_meeting(actor=people.chair, meeting=evening)
        record = words(get(people.observer, "meeting", evening.pk))

    assert "Not quorate 3 members are here, 4 are needed." in before
    quorate = "Quorate since 6:34pm: 4 members are here, 4 are needed."
    assert all(words.startswith(quorate) for words in shown.values())
    assert "Quorum 4 members were needed. Quorate from 6:34pm" in record


@pytest.mark.django_db
def test_who_becomes_a_member_later_was_none_when_they_were_there(people, evening, roll):
    come(evening, 0, people.observer, *roll[:3])
    with clock.at(after(evening, 120)):
        actions.end_meeting(actor=people.chair, meeting=evening)
    place = people.observer.memberships.get()
    with clock.at(after(evening, 180)):
        accounts.change_role(actor=people.chair, membership=place, role=Role.MEMBER)

    meeting = Meeting.objects.get(pk=evening.pk)

    assert quorum(meeting, presences(meeting)).moments == []
    assert sum(presence.votes for presence in presences(meeting)) == 3


@pytest.mark.django_db
def test_below_the_quorum_the_page_says_so_and_the_record_when(people, evening, roll):
    come(evening, 1, *roll[:4])
    with clock.at(after(evening, 50)):
        actions.leave(actor=roll[0], meeting=evening)
    page = live(people.chair, evening, 51)
    with clock.at(after(evening, 120)):
        actions.end_meeting(actor=people.chair, meeting=evening)
        record = words(get(people.observer, "meeting", evening.pk))

    assert "Not quorate 3 members are here" in region(page, "quorum")
    assert 'data-say-quorum="The meeting is not quorate."' in page.content.decode()
    assert "4 members were needed. Quorate from 6:31pm Not quorate from 7:20pm" in record


@pytest.mark.django_db
def test_who_takes_no_part_in_the_item_does_not_count_in_it(people, evening, ama, roll):
    come(evening, 1, ama, *roll[:3])
    item = evening.agenda.get(number=2)
    with clock.at(after(evening, 9)):
        actions.declare_interest(actor=ama, item=item, reason="I work there.")
        before = region(get(people.chair, "live", evening.pk), "quorum")
        actions.start_item(actor=people.chair, meeting=evening, item=item)
        during = region(get(people.chair, "live", evening.pk), "quorum")

    assert "4 members are here" in before
    assert "Not quorate 3 members are here, 4 are needed. 1 more takes no part" in during


@pytest.mark.django_db
def test_a_group_that_does_not_keep_who_is_there_is_not_held_up(people, evening, topic):
    message = KeyMessageFactory(topic=topic)
    with clock.at(after(evening, 9)):
        page = get(people.chair, "live", evening.pk)
        actions.open_round(actor=people.chair, meeting=evening, key_message=message)

    assert "Ask all the same" not in region(page, "messages")
    assert "data-say-quorum" not in page.content.decode()


@pytest.mark.django_db
def test_below_the_quorum_the_chair_ticks_that_they_ask_all_the_same(people, evening, topic):
    come(evening, 1, people.chair, people.member)
    message = KeyMessageFactory(topic=topic)
    with clock.at(after(evening, 9)):
        page = get(people.chair, "live", evening.pk)
        with refused(TOO_FEW):
            actions.open_round(actor=people.chair, meeting=evening, key_message=message)
        address = ("round-open", evening.pk, message.pk)
        without = press(people.chair, *address, headers=HTMX)
        ticked = press(people.chair, *address, fields={"although_short": "on"}, headers=HTMX)

    assert "The meeting is not quorate. The round decides nothing unless" in region(
        page, "messages"
    )
    assert (without.status_code, without.content.decode()) == (403, TOO_FEW)
    assert (ticked.status_code, message.rounds.count()) == (204, 1)


@pytest.mark.django_db
def test_a_last_day_does_not_make_up_for_those_who_are_missing(people, evening, topic):
    come(evening, 1, people.chair, people.member)
    message = KeyMessageFactory(topic=topic)
    with clock.at(after(evening, 9)):
        day = last_days(clock.today())[0]
        fields = {"last_day": day.isoformat()}
        address = ("round-open", evening.pk, message.pk)
        without = press(people.chair, *address, fields=fields, headers=HTMX)
        press(people.chair, *address, fields=fields | {"although_short": "on"}, headers=HTMX)

    assert without.content.decode() == TOO_FEW
    assert [asked.answers_until for asked in message.rounds.all()] == [answers_until(day)]


@pytest.mark.django_db
def test_what_is_needed_stays_as_it_was_when_the_meeting_was_opened(people, evening, roll):
    people.group.quorum = 9
    people.group.save()
    for user in roll:
        user.memberships.all().delete()

    evening.refresh_from_db()
    assert evening.quorum == 4


@pytest.mark.django_db
def test_a_meeting_that_was_open_before_this_was_kept_says_nothing(people, evening):
    Meeting.objects.filter(pk=evening.pk).update(quorum=None)
    come(evening, 1, people.chair)

    page = words(live(people.chair, evening, 2))
    assert ("1 in the room" in page, "quorate" in page.lower()) == (True, False)
