"""The chair, and nobody else, sees how long the item has taken and how long it was planned to."""

from datetime import timedelta

from core.clock import now
from core.dates import clock_time
from meetings import actions
from tests.meetings.pages import get, region


def test_the_chair_sees_how_long_an_item_takes_and_what_was_planned(people, open_meeting):
    planned = open_meeting.agenda.get(number=2)
    open_meeting.agenda.filter(pk=planned.pk).update(length=timedelta(minutes=35))
    first = get(people.chair, "live", open_meeting.pk)
    opened = clock_time(open_meeting.item.started_at)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=planned)
    planned.refresh_from_db()
    since = clock_time(planned.started_at)

    shown = {
        role: region(get(getattr(people, role), "live", open_meeting.pk), "agenda")
        for role in ("chair", "secretary", "member", "police_lead")
    }
    assert f"Welcome Now since {opened} Front counter" in region(
        first, "agenda"
    )  # no length was planned
    assert f"Front counter Now since {since} of 35 minutes longer than planned" in shown["chair"]
    assert [role for role, text in shown.items() if "of 35 minutes" in text] == ["chair"]
    assert now() - planned.started_at < timedelta(minutes=1)
