"""Telling people: once, not the one who did it, in time, by email or by somebody's call."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from accounts import actions as people_actions
from accounts.models import User
from core import clock
from core.audit.models import Record
from core.emit import emit
from core.jobs import run_due_jobs
from core.jobs.models import Job
from core.notices import tell
from core.notices.models import Following, Level, Notice, NoticeSettings
from core.policy import Refused
from deliberation.actions import follow_topic, write_post
from deliberation.models import AgreementRound, Space
from meetings.actions import Plan, cancel_meeting, change_meeting
from tests.factories import AttendanceFactory, MeetingFactory
from tests.notices.conftest import NOON, WORD, told
from tests.notices.test_matrix import KINDS, event_of

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)  # an hour behind the clocks of the portal
LATER = NOON + timedelta(minutes=3)


def cancel(world):
    return cancel_meeting(actor=world.secretary, meeting=world.meeting)


def send(at=LATER):
    """Let the worker run a few minutes later."""
    with clock.at(at):
        run_due_jobs()
    return sorted(message.to[0] for message in mail.outbox)


def test_whoever_did_it_is_not_told(world):
    cancel(world)

    assert world.secretary.pk not in told("meeting.cancelled")
    assert Notice.objects.count() == 7


def test_somebody_who_may_no_longer_see_it_is_told_nothing(world):
    cancel(world)
    people_actions.end_membership(actor=world.chair, membership=world.places["observer"])

    assert world.observer.pk not in told("meeting.cancelled")


def test_the_same_record_told_twice_is_one_notice_and_one_email_each(world):
    cancel(world)
    run_due_jobs()
    tell.tell_of(Record.objects.get(event="meeting.cancelled"))

    assert (Notice.objects.count(), len(send())) == (7, 7)


def test_an_action_that_fails_tells_nobody(world):
    with transaction.atomic():
        cancel(world)
        transaction.set_rollback(True)

    assert (told("meeting.cancelled"), Job.objects.count()) == (set(), 0)


def test_what_comes_together_is_one_email_that_names_each_thing_once(world):
    for _ in range(2):
        write_post(actor=world.chair, topic=world.topic, space=Space.MEMBERS, body=WORD)
    cancel(world)
    follow_topic(actor=world.member, topic=world.topic, level=Level.ALL)
    run_due_jobs()
    send()
    mine = [message for message in mail.outbox if message.to == [world.member.email]]

    assert len(mine) == 1
    assert mine[0].body.count("new post in a topic") == 2  # two posts at two addresses
    assert mine[0].body.count("cancelled") == 1


def test_no_word_that_people_wrote_is_in_an_email_or_its_headers(world):
    follow_topic(actor=world.member, topic=world.topic, level=Level.ALL)
    write_post(actor=world.chair, topic=world.topic, space=Space.MEMBERS, body=WORD)
    cancel(world)
    run_due_jobs()
    send()

    assert len(mail.outbox) == 7
    assert [m.to for m in mail.outbox if WORD in m.message().as_string().lower()] == []


def test_who_has_seen_the_notice_gets_no_email(world):
    cancel(world)
    run_due_jobs()
    Notice.objects.filter(recipient=world.member).mark_seen()

    assert world.member.email not in send()


def test_who_lost_access_before_the_email_goes_out_gets_none(world):
    cancel(world)
    run_due_jobs()
    people_actions.end_membership(actor=world.chair, membership=world.places["observer"])

    assert world.observer.email not in send()
    assert world.officer.email in send()


def test_a_mail_server_that_is_down_loses_no_email_and_sends_none_twice(world, monkeypatch):
    cancel(world)
    run_due_jobs()

    def down(*_args, **_kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch, clock.at(LATER):
        patch.setattr("django.core.mail.EmailMessage.send", down)
        run_due_jobs(raising=False)
    with clock.at(LATER + timedelta(days=1)):
        run_due_jobs()

    assert len(mail.outbox) == len({message.to[0] for message in mail.outbox}) == 7


def test_one_press_from_the_email_stops_all_that_still_wait(world, client):
    another = MeetingFactory(group=world.group)
    for person in (world.member, world.chair):
        AttendanceFactory(meeting=another, user=person)
    cancel(world)
    run_due_jobs()
    send()
    mine = next(message for message in mail.outbox if message.to == [world.member.email])
    link = mine.extra_headers["List-Unsubscribe"].strip("<>").partition("localhost")[2]
    mail.outbox.clear()
    with clock.at(LATER):
        cancel_meeting(actor=world.secretary, meeting=another)
        run_due_jobs()
    page = client.get(link)
    client.post(link)

    assert page.status_code == 200
    assert NoticeSettings.of(world.member).email == "never"
    assert send(LATER + timedelta(minutes=3)) == [world.chair.email]
    assert client.get("/notices/stop/1.forged/").status_code == 404


def test_in_summer_what_comes_in_the_night_and_what_comes_at_seven_are_two_emails(world):
    night, early = SUMMER.replace(hour=1), SUMMER.replace(hour=6, minute=58, second=30)
    others = [MeetingFactory(group=world.group) for _ in range(2)]
    for moment, meeting in zip((night, early), others, strict=True):
        AttendanceFactory(meeting=meeting, user=world.member)
        with clock.at(moment):
            cancel_meeting(actor=world.secretary, meeting=meeting)
            run_due_jobs()
    for minutes in (1, 61):
        send(SUMMER.replace(hour=6) + timedelta(minutes=minutes))

    assert [message.to for message in mail.outbox] == [[world.member.email]] * 2


def test_who_wants_no_email_gets_nothing_of_what_waits_either(world):
    cancel(world)
    run_due_jobs()
    people_actions.change_notice_settings(
        actor=world.member, email="never", days="", quiet_from=None, quiet_until=None, topics="all"
    )

    assert world.member.email not in send()


def test_writing_in_a_topic_follows_it_unless_it_was_muted(world):
    follow_topic(actor=world.member, topic=world.topic, level=Level.NONE)
    for writer in (world.member, world.vice_chair):
        write_post(actor=writer, topic=world.topic, space=Space.MEMBERS, body=WORD)

    levels = Following.objects.order_by("user").values_list("user", "level")
    assert sorted(levels) == sorted([(world.member.pk, "none"), (world.vice_chair.pk, "all")])


def test_nobody_follows_a_topic_that_they_may_not_know_of(world):
    with pytest.raises(Refused):
        follow_topic(actor=world.officer, topic=world.topic, level=Level.ALL)
    assert Following.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "people"), [({"venue": "The library"}, 7), ({"title": "Another name"}, 0)]
)
def test_another_place_is_told_and_another_name_is_not(world, changed, people):
    meeting = world.meeting
    plan = Plan(*(getattr(meeting, name) for name in Plan._fields))._replace(**changed)
    change_meeting(actor=world.secretary, meeting=meeting, plan=plan, version=meeting.version)
    run_due_jobs()

    assert Notice.objects.filter(kind="meeting.changed").count() == people


def test_nobody_is_asked_by_email_for_what_is_over(whole):
    with transaction.atomic():
        emit(event_of(KINDS["agreement_round.opened"], whole), actor=whole.chair)
    run_due_jobs()
    AgreementRound.objects.update(state="closed", closed_at=NOON, outcome="agreed")
    asked = Notice.objects.filter(kind="agreement_round.opened").count()

    assert (asked, send()) == (2, [])


# --- people without email -------------------------------------------------------------------------


@pytest.fixture
def leroy(world):
    """A member on the telephone: no email."""
    User.objects.filter(pk=world.member.pk).update(email=None)
    cancel(world)
    run_due_jobs()
    return Notice.objects.get(recipient=world.member)


def test_somebody_without_email_waits_to_be_called(world, leroy):
    assert leroy.email_due_at is None
    people_actions.record_delivery(actor=world.chair, group=world.group, notice=leroy)
    leroy.refresh_from_db()
    assert (leroy.delivered_at, leroy.delivered_by) == (NOON, world.chair)


def test_nobody_is_called_twice(world, leroy):
    people_actions.record_delivery(actor=world.chair, group=world.group, notice=leroy)
    with pytest.raises(Refused, match="told already"):
        people_actions.record_delivery(actor=world.secretary, group=world.group, notice=leroy)


def test_only_organisers_note_that_they_have_told_somebody(world, leroy):
    with pytest.raises(Refused):
        people_actions.record_delivery(actor=world.observer, group=world.group, notice=leroy)
    leroy.refresh_from_db()
    assert leroy.delivered_at is None
