"""What a meeting tells its guests of messages, and everybody on the way to its end and after it."""

import pytest

from deliberation.actions import (
    Asked,
    close_agreement_round,
    open_agreement_round,
    take_position,
)
from deliberation.models import KeyMessage
from meetings import actions
from tests.factories import KeyMessageFactory, TopicFactory
from tests.meetings.pages import get, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LATER = "Lobelia: decided weeks after the meeting"
BEFORE = "Larkspur: decided in spring"
NOW = "Lavender: decided in this meeting"
GROUP = ["chair", "member", "secretary"]
EVERYBODY = [*GROUP, "police_lead", "officer", "observer", "interpreter"]


def finding(people, meeting, text=LATER):
    """The roles to whom the polling twin of the meeting's page brings the words."""
    address = f"/stream/{meeting.stream}/?after=0"
    return [r for r in EVERYBODY if text in signed_in(getattr(people, r)).get(address).text]


def decide(people, asked):
    """The three members support it, and the chair closes the round."""
    for user in (people.chair, people.vice_chair, people.member):
        take_position(actor=user, agreement_round=asked, choice="support")
    close_agreement_round(actor=people.chair, agreement_round=asked)


def test_guests_see_what_the_meeting_decides_and_nothing_that_was_decided_before(
    people, open_meeting, topic
):
    """What was decided before those find on the topic who are invited to it."""
    old = KeyMessageFactory(topic=topic, text=BEFORE)
    members = [Asked(user) for user in (people.chair, people.vice_chair, people.member)]
    decide(people, open_agreement_round(actor=people.chair, key_message=old, asked=members))
    new = KeyMessageFactory(topic=topic, text=NOW)
    agreement_round = actions.open_round(actor=people.chair, meeting=open_meeting, key_message=new)
    decide(people, agreement_round)
    actions.show_wording(actor=people.chair, meeting=open_meeting, wording=None)

    assert [finding(people, open_meeting, text) for text in (NOW, BEFORE)] == [EVERYBODY, GROUP]
    live = [r for r in EVERYBODY if BEFORE in get(getattr(people, r), "live", open_meeting.pk).text]
    assert live == GROUP


def test_what_is_decided_after_a_meeting_is_not_told_to_its_guests(people, open_meeting, topic):
    """They were invited to the meeting; whether they see the topic is another question."""
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    KeyMessageFactory(topic=topic, text=LATER, state=KeyMessage.State.NOT_AGREED)

    assert finding(people, open_meeting) == GROUP


def test_what_a_round_comes_to_that_outlived_the_meeting_is_not_told_to_its_guests(
    people, open_meeting, topic
):
    message = KeyMessageFactory(topic=topic, text=LATER)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    decide(people, agreement_round)

    assert finding(people, open_meeting, "support: unanimous.") == GROUP


def test_who_ends_a_meeting_is_told_of_no_round_that_they_may_not_know_of(people, open_meeting):
    """Only the chair and one member are named. No action asks about it here: a second wall."""
    topic = TopicFactory(group=people.group, readers_named=True)
    for user in (people.chair, people.member):
        topic.named_readers.create(user=user)
    message = KeyMessageFactory(topic=topic, reference="HAR-2026-K7QX4M", text="A line")
    named, here = [Asked(people.chair), Asked(people.member)], open_meeting.pk
    open_agreement_round(actor=people.chair, key_message=message, asked=named, meeting_id=here)
    asked = (people.chair, people.vice_chair)
    pages = [words(get(user, "meeting-end", open_meeting.pk)) for user in asked]

    assert [message.reference in page for page in pages] == [True, False]
