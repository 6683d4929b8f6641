"""What an earlier meeting left is put on the next agenda with one press."""

from datetime import timedelta

import pytest

from deliberation.models import NamedReader
from meetings import actions, queries
from meetings.models import AgendaItem
from tests.factories import ActionFactory, AgendaItemFactory, MeetingFactory, TopicFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words


@pytest.fixture
def left(people, meeting):
    """A meeting of a week ago that began with its first item and came to no other."""
    left = MeetingFactory(
        group=people.group, state="ended", starts_at=meeting.starts_at - timedelta(days=7)
    )
    rest = [
        {"title": "Minutes", "started_at": left.starts_at},
        {"title": "Night buses", "topic": TopicFactory(group=people.group)},
        {"title": "Violets inside", "members_only": True, "length": timedelta(minutes=25)},
        {"title": "Tea", "is_break": True},
    ]
    for number, planned in enumerate(rest, start=1):
        left.agenda.create(number=number, **planned)
    return left


def test_an_item_keeps_title_time_topic_and_whom_it_is_for(people, meeting, left):
    buses, inside = left.agenda.get(title="Night buses"), left.agenda.get(members_only=True)
    with recorded() as records:
        actions.carry_item(actor=people.secretary, meeting=meeting, item=buses)
        actions.carry_item(actor=people.chair, meeting=meeting, item=inside)

    kept = ("title", "topic", "length", "members_only", "carried_from")
    assert list(meeting.agenda.filter(number__gt=3).values_list(*kept)) == [
        ("Night buses", buses.topic_id, None, False, buses.pk),
        ("Violets inside", None, timedelta(minutes=25), True, inside.pk),
    ]
    assert [event for event, *_rest in records] == ["item.added", "item.added"]
    meeting.refresh_from_db()
    assert meeting.agenda_version == 3  # to be agreed anew


def test_what_may_not_be_carried(people, meeting, left):
    buses, tea = left.agenda.get(title="Night buses"), left.agenda.get(is_break=True)
    actions.carry_item(actor=people.chair, meeting=meeting, item=buses)
    with refused("This is on the agenda already."):
        actions.carry_item(actor=people.chair, meeting=meeting, item=buses)
    for item in (tea, meeting.agenda.get(number=1), AgendaItemFactory(meeting__state="ended")):
        with refused("Only an item of an earlier meeting of this group is carried."):
            actions.carry_item(actor=people.chair, meeting=meeting, item=item)
    with refused("Only somebody who can read it plans an item for members."):
        inside = left.agenda.get(members_only=True)
        actions.carry_item(actor=people.secretary, meeting=meeting, item=inside)
    elsewhere = ActionFactory()
    with refused("Only an open action of this group is put on the agenda."):
        actions.carry_action(actor=people.chair, meeting=meeting, action=elsewhere)
    action = ActionFactory(group=people.group)
    actions.carry_action(actor=people.chair, meeting=meeting, action=action)
    with refused("This is on the agenda already."):
        actions.carry_action(actor=people.chair, meeting=meeting, action=action)
    named = TopicFactory(group=people.group, readers_named=True)
    item = AgendaItemFactory(meeting=left, topic=named)
    confided = ActionFactory(group=people.group, meeting=left, item=item)
    with refused("A topic for named readers is not put on an agenda: others would learn of it."):
        actions.carry_action(actor=people.chair, meeting=meeting, action=confided)
    with refused("Only the chair and the secretary can do this."):
        actions.carry_item(actor=people.member, meeting=meeting, item=left.agenda.get(number=1))


def test_what_stands_on_a_topic_for_named_readers_is_neither_offered_nor_carried(
    people, meeting, left
):
    for state in ("open", "closed"):
        named = TopicFactory(group=people.group, readers_named=True, state=state)
        NamedReader.objects.create(topic=named, user=people.chair)
        number = left.agenda.count() + 1
        item = left.agenda.create(number=number, title="Violets confided", topic=named)
        ActionFactory(group=people.group, meeting=left, item=item, task="Violets asked")
        with refused(
            "A topic for named readers is not put on an agenda: others would learn of it."
        ):
            actions.carry_item(actor=people.chair, meeting=meeting, item=item)
    offered = queries.left_over(meeting, people.chair)

    assert [item.title for item in offered.unreached] == ["Night buses", "Violets inside"]
    assert [item.title for item in offered.reached] == ["Minutes"]
    assert offered.actions == []


def test_a_meeting_that_was_put_off_is_offered_what_was_left_meanwhile(people, meeting, left):
    left.starts_at = meeting.starts_at + timedelta(days=7)  # the meeting waits for its new date
    left.save()

    offered = queries.left_over(meeting, people.chair)
    assert (offered.meeting, [item.title for item in offered.unreached]) == (
        left,
        ["Night buses", "Violets inside"],
    )


def test_the_page_of_the_agenda_offers_each_with_one_press(people, meeting, left):
    action = ActionFactory(group=people.group, number=7, task="Ask for the figures")
    before = words(get(people.chair, "agenda-change", meeting.pk))
    buses = left.agenda.get(title="Night buses")
    answers = [
        press(people.chair, "item-carry", meeting.pk, buses.pk),
        press(people.chair, "action-carry", meeting.pk, action.pk),
    ]
    again = [  # in another window
        press(people.secretary, "item-carry", meeting.pk, buses.pk),
        press(people.secretary, "action-carry", meeting.pk, action.pk),
    ]
    added = list(AgendaItem.objects.filter(meeting=meeting, number__gt=3).order_by("number"))
    after = words(get(people.chair, "agenda-change", meeting.pk))
    shown = {role: words(get(getattr(people, role), "meeting", meeting.pk))
             for role in ("member", "observer")}  # fmt: skip
    secretary = words(get(people.secretary, "agenda-change", meeting.pk))

    offered = before.partition("From before")[2]
    assert "Not reached on " in offered
    assert "Night buses Put on the agenda : Night buses Violets inside 25 minutes" in offered
    assert "Open actions A-7 Ask for the figures" in offered
    assert "Tea" not in offered
    assert [answer.url for answer in again] == [answer.url for answer in answers]
    assert press(people.member, "item-carry", meeting.pk, buses.pk).status_code == 403
    assert [answer.url for answer in answers] == [
        f"{url('agenda-change', meeting.pk)}#item-{item.pk}" for item in added
    ]
    assert "Night buses" not in after.partition("From before")[2]
    assert "Ask for the figures" not in after
    assert "5. Action A-7 What is to be done : Action A-7" in shown["member"]
    assert "5. Action A-7" in shown["observer"]
    assert "What is to be done" not in shown["observer"]  # who reads no action
    assert "Violets inside" not in secretary


def test_nothing_is_called_unreached_where_nobody_kept_when_items_began(people, meeting, left):
    left.agenda.update(started_at=None)

    page = words(get(people.chair, "agenda-change", meeting.pk))
    assert "Not reached" not in page
    assert "Other items of " in page
