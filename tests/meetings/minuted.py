"""A meeting that has ended with something in each item, and its minutes."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import today
from deliberation import actions as deliberation
from meetings import actions
from meetings.actions import PlannedAction
from meetings.models import Attendance, Meeting, MinutesItem, SpeakerRequest
from tests.deliberation.rounds import take
from tests.factories import (
    KeyMessageFactory,
    MeetingFactory,
    PaperFactory,
    PaperVersionFactory,
    SlideFactory,
)
from tests.meetings.there import after

Mode = Attendance.Mode
SAID = {1: "Peonies at the door", 2: "Quinces for the counter", 3: "Rowans", 4: "Sorrel inside"}


def hold(things):
    """Two hours, yesterday: Leroy's line dropped after 102 minutes; Ama has an interest in item 2.

    Item 4 is for members. In item 2 the inspector shows a slide, a key message is agreed and an
    action is given to the police lead.
    """
    people, meeting = things.people, things.meeting
    inside = meeting.agenda.create(number=4, title="Violets inside", members_only=True)
    counter = meeting.agenda.get(number=2)
    version = PaperVersionFactory(
        paper=PaperFactory(meeting=meeting, item=counter, title="Options for the counter")
    )
    slide = SlideFactory(version=version)
    actions.declare_interest(actor=things.ama, item=counter, reason="Works for the landlord")
    meeting = actions.open_meeting(actor=people.chair, meeting=meeting)
    for person, mode in (
        *((getattr(people, who), Mode.ROOM) for who in ("chair", "vice_chair", "police_lead")),
        (people.member, Mode.VIDEO),
        (people.observer, Mode.VIDEO),
        (things.ama, Mode.VIDEO),
        (things.leroy, Mode.TELEPHONE),
    ):
        actions.come_in(actor=people.secretary, meeting=meeting, user=person, mode=mode)
    _counter(people, meeting, things.topic, counter, slide)
    with clock.at(after(meeting, 102)):
        actions.leave(actor=people.secretary, meeting=meeting, user=things.leroy)
    with clock.at(after(meeting, 110)):
        actions.start_item(actor=people.chair, meeting=meeting, item=inside)
    with clock.at(after(meeting, 120)):
        actions.end_meeting(actor=people.chair, meeting=meeting)
    things.held = Meeting.objects.get(pk=meeting.pk)


def _counter(people, meeting, topic, counter, slide):
    with clock.at(after(meeting, 15)):
        actions.start_item(actor=people.chair, meeting=meeting, item=counter)
        actions.show_slide(actor=people.police_lead, meeting=meeting, slide=slide)
        message = KeyMessageFactory(topic=topic, text="Keep a line answered by a person")
        asked = actions.open_round(actor=people.chair, meeting=meeting, key_message=message)
    with clock.at(after(meeting, 30)):
        for who, choice in (("chair", "support"), ("vice_chair", "support"), ("member", "object")):
            reason = "Too dear" if choice == "object" else ""
            take(getattr(people, who), asked, choice, reason)
    with clock.at(after(meeting, 40)):
        deliberation.close_agreement_round(actor=people.chair, agreement_round=asked)
        planned = PlannedAction("Hold the workshop", people.police_lead, today() + timedelta(30))
        actions.add_action(
            actor=people.secretary,
            group=people.group,
            planned=planned,
            meeting=meeting,
            item=counter,
        )


def draft(things):
    chair, secretary = things.people.chair, things.people.secretary
    with the_day_after(things.held):
        things.drafted = actions.draft_minutes(actor=secretary, meeting=things.held)
        for number, words in SAID.items():
            write(chair, things.drafted, number, words)


def publish(things):
    secretary, minutes = things.people.secretary, things.drafted
    with the_day_after(things.held):
        things.published = actions.publish_minutes(
            actor=secretary, minutes=minutes, working_days=10
        )


def the_day_after(meeting):
    return clock.at(after(meeting, 24 * 60))


@pytest.fixture
def held(whole_evening):
    """The meeting has ended, and it is the next day."""
    with the_day_after(whole_evening.held):
        yield whole_evening.held


@pytest.fixture
def drafted(whole_evening, held):
    """The minutes with words in each item, still a draft."""
    return whole_evening.drafted


@pytest.fixture
def published(whole_evening, held):
    """The same, given to everybody to check for ten working days."""
    return whole_evening.published


@pytest.fixture
def later(people, held):
    """The next meeting of the group, which is open."""
    starts_at = held.starts_at + timedelta(days=90)
    return MeetingFactory(
        group=people.group, title="Summer meeting", starts_at=starts_at, state="open"
    )


def item(minutes, number):
    return MinutesItem.objects.get(minutes=minutes, item__number=number)


def write(actor, minutes, number, words, after=None):
    row = item(minutes, number)
    version = row.version if after is None else after
    return actions.write_minutes(actor=actor, minutes_item=row, body=words, after=version)


def propose(actor, minutes, number=1, user=None, **words):
    fields = {"says": "Peonies", "should_say": "Pansies", "why": "I brought them", **words}
    return actions.propose_correction(
        actor=actor,
        minutes_item=item(minutes, number),
        proposed=actions.Proposed(**fields),
        user=user,
    )


def said_in_writing(person, meeting, number, words, minutes=None):
    """Words that were handed in in an item and read out so many minutes later, or never."""
    return SpeakerRequest.objects.create(
        meeting=meeting,
        user=person,
        kind="written",
        mode="writing",
        item=meeting.agenda.get(number=number),
        words=words,
        state="lowered" if minutes is None else "done",
        called_at=None if minutes is None else after(meeting, minutes),
        ended_at=meeting.ended_at,
    )
