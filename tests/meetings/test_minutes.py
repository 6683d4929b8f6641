"""Minutes are drafted from what a meeting left, written, published, and agreed for good."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.clock import now, today
from core.dates import clock_time
from core.policy import ChangedMeanwhile
from core.working_days import working_day_after
from deliberation.models import AgreementRound, Wording
from meetings import actions, queries
from meetings.actions import PlannedAction
from meetings.models import Meeting, Minutes, MinutesItem, MinutesVersion
from tests.factories import KeyMessageFactory, MeetingFactory
from tests.meetings.minuted import SAID, item, propose, write
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, words
from tests.meetings.there import after

pytestmark = pytest.mark.django_db


def document(minutes, reader):
    return queries.minutes_document(Minutes.objects.get(pk=minutes.pk), reader)


def entry(minutes, reader, number):
    return document(minutes, reader).entries[number - 1]


# --- Drafting and writing -------------------------------------------------------------------


def test_a_draft_has_a_place_for_each_item_and_none_for_a_break(people, held):
    held.agenda.filter(number=3).update(is_break=True)
    with recorded() as records:
        minutes = actions.draft_minutes(actor=people.secretary, meeting=held)

    assert [row.item.number for row in minutes.items.all()] == [1, 2, 4]
    assert records == [("minutes.drafted", people.secretary.pk, {"minutes_id": minutes.pk})]
    with refused("The minutes of this meeting are begun already."):
        actions.draft_minutes(actor=people.chair, meeting=held)


def test_a_meeting_of_which_minutes_are_begun_is_over_for_good(people, open_meeting):
    """Within the minute in which its end can be taken back, too: minutes tell of what is over."""
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    actions.draft_minutes(actor=people.secretary, meeting=open_meeting)

    with refused("The minutes of this meeting are begun already."):
        actions.reopen_meeting(actor=people.chair, meeting=open_meeting)
    assert Meeting.objects.get(pk=open_meeting.pk).state == "ended"


def test_a_meeting_that_goes_on_or_was_cancelled_has_no_minutes(people, open_meeting):
    for state in ("open", "cancelled"):
        Meeting.objects.update(state=state)
        with refused("This meeting did not take place."):
            actions.draft_minutes(actor=people.secretary, meeting=open_meeting)


def test_each_version_is_kept_and_the_newest_stands(people, drafted):
    write(people.secretary, drafted, 1, "Lilies at the door")
    row = item(drafted, 1)

    assert (row.body, row.version) == ("Lilies at the door", 2)
    kept = row.versions.values_list("number", "body", "written_by")
    assert list(kept) == [
        (1, SAID[1], people.chair.pk),
        (2, "Lilies at the door", people.secretary.pk),
    ]


def test_who_saves_what_they_read_before_is_told_and_nothing_is_lost(people, drafted):
    with pytest.raises(ChangedMeanwhile) as caught:
        write(people.secretary, drafted, 1, "Daisies", after=0)

    assert caught.value.newest.body == SAID[1]
    assert MinutesVersion.objects.filter(minutes_item=item(drafted, 1)).count() == 1


def test_what_nobody_would_see_and_what_stands_there_already_are_refused(people, drafted):
    with refused("Write something that people can see."):
        write(people.chair, drafted, 1, "-")
    with refused("Nothing is changed."):
        write(people.chair, drafted, 1, SAID[1])


# --- What stands beside the words -------------------------------------------------------------


def test_attendance_says_who_came_in_which_way_and_that_one_left(people, held, drafted, leroy, ama):
    listed = document(drafted, people.chair).attendance
    start, end = clock_time(held.opened_at), clock_time(held.ended_at)
    left = clock_time(leroy.presences.get().ended_at)

    ways = {row.name: row.ways for row in listed.members}
    members = (people.chair, people.vice_chair, people.member, leroy, ama)
    assert sorted(ways) == sorted(person.name for person in members)
    assert ways[leroy.name] == [f"On the telephone, {start} to {left}"]
    assert ways[people.chair.name] == [f"In the room, {start} to {end}"]
    assert [row.name for row in listed.others] == sorted(
        [people.police_lead.name, people.observer.name]
    )
    assert listed.total == "5 members and 2 others were there."
    assert listed.quorum == ["3 members were needed.", f"Quorate from {start}."]


def test_who_sent_apologies_and_who_did_not_come_are_named_too(people, drafted):
    drafted.meeting.attendances.filter(user=people.officer).update(mode="apologies")
    listed = document(drafted, people.chair).attendance

    assert [row.name for row in listed.apologies] == [people.officer.name]
    assert [row.name for row in listed.absent] == sorted(
        [people.interpreter.name, people.secretary.name]
    )
    assert listed.total == "5 members and 2 others were there. 1 sent apologies."


def test_an_item_says_when_it_was_who_showed_slides_what_was_agreed_and_who_does_what(
    people, held, drafted, ama
):
    minutes_entry = entry(drafted, people.chair, 2)
    began, ended = (clock_time(after(held, minutes)) for minutes in (15, 110))

    assert minutes_entry.facts == [
        ("Time", [f"{began} to {ended}"]),
        ("Slides shown by", [people.police_lead.name]),
        ("Papers", ["Options for the counter"]),
        ("Declared an interest, took no part", [ama.name]),
    ]
    (message,) = minutes_entry.messages
    assert message.text == "Keep a line answered by a person"
    assert message.result == "Agreed by a majority, with dissent: 2 support, 1 object."
    assert message.is_agreed is True
    (agreed,) = minutes_entry.actions
    assert (agreed.task, agreed.owner) == ("Hold the workshop", people.police_lead.name)


def test_nobody_reads_in_minutes_who_took_which_position_or_why(people, published):
    for who in ("chair", "member", "secretary", "police_lead", "observer"):
        page = words(get(getattr(people, who), "minutes", published.meeting_id))
        assert "Too dear" not in page
        assert page.count("object") == page.count("1 object")


def test_a_draft_worded_in_the_meeting_is_for_the_group_and_not_for_its_guests(people, held, topic):
    with clock.at(after(held, 50)):
        KeyMessageFactory(topic=topic, text="A draft about lilacs")
    minutes = actions.draft_minutes(actor=people.secretary, meeting=held)
    actions.publish_minutes(actor=people.secretary, minutes=minutes, working_days=10)
    Wording.objects.filter(text__contains="lilacs").update(written_at=after(held, 50))
    texts = {
        who: [row.text for row in entry(minutes, getattr(people, who), 2).messages]
        for who in ("member", "police_lead")
    }

    assert texts == {
        "member": ["Keep a line answered by a person", "A draft about lilacs"],
        "police_lead": ["Keep a line answered by a person"],
    }


def test_facts_stay_as_they_stood_when_the_minutes_were_agreed(people, published, later):
    before = entry(published, people.chair, 2)
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    action = before.actions[0].action
    with clock.at(now() + timedelta(minutes=5)):
        planned = PlannedAction("Something else", people.chair, today())
        actions.change_action(actor=people.chair, action=action, planned=planned, after=1)
        actions.add_action(
            actor=people.chair, group=people.group, planned=planned, meeting=published.meeting
        )
        since = document(published, people.chair)

    assert [row.task for row in since.entries[1].actions] == ["Hold the workshop"]
    assert since.actions == []
    assert since.entries[1].messages == before.messages


def test_a_round_that_was_closed_after_the_agreement_is_told_as_open(people, published, later):
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    AgreementRound.objects.update(closed_at=now() + timedelta(minutes=5))
    (message,) = entry(published, people.chair, 2).messages

    assert message.result == "The members were asked. The round was still open."
    assert message.is_agreed is False


# --- Publishing and agreeing ------------------------------------------------------------------


def test_people_have_as_many_working_days_as_it_was_said(people, drafted):
    with recorded() as records:
        minutes = actions.publish_minutes(actor=people.secretary, minutes=drafted, working_days=10)

    assert minutes.check_until == working_day_after(today(), 10)
    assert records == [("minutes.published", people.secretary.pk, {"minutes_id": minutes.pk})]


def test_nobody_is_given_no_day_at_all(people, drafted):
    with refused("Give people one working day or more."):
        actions.publish_minutes(actor=people.secretary, minutes=drafted, working_days=0)


def test_what_is_published_is_changed_by_corrections_alone(people, published):
    with refused("These minutes are published. What they say is changed by a correction."):
        write(people.secretary, published, 1, "Lilies")
    with refused("These minutes are published. What they say is changed by a correction."):
        actions.publish_minutes(actor=people.secretary, minutes=published, working_days=3)


def test_a_later_meeting_agrees_them_and_no_other(people, published, held, later):
    for other in (held, MeetingFactory(starts_at=later.starts_at, state="open")):
        with refused("Minutes are agreed at a later meeting of the group that has begun."):
            actions.agree_minutes(actor=people.chair, minutes=published, meeting=other)
    with recorded() as records:
        actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)

    facts = {"minutes_id": published.pk, "meeting_id": later.pk}
    assert records == [("minutes.agreed", people.chair.pk, facts)]
    stands = Minutes.objects.get()
    assert (stands.state, stands.agreed_in, stands.agreed_by) == ("agreed", later, people.chair)


def test_a_draft_is_not_agreed_nor_what_has_a_correction_that_waits(people, drafted, later):
    with refused("These minutes are a draft, or agreed already."):
        actions.agree_minutes(actor=people.chair, minutes=drafted, meeting=later)
    actions.publish_minutes(actor=people.secretary, minutes=drafted, working_days=10)
    propose(people.member, drafted)
    with refused("A correction waits for an answer. Answer it first."):
        actions.agree_minutes(actor=people.chair, minutes=drafted, meeting=later)


def test_agreed_minutes_are_changed_by_nobody_in_any_way(people, published, later, leroy):
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    meeting = published.meeting
    agreed = "The minutes of this meeting are agreed. Nothing that they say is changed any more."

    with refused("These minutes are a draft, or agreed already."):
        propose(people.member, published)
    with refused("These minutes are published. What they say is changed by a correction."):
        write(people.chair, published, 1, "Lilies")
    with refused("These minutes are a draft, or agreed already."):
        actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    with refused(agreed):
        actions.remove_presence(actor=people.secretary, presence=leroy.presences.get())
    with refused(agreed):
        actions.say_attendance(
            actor=people.secretary, meeting=meeting, mode="apologies", user=people.interpreter
        )


def test_the_database_itself_keeps_agreed_minutes_as_they_are(people, published, later):
    waiting = propose(people.member, published)
    actions.refuse_correction(actor=people.chair, correction=waiting, answer="It is so.")
    actions.agree_minutes(actor=people.chair, minutes=published, meeting=later)
    row = item(published, 1)
    changes = (
        lambda: MinutesItem.objects.filter(pk=row.pk).update(body="Lilies"),
        lambda: row.versions.create(number=9, body="Lilies", written_by=people.chair),
        lambda: row.versions.update(body="Lilies"),
        lambda: row.corrections.update(answer="Lilies"),
        lambda: Minutes.objects.update(state="published", agreed_at=None, agreed_by=None,
                                       agreed_in=None),
    )  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert (item(published, 1).body, Minutes.objects.get().state) == (SAID[1], "agreed")
