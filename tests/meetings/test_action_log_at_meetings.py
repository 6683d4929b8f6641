"""Actions beside meetings: what was agreed there, what is due by it, and the way to add one."""

from datetime import timedelta

import pytest

from core.clock import now, today
from tests.factories import ActionFactory, MeetingFactory
from tests.meetings.pages import get, questions, region, url, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AGREED, DUE = "Actions agreed at this meeting", "Open actions that are due by this meeting"
ROLES = ["chair", "member", "secretary", "police_lead", "observer"]


@pytest.fixture
def over(meeting):
    meeting.state, meeting.ended_at = "ended", now()
    meeting.save()
    return meeting


def action(people, task="Zinnia", **more):
    return ActionFactory(group=people.group, owner=people.chair, task=task, **more)


@pytest.mark.parametrize("role", ROLES)
def test_a_meeting_that_is_over_lists_what_it_agreed(people, over, role):
    action(people, meeting=over)
    action(people, "Of another meeting", meeting=MeetingFactory(group=people.group, state="ended"))
    page = words(get(getattr(people, role), "meeting", over.pk))
    reads = role != "observer"

    assert (AGREED in page, "Zinnia" in page) == (reads, reads)
    assert ("Of another meeting" in page, DUE in page) == (False, False)
    assert ("Add an action" in page) == (role in {"chair", "secretary"})


def test_what_was_agreed_in_an_item_for_members_is_on_the_page_for_members(people, over):
    item = over.agenda.create(number=4, title="Among ourselves", members_only=True)
    action(people, meeting=over, item=item)
    pages = [get(getattr(people, who), "meeting", over.pk).text for who in ROLES]

    assert ["Zinnia" in page for page in pages] == [True, True, False, False, False]


def test_an_item_leads_whoever_reads_its_action_there_and_nobody_else(people, meeting):
    earlier = MeetingFactory(group=people.group, state="ended")
    among = earlier.agenda.create(number=1, title="Among ourselves", members_only=True)
    for_all, for_members = action(people), action(people, meeting=earlier, item=among)
    for number, each in enumerate((for_all, for_members), start=4):
        meeting.agenda.create(number=number, title=f"Looked at {number}", action=each)
    pages = [get(getattr(people, who), "meeting", meeting.pk).text for who in ROLES]
    links = [
        [f'"{each.get_absolute_url()}"' in page for page in pages]
        for each in (for_all, for_members)
    ]

    assert ["Looked at 5" in page for page in pages] == [True] * 5
    assert links == [[True, True, True, True, False], [True, True, False, False, False]]


def test_a_meeting_to_come_lists_what_is_open_and_due_by_its_day(people, meeting):
    meeting.starts_at = now() + 10 * DAY
    meeting.save()
    for task, due, state in (
        ("Overdue", today() - DAY, "open"),
        ("Reported", today(), "reported_complete"),
        ("On the day", today() + 10 * DAY, "open"),
        ("Later", today() + 12 * DAY, "open"),
    ):
        action(people, task, due_on=due, state=state)
    action(people, "Done", state="complete", closed_at=now(), due_on=today())
    page = words(get(people.member, "meeting", meeting.pk))
    tasks = ("Overdue", "Reported", "On the day", "Later", "Done")

    assert [task in page for task in tasks] == [True, True, True, False, False]
    assert (DUE in page, AGREED in page) == (True, False)


def test_nothing_is_due_by_a_meeting_without_a_date(people, meeting):
    meeting.state = "postponed"
    meeting.save()
    action(people, due_on=today())

    assert DUE not in words(get(people.member, "meeting", meeting.pk))


@pytest.mark.parametrize("role", ROLES)
def test_who_organises_adds_one_from_the_live_page(people, open_meeting, role):
    page = get(getattr(people, role), "live", open_meeting.pk)
    way = f"{url('action-add', people.group.pk)}?meeting={open_meeting.pk}"

    assert (way in page.text) == (role in {"chair", "secretary"})
    assert ("Add an action" in region(page, "organiser")) == (role in {"chair", "secretary"})


def test_no_page_of_a_meeting_leads_there_once_the_group_is_closed(people, open_meeting):
    people.group.closed_at = now()
    people.group.save()
    pages = [get(people.chair, name, open_meeting.pk) for name in ("live", "meeting")]

    assert ["Add an action" in page.text for page in pages] == [False, False]


@pytest.mark.parametrize("role", ROLES)
def test_more_of_them_cost_no_more(people, over, role):
    client, counts = signed_in(getattr(people, role)), []
    for _ in range(2):
        action(people, meeting=over)
        counts.append(questions(client, over.get_absolute_url()))
        action(people, meeting=over)

    assert counts[0] == counts[1]
