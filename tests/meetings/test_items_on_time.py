"""The chair, and nobody else, sees how long the item has taken and how long it was planned to."""

import re
from datetime import timedelta

from core import clock
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


def test_a_second_press_on_start_does_not_set_the_clock_of_the_item_back(people, open_meeting):
    open_meeting.agenda.filter(number=2).update(length=timedelta(minutes=5))
    opened_at, starts, turns = now(), [], []
    for minutes, number in ((5, 2), (10, 2), (15, 1), (20, 2)):
        with clock.at(opened_at + timedelta(minutes=minutes)):
            item = open_meeting.agenda.get(number=number)
            actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
            page = get(people.chair, "live", open_meeting.pk).content.decode()
        turns.append(re.findall(r'data-turn="(item-[^"]+)"', page))
        starts.append(open_meeting.agenda.get(number=2).started_at - opened_at)

    assert starts == [timedelta(minutes=minutes) for minutes in (5, 5, 5, 20)]
    once, again, other, later = turns
    assert (len(once), again, other, len(later)) == (1, once, [], 1)
    assert once != later  # started again, it can take longer than planned again, and is said to
