"""A group with somebody in every role, a meeting of theirs on one topic, and people outside."""

import pytest

from deliberation.models import KeyMessage
from meetings import actions
from meetings.models import AgendaItem, Attendance
from tests.deliberation.conftest import a_group, front_counter, more_members
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
from tests.meetings.minuted import draft, drafted, held, hold, later, publish, published
from tests.stories import Story

__all__ = [
    "attached",
    "document",
    "drafted",
    "held",
    "later",
    "more_members",
    "notes",
    "published",
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


def called(people, topic):
    meeting = MeetingFactory(
        group=people.group,
        title="Quarterly meeting",
        venue="Harbour Community Hub, room 2",
        telephone="01632 960 456, code 7714",
        called_by=people.secretary,
    )
    items = [("Welcome", None), ("Front counter", topic), ("Any other business", None)]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title, topic=about)
        for number, (title, about) in enumerate(items, start=1)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, user=getattr(people, role), mode=mode)
        for role, mode in COMING.items()
    )
    return meeting


def coming(meeting, mode, **about):
    """A further member, who said that they come."""
    user = UserFactory(**about)
    MembershipFactory(user=user, group=meeting.group)
    AttendanceFactory(meeting=meeting, user=user, mode=mode)
    return user


LEROY = {"name": "Leroy Samuels", "email": None, "mode": Attendance.Mode.TELEPHONE}
AMA = {"name": "Ama Boateng", "mode": Attendance.Mode.VIDEO}


def hold_it(things):
    """From nothing to the end of the meeting."""
    things.people = a_group()
    things.topic = front_counter(things.people)
    things.meeting = called(things.people, things.topic)
    things.ama, things.leroy = coming(things.meeting, **AMA), coming(things.meeting, **LEROY)
    hold(things)


EVENING = Story(held=hold_it, drafted=draft, published=publish)


@pytest.fixture
def whole_evening(request, db):
    """What a test begins with that is about a meeting which has ended; for others nothing."""
    return EVENING.begin(request.fixturenames)


@pytest.fixture
def people(whole_evening):
    """One person in each role of the group ``people.group``, by role."""
    return whole_evening.people if whole_evening else a_group()


@pytest.fixture
def topic(whole_evening, people):
    """A topic to which the police lead and the observer are invited, with a post in each space."""
    return whole_evening.topic if whole_evening else front_counter(people)


@pytest.fixture
def meeting(whole_evening, people, topic):
    """Called, with three items, of which the second has ``topic``; everybody says how they come."""
    return whole_evening.meeting if whole_evening else called(people, topic)


@pytest.fixture
def open_meeting(people, meeting):
    """The meeting, opened by the chair a moment ago, at its first item."""
    return actions.open_meeting(actor=people.chair, meeting=meeting)


@pytest.fixture
def leroy(whole_evening, meeting):
    """A member without sign-in, who takes part by telephone."""
    return whole_evening.leroy if whole_evening else coming(meeting, **LEROY)


@pytest.fixture
def ama(whole_evening, meeting):
    """A member on video."""
    return whole_evening.ama if whole_evening else coming(meeting, **AMA)


@pytest.fixture
def newcomer(people):
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
