"""Which dates suit: the group is asked, answers, and the meeting is arranged on one of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock
from meetings import actions, queries
from meetings.models import Attendance, BusyDate, DatePoll, Meeting, PollAnswer, PollReply
from tests.factories import MembershipFactory, UserFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems

Can, Mode = PollAnswer.Can, Attendance.Mode
EVENINGS = [datetime(2026, 3, day, 18, 30, tzinfo=UTC) for day in (10, 24)]
LAST_DAY = date(2026, 3, 3)


@pytest.fixture
def february():
    with clock.at(datetime(2026, 2, 23, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def poll(february, people):
    return actions.open_poll(
        actor=people.secretary, group=people.group, dates=EVENINGS, answers_until=LAST_DAY
    )


@pytest.fixture
def caller(people):
    """A member without sign-in."""
    return MembershipFactory(
        group=people.group, user=UserFactory(name="Leroy Samuels", email=None)
    ).user


def answer(actor, poll, first, second, mode=Mode.ROOM, user=None):
    answers = dict(zip(poll.dates.values_list("pk", flat=True), (first, second), strict=True))
    return actions.answer_poll(actor=actor, poll=poll, answers=answers, mode=mode, user=user)


def counts(poll):
    return [(row.yes, row.if_need_be, row.no, row.is_best) for row in queries.date_counts(poll)]


def test_people_answer_and_change_their_answer_and_who_left_no_longer_counts(people, poll, caller):
    with recorded() as records:
        answer(people.chair, poll, Can.YES, Can.NO)
        answer(people.chair, poll, Can.NO, Can.YES, Mode.VIDEO)
        answer(people.secretary, poll, Can.IF_NEED_BE, Can.YES, Mode.TELEPHONE, user=caller)
        first_answers = answer(people.member, poll, Can.YES, Can.YES)
    people.member.memberships.update(ends_at=clock.now() - timedelta(minutes=1))

    assert counts(poll) == [(0, 1, 1, False), (2, 0, 0, True)]
    assert queries.date_counts(poll)[1].ways == [("On video", 1), ("On the telephone", 1)]
    assert [user.name for user in queries.unanswered(poll)] == ["Sally Treloar", "Tariq Osmani"]
    assert PollReply.objects.get(user=caller).recorded_by == people.secretary
    pointer = {"poll_id": poll.pk, "user_id": caller.pk}
    assert records[2] == ("poll.answered", people.secretary.pk, pointer)
    assert first_answers.answers.count() == 2


def test_what_may_not_be_asked_and_answered(people, poll):
    def ask(dates=EVENINGS, last=LAST_DAY, by=people.chair):
        return actions.open_poll(actor=by, group=people.group, dates=dates, answers_until=last)

    with refused("Only the chair and the secretary can do this."):
        ask(by=people.member)
    for dates in (EVENINGS[:1], EVENINGS[:1] * 2, [e.replace(minute=m) for e in EVENINGS for m in (1, 2, 3)]):  # fmt: skip
        with refused("Ask about two to five different dates."):
            ask(dates)
    with refused("The last day to answer lies before the first date."):
        ask(last=date(2026, 3, 10))
    with refused("Only the group’s own people are asked."):
        answer(people.police_lead, poll, Can.YES, Can.YES)
    with refused("Only the group’s own people are asked."):
        answer(people.chair, poll, Can.YES, Can.YES, user=people.observer)
    with refused("Say how they would take part."):
        answer(people.chair, poll, Can.YES, Can.NO, Mode.UNKNOWN)
    with refused("Answer for each of the dates."):
        actions.answer_poll(actor=people.chair, poll=poll, answers={}, mode=Mode.ROOM)
    with (
        clock.at(datetime(2026, 3, 4, 0, 1, tzinfo=UTC)),
        refused("The last day to answer is over."),
    ):
        answer(people.chair, poll, Can.NO, Can.NO)


def test_the_meeting_is_arranged_with_one_press_and_who_said_yes_comes_as_they_said(
    people, poll, caller
):
    answer(people.chair, poll, Can.YES, Can.YES)
    answer(people.member, poll, Can.YES, Can.IF_NEED_BE, Mode.VIDEO)
    answer(people.secretary, poll, Can.NO, Can.YES, Mode.TELEPHONE, user=caller)
    chosen = poll.dates.last()
    form = get(people.secretary, "poll-arrange", poll.pk, chosen.pk)
    fields = {"title": "Front counter", "day_day": 24, "day_month": 3, "day_year": 2026,
              "time": "6:30pm", "minutes": 120, "marking": "official", "agenda": "Welcome"}  # fmt: skip
    press(people.secretary, "poll-arrange", poll.pk, chosen.pk, fields=fields)
    meeting, poll = Meeting.objects.get(), DatePoll.objects.get()

    assert problems(form) == []
    assert b'value="24"' in form.content
    assert b'value="6:30pm"' in form.content
    assert (poll.state, poll.meeting, meeting.starts_at) == ("arranged", meeting, EVENINGS[1])
    modes = dict(meeting.attendances.values_list("user__name", "mode"))
    assert modes == {
        "Marjorie Penhale": "room",
        "Doreen Whitcombe": "unknown",  # if need be: is asked again
        "Leroy Samuels": "telephone",
        "Sally Treloar": "unknown",
        "Tariq Osmani": "unknown",
    }
    assert meeting.attendances.get(user=caller).recorded_by == people.secretary
    with refused("This question is closed."):
        actions.arrange_from_poll(actor=people.chair, poll_date=chosen)
    response = press(
        people.chair, "poll-arrange", poll.pk, chosen.pk, fields=fields | {"agenda": "Cowslip"}
    )
    assert (response.status_code, problems(response)) == (403, [])
    assert "This question is closed." in words(response)
    assert b"Cowslip" in response.content  # what the second of two typed is not lost
    assert Meeting.objects.count() == 1


def test_withdrawing_and_time_remove_what_was_answered(people, poll):
    answer(people.chair, poll, Can.YES, Can.YES)
    assert [row["can"] for row in queries.dates_of(people.chair)] == ["Yes", "Yes"]
    assert list(queries.dates_of(people.member)) == []

    actions.withdraw_poll(actor=people.chair, poll=poll)
    assert (poll.state, PollReply.objects.count()) == ("withdrawn", 0)
    page = words(get(people.chair, "poll", poll.pk))  # no "0 yes" of what was removed
    assert "Withdrawn" in page
    assert "How the dates suit" not in page
    assert "You can no longer answer." in page
    assert queries.old_polls(datetime(2026, 3, 3, 23, tzinfo=UTC)) == []
    actions.remove_expired_polls(
        actor=None, ids=queries.old_polls(datetime(2026, 3, 4, 1, tzinfo=UTC))
    )
    assert DatePoll.objects.count() == 0


def test_the_pages(people, poll, caller):
    ramadan = {"first_day": date(2026, 2, 18), "last_day": date(2026, 3, 19), "is_expected": True}
    BusyDate.objects.create(name="Ramadan", note="Sunset about 6pm", **ramadan)
    wrong = press(people.member, "poll", poll.pk, fields={"date_1": "yes"})
    fields = {"date_1": "yes", "date_2": "no", "mode": "room"}
    press(people.member, "poll", poll.pk, fields=fields)
    press(people.secretary, "poll-record", poll.pk, fields=fields | {"user": caller.pk})
    mine = get(people.member, "poll", poll.pk)
    theirs = get(people.secretary, "poll", poll.pk)
    record = get(people.secretary, "poll-record", poll.pk)

    assert [problems(page) for page in (wrong, mine, theirs, record)] == [[], [], [], []]
    assert wrong.status_code == 422
    assert "Select how you would take part" in words(wrong)
    assert "You answered on " in words(mine)
    assert "How the dates suit" not in words(mine)
    assert (
        "Tuesday 10 March 2026, 6:30pm 2 yes · 0 if need be · 0 no In the room: 2"
        " Warning This date clashes with Ramadan (expected)"
    ) in words(theirs).replace("! ", "")
    assert "Not answered yet Marjorie Penhale Sally Treloar Tariq Osmani" in words(theirs)
    assert "Which dates suit you?" in words(get(people.member, "meetings"))
    assert "Which dates suit you?" not in words(get(people.police_lead, "meetings"))
    with clock.at(datetime(2026, 3, 5, 10, tzinfo=UTC)):
        over = words(get(people.vice_chair, "poll", poll.pk))
    assert "You can no longer answer." not in over  # the numbers stand there
    assert "Arrange the meeting" in over
    assert "Save my answer" not in over
    statuses = [get(who, "poll", poll.pk).status_code for who in (people.observer, people.stranger)]
    assert statuses == [404, 404]


def test_the_form_of_the_question_keeps_what_was_typed(people, february):
    fields = {"day_1_day": 10, "day_1_month": 3, "day_1_year": 2026, "time_1": "6:30pm",
              "day_2_day": 10, "day_2_month": 3, "day_2_year": 2026, "time_2": "6:30pm",
              "time_3": "7pm", "answers_until_day": 10, "answers_until_month": 3,
              "answers_until_year": 2026}  # fmt: skip
    wrong = press(people.secretary, "poll-new", people.group.pk, fields=fields)
    right = fields | {"day_2_day": 24, "time_3": "", "answers_until_day": 3}
    done = press(people.secretary, "poll-new", people.group.pk, fields=right)

    assert (wrong.status_code, problems(wrong)) == (422, [])
    for sentence in (
        "This date is there already",
        "A date has a day and a start. Enter both",
        "Enter a day from today to the day before the first date",
    ):
        assert sentence in words(wrong)
    poll = DatePoll.objects.get()
    assert done.url == url("poll", poll.pk)
    assert list(poll.dates.values_list("starts_at", flat=True)) == EVENINGS


def test_asking_about_a_date_that_clashes_warns_before_anybody_is_told(people, february):
    busy = {"first_day": date(2026, 3, 10), "last_day": date(2026, 3, 10)}
    BusyDate.objects.create(name="Holi", note="Ask members.", **busy)
    fields = {f"day_{n}_{part}": value for n, day in ((1, 10), (2, 24))
              for part, value in (("day", day), ("month", 3), ("year", 2026))}  # fmt: skip
    fields |= {"time_1": "6:30pm", "time_2": "6:30pm"}
    fields |= {"answers_until_day": 3, "answers_until_month": 3, "answers_until_year": 2026}
    warned = press(people.secretary, "poll-new", people.group.pk, fields=fields)
    asked_before = DatePoll.objects.count()
    press(people.secretary, "poll-new", people.group.pk, fields=fields | {"although": "2026-03-10"})

    assert (warned.status_code, problems(warned)) == (422, [])
    assert "Tuesday 10 March 2026 is Holi. Ask members. Keep Tuesday 10 March 2026" in words(warned)
    assert "Keep Tuesday 24 March" not in words(warned)
    assert (asked_before, DatePoll.objects.count()) == (0, 1)


def test_once_the_last_day_is_over_the_pages_say_so(people, poll, caller):
    fields = {"user": caller.pk, "date_1": "yes", "date_2": "no"}
    record = press(people.secretary, "poll-record", poll.pk, fields=fields)
    with clock.at(datetime(2026, 3, 17, 10, tzinfo=UTC)):  # the first date has gone by
        member = words(get(people.member, "poll", poll.pk))
        meetings = words(get(people.member, "meetings"))
        secretary = words(get(people.secretary, "poll", poll.pk))

    assert (record.status_code, "Select how they would take part" in words(record)) == (422, True)
    assert "the last day to answer was 3 March 2026" in meetings
    assert "the last day to answer was 3 March 2026" in member
    assert "You can no longer answer." in member
    assert "answer until" not in member + meetings + secretary
    assert secretary.count("Arrange the meeting") == 1
    assert "This date has gone by." in secretary
    assert "Arrange the meeting Tuesday 24 March 2026, 6:30pm" in secretary
