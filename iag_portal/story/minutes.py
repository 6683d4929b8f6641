"""The minutes of the evening: Sally wrote them, people check them, the chair has answered once."""

from __future__ import annotations

from datetime import datetime, timedelta

from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.models import Meeting, Minutes, MinutesItem

SAID = {
    "Welcome, introductions and apologies": (
        "Marjorie welcomed everybody, in the room, on video and on the telephone. She read out"
        " remote questions before those from the room."
    ),
    "Front counter: options": (
        "The pack was taken as read. Points that members made:\n\n"
        "- an appointment that can only be made online is out of reach for many;\n"
        "- the next counter is two buses away each way;\n"
        "- the draft impact assessment says “minimal” of twelve visitors in a hundred.\n\n"
        "One member found that the counter stands empty most days and wants the officer out on"
        " the street.\n\n"
        "The chief inspector said that nothing is decided. He takes the advice to the command"
        " team and tells the group what they said, whichever way it goes."
    ),
    "Late-night bus patrols": "The group heard that the patrol ends with the winter timetable.",
}
SLIP = "two buses away"


def keep(cast: Cast, held: Meeting, evening: datetime) -> None:
    """Written after the evening, published two weeks later; one correction is in, one waits."""
    people = cast.people
    with then(evening + timedelta(days=2)):
        minutes = meet.draft_minutes(actor=people["sally"], meeting=held)
        for row in minutes.items.select_related("item"):
            if words := SAID.get(row.item.title):
                meet.write_minutes(actor=people["sally"], minutes_item=row, body=words, after=0)
    with then(evening + timedelta(days=16)):
        meet.publish_minutes(actor=people["sally"], minutes=minutes, working_days=10)
    with then(evening + timedelta(days=17)):
        _correct(cast, minutes)


def _correct(cast: Cast, minutes: Minutes) -> None:
    counter = MinutesItem.objects.get(minutes=minutes, item__title="Front counter: options")
    accepted = meet.propose_correction(
        actor=cast.people["sally"],
        minutes_item=counter,
        proposed=meet.Proposed(SLIP, "14 miles and two buses away", "Slide 7 has the distance."),
        user=cast.people["leroy"],
    )
    meet.accept_correction(
        actor=cast.people["marjorie"],
        correction=accepted,
        body=counter.body.replace(SLIP, accepted.should_say),
        after=counter.version,
    )
    meet.propose_correction(
        actor=cast.people["doreen"],
        minutes_item=counter,
        proposed=meet.Proposed(
            "", "I asked for a number with a person on it.", "That was my point, and it is missing."
        ),
    )
