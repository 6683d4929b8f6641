"""A group with somebody in every role, a meeting of theirs on one topic, and people outside."""

import pytest

from deliberation.models import KeyMessage
from meetings import actions
from meetings.models import Attendance
from tests.deliberation.conftest import more_members, people, topic
from tests.factories import (
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    SlideFactory,
    UserFactory,
)
from tests.meetings.attached import attached, notes
from tests.meetings.documents import document
from tests.meetings.minuted import drafted, held, later, published

__all__ = [
    "attached",
    "document",
    "drafted",
    "held",
    "later",
    "more_members",
    "notes",
    "people",
    "published",
    "topic",
]

COMING = {
    "chair": "room",
    "vice_chair": "room",
    "member": "video",
    "secretary": "room",
    "police_lead": "room",
    "officer": "room",
    "observer": "video",
    "interpreter": "room",
}


@pytest.fixture
def meeting(people, topic):
    """Called, with three items, of which the second has ``topic``; everybody says how they come."""
    meeting = MeetingFactory(
        group=people.group,
        title="Quarterly meeting",
        venue="Harbour Community Hub, room 2",
        telephone="01632 960 456, code 7714",
        called_by=people.secretary,
    )
    for number, (title, about) in enumerate(
        [("Welcome", None), ("Front counter", topic), ("Any other business", None)], start=1
    ):
        meeting.agenda.create(number=number, title=title, topic=about)
    for role, mode in COMING.items():
        AttendanceFactory(meeting=meeting, user=getattr(people, role), mode=mode)
    return meeting


@pytest.fixture
def open_meeting(people, meeting):
    """The meeting, opened by the chair a moment ago, at its first item."""
    return actions.open_meeting(actor=people.chair, meeting=meeting)


@pytest.fixture
def leroy(people, meeting):
    """A member without sign-in, who takes part by telephone."""
    user = UserFactory(name="Leroy Samuels", email=None)
    MembershipFactory(user=user, group=people.group)
    AttendanceFactory(meeting=meeting, user=user, mode=Attendance.Mode.TELEPHONE)
    return user


@pytest.fixture
def ama(people, meeting):
    """A member on video."""
    user = UserFactory(name="Ama Boateng")
    MembershipFactory(user=user, group=people.group)
    AttendanceFactory(meeting=meeting, user=user, mode=Attendance.Mode.VIDEO)
    return user


@pytest.fixture
def late(people):
    """A member who joined the group after the meeting was called: not invited."""
    return MembershipFactory(group=people.group, user=UserFactory(name="Lata Late")).user


@pytest.fixture
def full(people, open_meeting, topic, leroy):
    """Under way: an item with slides, hands up, a draft beside, and a round on the screen."""
    item = open_meeting.agenda.get(number=2)
    version = PaperVersionFactory(paper=PaperFactory(meeting=open_meeting, item=item))
    for _ in range(2):
        SlideFactory(version=version)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    speaker = actions.raise_hand(actor=people.member, meeting=open_meeting)
    actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)
    actions.call_speaker(actor=people.chair, request=speaker)
    KeyMessageFactory(topic=topic, text="A draft of the members")
    KeyMessageFactory(topic=topic, text="Agreed long ago", state=KeyMessage.State.AGREED)
    key_message = KeyMessageFactory(topic=topic, text="Keep a line answered by a person")
    actions.open_round(actor=people.chair, meeting=open_meeting, key_message=key_message)
    return open_meeting
