"""What the calendar causes: a meeting tomorrow, a response due, a check that did not come."""

from datetime import timedelta

import pytest

from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from deliberation import actions
from deliberation.jobs import remind_of_responses
from meetings import actions as meetings
from meetings.actions import PlannedAction
from meetings.jobs import (
    look_at_the_video_host,
    remind_of_actions,
    remind_of_meetings,
    remind_of_minutes,
)
from meetings.models import Minutes
from meetings.video.settings import JitsiSettings
from publications.jobs import tell_of_late_checks
from tests.notices.conftest import NOON
from tests.pages.html import words_of
from tests.signing_in import signed_in


def test_a_meeting_tomorrow_is_told_once_however_often_the_job_runs(world):
    world.meeting.starts_at = NOON + timedelta(days=1)
    world.meeting.save()
    for _ in range(2):
        remind_of_meetings()

    assert Notice.objects.filter(kind="meeting.tomorrow").count() == 8


@pytest.mark.parametrize("days", [0, 2])
def test_a_meeting_on_another_day_is_not_told(world, days):
    world.meeting.starts_at = NOON + timedelta(days=days)
    world.meeting.save()
    remind_of_meetings()

    assert Notice.objects.count() == 0


def test_a_video_host_that_is_away_is_told_a_day_and_an_hour_before_and_not_more_often(
    world, settings
):
    host = {"JITSI_DOMAIN": "http://localhost:9", "JITSI_ALG": "HS256", "JITSI_SECRET": "x" * 32}
    settings.JITSI = JitsiSettings.from_mapping(host, profile="test")
    counts = []
    for ahead in (timedelta(days=2), timedelta(hours=20), timedelta(minutes=50)):
        world.meeting.starts_at = NOON + ahead
        world.meeting.save()
        for _ in range(2):
            look_at_the_video_host()
        counts.append(Notice.objects.filter(kind="meeting.no_video").count())

    people = {world.chair.pk, world.vice_chair.pk, world.secretary.pk}
    assert set(Notice.objects.values_list("recipient", flat=True)) == people
    assert counts == [0, 3, 6]


@pytest.mark.parametrize(
    ("days", "kind", "roles"),
    [
        (8, None, []),
        (7, "response.due_soon", ["police_lead"]),
        (1, "response.due_soon", ["police_lead"]),
        (0, "response.due", ["police_lead"]),
        (-1, "response.overdue", ["chair", "secretary", "vice_chair"]),
        (-9, "response.overdue", ["chair", "secretary", "vice_chair"]),
    ],
)
def test_a_t6_a_response_is_called_for_before_on_and_after_its_day(whole, days, kind, roles):
    """The police lead 7 days before and on the day; the chair and the secretary the day after."""
    whole.key_message.response_due = (NOON + timedelta(days=days)).date()
    whole.key_message.save()
    for _ in range(2):
        remind_of_responses()
    names = {getattr(whole, role).pk: role for role in ("chair", "vice_chair", "observer",
             "police_lead", "member", "secretary")}  # fmt: skip
    notices = Notice.objects.order_by("pk").values_list("kind", "recipient")

    assert sorted((k, names[pk]) for k, pk in notices) == [(kind, role) for role in roles]


def test_an_observer_who_was_not_let_in_is_not_told_of_a_response(whole):
    whole.key_message.response_due = (NOON - timedelta(days=1)).date()
    whole.key_message.save()
    whole.topic.guests.filter(user=whole.observer).delete()
    remind_of_responses()
    people = Notice.objects.values_list("recipient", flat=True)

    assert set(people) == {whole.chair.pk, whole.vice_chair.pk, whole.secretary.pk}


def test_a_response_that_came_is_not_called_for(whole):
    whole.key_message.response_due = NOON.date()
    whole.key_message.save()
    actions.answer_key_message(
        actor=whole.police_lead,
        key_message=whole.key_message,
        decision="accepted",
    )
    remind_of_responses()

    assert Notice.objects.filter(kind="response.due").count() == 0


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (5, []),
        (7, ["release.check_due"]),
        (8, ["release.check_late"] * 2),
        (14, ["release.check_late"] * 2),
    ],
)
def test_the_chairs_are_told_once_that_five_working_days_for_a_check_are_over(whole, days, kinds):
    """The police lead on the last of them."""
    whole.release.prepared_at = NOON - timedelta(days=days)
    whole.release.save()
    for _ in range(2):
        tell_of_late_checks()

    notices = Notice.objects.filter(kind__startswith="release.check_")
    assert list(notices.values_list("kind", flat=True)) == kinds


def notices_of_actions(world):
    names = {getattr(world, role).pk: role for role in ("chair", "vice_chair", "member", "officer")}
    rows = Notice.objects.filter(kind__startswith="action.").values_list("kind", "recipient")
    return sorted((kind, names.get(pk)) for kind, pk in rows)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (8, []),
        (7, [("action.due_soon", "member")]),
        (1, [("action.due_soon", "member")]),
        (0, [("action.due", "member")]),
        (-1, [("action.overdue", "chair"), ("action.overdue", "member")]),
        (-30, [("action.overdue", "chair"), ("action.overdue", "member")]),
    ],
)
def test_an_action_is_called_for_before_on_and_after_its_day(whole, days, expected):
    """Its owner 7 days before and on the day; the owner and the chair the day after, once."""
    whole.action.due_on = (NOON + timedelta(days=days)).date()
    whole.action.save()
    for _ in range(2):
        remind_of_actions()

    assert notices_of_actions(whole) == expected


def test_another_day_is_called_for_anew(whole):
    for days in (7, 6):
        whole.action.due_on = (NOON + timedelta(days=days)).date()
        whole.action.save()
        remind_of_actions()

    assert notices_of_actions(whole) == [("action.due_soon", "member")] * 2


@pytest.mark.parametrize(
    "state", ["reported_complete", "reported_partly", "complete", "partly_complete", "withdrawn"]
)
def test_what_is_reported_or_closed_is_not_called_for(whole, state):
    whole.action.state = state
    whole.action.closed_at = None if state.startswith("reported") else NOON
    whole.action.save()
    remind_of_actions()

    assert notices_of_actions(whole) == []


def test_an_owner_who_left_is_not_told_and_the_chair_is(whole):
    whole.action.due_on = (NOON - timedelta(days=1)).date()
    whole.action.save()
    whole.places["member"].ends_at = NOON
    whole.places["member"].save()
    remind_of_actions()

    assert notices_of_actions(whole) == [("action.overdue", "chair")]


def test_a_new_owner_is_told_that_it_is_theirs_and_an_old_one_that_it_changed(whole):
    for owner, days, after in ((whole.officer, 9, 1), (whole.officer, 10, 2)):
        meetings.change_action(
            actor=whole.chair,
            action=whole.action,
            planned=PlannedAction("Lobelia", owner, (NOON + timedelta(days=days)).date()),
            after=after,
        )
    run_due_jobs()

    assert notices_of_actions(whole) == [
        ("action.changed", "officer"),
        ("action.handed_over", "officer"),
    ]


def test_the_page_of_notices_says_which_action_and_not_what_is_to_be_done(whole):
    whole.action.task, whole.action.number, whole.action.marking = "Zinnia", 7, "official_sensitive"
    whole.action.save()
    remind_of_actions()
    page = words_of(signed_in(whole.member).get("/notices/").text)

    assert f"An action of yours is due today A-7, {whole.group}" in page
    assert ("Zinnia" in page, "OFFICIAL-SENSITIVE" in page) == (False, True)


@pytest.mark.parametrize(
    ("days", "state", "number"),
    [
        (2, "published", 0),
        (1, "published", 8),  # on the working day before the last one
        (0, "published", 8),  # they were published since
        (-1, "published", 0),
        (1, "agreed", 0),
    ],
)
def test_who_was_invited_is_told_once_that_the_time_to_check_minutes_ends(
    whole, days, state, number
):
    agreed = {"agreed_at": NOON, "agreed_by": whole.chair} if state == "agreed" else {}
    until = NOON.date() + timedelta(days=days)
    Minutes.objects.update(state=state, check_until=until, **agreed)
    for _ in range(2):
        remind_of_minutes()

    assert list(Notice.objects.values_list("kind", flat=True)) == (
        ["minutes.check_ends_soon"] * number
    )


def test_the_time_to_check_minutes_that_ends_on_a_monday_is_told_on_the_friday_before(whole):
    Minutes.objects.update(check_until=NOON.date() + timedelta(days=7))
    told_after = {}
    for days in (3, 4, 5, 7):  # Thursday, Friday, Saturday, Monday
        with clock.at(NOON + timedelta(days=days)):
            remind_of_minutes()
        told_after[days] = Notice.objects.count()

    assert told_after == {3: 0, 4: 8, 5: 8, 7: 8}
