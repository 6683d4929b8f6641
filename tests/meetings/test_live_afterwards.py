"""What the stream and the pages of a meeting say after its end, and on the way to it."""

import pytest

from deliberation.models import KeyMessage
from meetings import actions
from tests.factories import KeyMessageFactory, TopicFactory
from tests.meetings.pages import get, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LATER = "Lobelia: decided weeks after the meeting"


def finding(people, meeting):
    """The roles to whom the polling twin of the meeting's page brings the words."""
    roles = ("chair", "member", "secretary", "police_lead", "officer", "observer", "interpreter")
    address = f"/stream/{meeting.stream}/?after=0"
    return [r for r in roles if LATER in signed_in(getattr(people, r)).get(address).text]


def test_what_is_decided_after_a_meeting_is_not_told_to_its_guests(people, open_meeting, topic):
    """They were invited to the meeting; whether they see the topic is another question."""
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    KeyMessageFactory(topic=topic, text=LATER, state=KeyMessage.State.NOT_AGREED)

    assert finding(people, open_meeting) == ["chair", "member", "secretary"]


def test_who_ends_a_meeting_is_told_of_no_round_that_they_may_not_know_of(people, open_meeting):
    """Only the chair and one member are named; the vice-chair sent apologies, so is not asked."""
    topic = TopicFactory(group=people.group, readers_named=True)
    for user in (people.chair, people.member):
        topic.named_readers.create(user=user)
    open_meeting.attendances.filter(user=people.vice_chair).update(mode="apologies")
    message = KeyMessageFactory(topic=topic, reference="HAR-2026-K7QX4M", text="A line")
    actions.open_round(actor=people.chair, meeting=open_meeting, key_message=message)
    asked = (people.chair, people.vice_chair)
    pages = [words(get(user, "meeting-end", open_meeting.pk)) for user in asked]

    assert [message.reference in page for page in pages] == [True, False]
