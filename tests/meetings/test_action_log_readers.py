"""Who reads which action, and when actions go: with their meeting, or with time."""

from datetime import timedelta

import pytest

from accounts.models import Role
from core.clock import now, today
from core.policy import Refused
from deliberation.models import Topic
from iag_portal.pages.records import records_for
from meetings import actions, queries
from meetings.actions import PlannedAction
from meetings.models import Action, ActionNumber, ActionUpdate, Meeting
from meetings.personal_data import PERSONAL_DATA
from tests.factories import ActionFactory, TopicFactory, TopicGuestFactory, UserFactory

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
READERS = {"chair", "vice_chair", "member", "secretary", "police_lead", "officer"}
MEMBERS = {"chair", "vice_chair", "member"}


@pytest.fixture
def over(meeting):
    """The meeting of everybody, which has ended."""
    meeting.state, meeting.ended_at = "ended", now()
    meeting.save()
    return meeting


@pytest.fixture
def for_members(over):
    return over.agenda.create(number=4, title="Zinnia: among ourselves", members_only=True)


def readers(people, action):
    everybody = [*Role.values, "stranger", "administrator"]
    seen = Action.objects.filter(pk=action.pk)
    return {who for who in everybody if seen.visible_to(getattr(people, who)).exists()}


def agreed(people, meeting, item=None, owner=None):
    return actions.add_action(
        actor=people.chair,
        group=people.group,
        planned=PlannedAction("Zinnia", owner or people.chair, today()),
        meeting=meeting,
        item=item,
    )


def test_the_groups_own_people_and_the_police_read_it_and_no_guest_of_a_meeting(people, over):
    welcome = over.agenda.get(number=1)

    assert readers(people, ActionFactory(group=people.group)) == READERS
    assert readers(people, agreed(people, over)) == READERS
    assert readers(people, agreed(people, over, welcome)) == READERS


def test_of_an_item_for_members_only_members_read_it(people, over, for_members):
    action = agreed(people, over, for_members)

    assert readers(people, action) == MEMBERS
    people.group.secretary_in_members_space = True
    people.group.save()
    people.secretary.forget()
    assert readers(people, action) == {*MEMBERS, "secretary"}


def test_of_an_item_on_a_topic_those_read_it_who_may_open_the_topic(people, over, topic):
    action = agreed(people, over, over.agenda.get(topic=topic))

    assert readers(people, action) == READERS - {"officer"}
    TopicGuestFactory(topic=topic, user=people.officer)
    people.officer.forget()
    assert readers(people, action) == READERS


def test_of_a_topic_whose_handling_one_has_to_accept_those_who_accepted_it(people, over):
    topic = TopicFactory(group=people.group, handling_first=True, handling="Keep it here.")
    item = over.agenda.create(number=4, title="Tension", topic=topic)
    topic.acceptances.create(user=people.chair, version=topic.handling_version)
    action = agreed(people, over, item)

    assert readers(people, action) == {"chair"}


def test_nobody_is_given_what_they_could_not_read(people, over, for_members):
    with pytest.raises(Refused, match="The owner must be somebody who can read this action"):
        agreed(people, over, for_members, owner=people.secretary)
    with pytest.raises(Refused, match="This item is on the agenda of no such meeting"):
        actions.add_action(
            actor=people.secretary,
            group=people.group,
            planned=PlannedAction("Zinnia", people.secretary, today()),
            meeting=over,
            item=for_members,
        )
    assert Action.objects.exists() is False


def test_nobody_adds_what_they_could_not_read_on_a_topic_that_they_may_not_open(people, over):
    topic = TopicFactory(group=people.group, handling_first=True, handling="Keep it here.")
    item = over.agenda.create(number=4, title="Tension", topic=topic)
    topic.acceptances.create(user=people.chair, version=topic.handling_version)
    offered = {
        who: [row.title for _meeting, items in places for row in items]
        for who in ("chair", "secretary")
        for places in [queries.where_agreed(people.group, getattr(people, who), None)]
    }

    assert ["Tension" in offered[who] for who in ("chair", "secretary")] == [True, False]
    with pytest.raises(Refused, match="This item is on the agenda of no such meeting"):
        actions.add_action(
            actor=people.secretary,
            group=people.group,
            planned=PlannedAction("Zinnia", people.chair, today()),
            meeting=over,
            item=item,
        )


def test_it_is_marked_as_its_topic_is_now_and_never_lower_than_the_meeting(people, over, topic):
    assert agreed(people, over, over.agenda.get(topic=topic)).marking == "official"
    Topic.objects.update(marking="official_sensitive")
    of_topic, of_none = over.agenda.get(topic=topic), over.agenda.get(number=1)
    since = [agreed(people, over, item).marking for item in (of_topic, of_none)]
    Meeting.objects.update(marking="official_sensitive")
    over.refresh_from_db()

    assert since == ["official_sensitive", "official"]
    assert agreed(people, over, of_none).marking == "official_sensitive"


def test_the_record_says_that_it_is_of_the_members_space(people, over, for_members):
    agreed(people, over, for_members)
    agreed(people, over)
    spaces = [
        [
            row.facts["space"]
            for row in records_for(person, people.group).filter(event="action.added")
        ]
        for person in (people.chair, people.secretary)
    ]

    assert spaces == [["", "members"], [""]]


def test_where_a_name_stands_in_it_is_told_to_those_who_read_it(people, over, for_members):
    action = agreed(people, over, for_members)
    update = action.updates.get()

    for row in (action, update):
        assert PERSONAL_DATA.where(people.member, row) == action.get_absolute_url()
        assert PERSONAL_DATA.where(people.secretary, row) is None
        assert PERSONAL_DATA.group(row) == people.group.pk


# --- What goes with time --------------------------------------------------------------------


def age(meeting, years):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now() - years * YEAR)


def test_actions_go_with_their_meeting_once_none_of_them_is_to_be_done(people, over):
    action = agreed(people, over)
    age(over, 8)
    assert PERSONAL_DATA.expiries[1].due(now() - 7 * YEAR) == []
    actions.remove_expired_meetings(actor=None, ids=[over.pk])
    assert Meeting.objects.exists()

    actions.withdraw_action(actor=people.chair, action=action, words="Too late.")
    assert PERSONAL_DATA.expiries[1].due(now() - 7 * YEAR) == [over.pk]
    actions.remove_expired_meetings(actor=None, ids=[over.pk])

    assert (Meeting.objects.exists(), Action.objects.exists()) == (False, False)
    assert ActionUpdate.objects.exists() is False
    assert ActionNumber.objects.get().last == 1


def test_those_of_no_meeting_go_seven_years_after_they_were_closed(people, over):
    closed = {"group": people.group, "state": "complete"}
    old = ActionFactory(**closed, closed_at=now() - 8 * YEAR)
    ActionFactory(**closed, closed_at=now() - 6 * YEAR)
    ActionFactory(**closed, closed_at=now() - 8 * YEAR, meeting=over)
    ActionFactory(group=people.group, due_on=today() - 8 * YEAR)
    due = PERSONAL_DATA.expiries[0].due(now() - 7 * YEAR)
    assert due == [old.pk]

    actions.remove_expired_actions(actor=None, ids=due)
    assert (Action.objects.count(), Action.objects.filter(pk=old.pk).exists()) == (3, False)


def test_one_that_was_opened_again_meanwhile_stays(people):
    action = ActionFactory(group=people.group)
    actions.remove_expired_actions(actor=None, ids=[action.pk])

    assert Action.objects.get() == action


def test_a_hold_on_the_meeting_covers_who_owns_an_action_and_who_wrote_about_it(people, over):
    absent = UserFactory(name="Nora Notinvited")
    action = agreed(people, over)
    assert PERSONAL_DATA.holds(absent) is False
    actions.hold_meeting(actor=people.chair, meeting=over, reason="An inquest")
    assert PERSONAL_DATA.holds(absent) is False

    action.updates.update(owner=absent)
    assert PERSONAL_DATA.holds(absent) is True
    age(over, 8)
    actions.withdraw_action(actor=people.chair, action=action, words="Too late.")
    actions.remove_expired_meetings(actor=None, ids=[over.pk])
    assert Action.objects.get() == action
