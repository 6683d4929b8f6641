"""What the evening agreed that people do, and what became of it since."""

from __future__ import annotations

from datetime import datetime, timedelta

from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedAction
from meetings.models import Meeting

COUNTER, BUS, REST = "Front counter: options", "Late-night bus patrols", "Any other business"
AGREED = (  # owner, days to do it in, item, what
    ("ansty", 31, COUNTER, "Hold the impact assessment workshop with six residents or more"),
    ("sally", 9, COUNTER, "Give the text of the door notice to Nuala to check"),
    ("adeyemi", 28, BUS, "Bring the figures of the night bus patrol"),
    ("marjorie", 3, COUNTER, "Write up both views on the library desk"),
    ("sally", 22, REST, "Have the dial-in line repaired and test it with Leroy"),
    ("ansty", 57, COUNTER, "Tell the group what the command team decided"),
)


def agree(cast: Cast, held: Meeting, evening: datetime) -> None:
    """A-1 to A-6: the secretary adds them at the end of the evening; two are done since."""
    agenda = {item.title: item for item in held.agenda.all()}
    logged = []
    with then(evening + timedelta(hours=2)):
        for who, days, item, task in AGREED:
            planned = PlannedAction(task, cast.people[who], (evening + timedelta(days=days)).date())
            logged.append(
                meet.add_action(
                    actor=cast.people["sally"],
                    group=cast.group,
                    planned=planned,
                    meeting=held,
                    item=agenda[item],
                )
            )
    with then(evening + timedelta(days=3)):
        meet.report_action(
            actor=cast.people["marjorie"],
            action=logged[3],
            words="Both views are in the summary, each in forty words.",
        )
        meet.close_action(actor=cast.people["tariq"], action=logged[3], after=logged[3].version)
    with then(evening + timedelta(days=8)):
        meet.report_action(
            actor=cast.people["sally"],
            action=logged[1],
            words="Nuala has read it. She added the text relay number.",
        )
