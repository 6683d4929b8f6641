"""Actions of a group: who gives, changes, reports, closes and withdraws them, and what is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import Record
from core.clock import today
from core.policy import ChangedMeanwhile
from meetings import actions
from meetings.actions import PlannedAction
from meetings.actions import action_log as log
from meetings.models import Action
from meetings.personal_data import PERSONAL_DATA
from tests.factories import ActionFactory, MeetingFactory
from tests.refusals import refusal

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TASK = "Zinnia: hold the workshop with six residents"
State = Action.State


def plan(owner, task=TASK, days=10):
    return PlannedAction(task, owner, today() + days * DAY)


def add(people, owner=None, **more):
    planned = plan(owner or people.police_lead)
    return actions.add_action(actor=people.secretary, group=people.group, planned=planned, **more)


@pytest.fixture
def action(people):
    """To be done by the police lead in ten days."""
    return add(people)


def history(action):
    return list(action.updates.values_list("became", "words", "by__name"))


def test_an_action_has_a_number_an_owner_a_day_and_its_first_line_of_history(people, action):
    assert (str(action), action.owner, action.due_on, action.state) == (
        f"A-1 {TASK}",
        people.police_lead,
        today() + 10 * DAY,
        State.OPEN,
    )
    assert history(action) == [("open", "", "Sally Treloar")]


def test_numbers_go_on_in_each_group_and_none_is_given_again(people, action):
    second = add(people)
    second.updates.all().delete()
    Action.objects.filter(pk=second.pk).delete()
    third = add(people)
    elsewhere = actions.add_action(
        actor=people.stranger,
        group=people.stranger.memberships.get().group,
        planned=plan(people.stranger),
    )

    assert [each.reference for each in (action, third, elsewhere)] == ["A-1", "A-3", "A-1"]


def test_the_database_gives_no_number_twice_and_closes_none_without_a_moment(people, action):
    for same in (
        {"number": action.number},
        {"number": 2, "state": "complete"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionFactory(group=people.group, **same)


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ({"days": -1}, "The day by which it is to be done must be today or later."),
        ({"owner": "observer"}, str(log.NOT_THEIRS)),
        ({"owner": "stranger"}, str(log.NOT_THEIRS)),
    ],
)
def test_a_day_that_has_passed_and_an_owner_who_could_not_read_it_are_refused(
    people, planned, words
):
    owner = getattr(people, planned.pop("owner", "member"))
    do = {"actor": people.chair, "group": people.group, "planned": plan(owner, **planned)}

    assert refusal(actions.add_action, **do) == words
    assert Action.objects.count() == 0


def test_somebody_who_was_suspended_is_given_nothing(people):
    people.member.is_active = False
    people.member.save()

    assert refusal(add, people=people, owner=people.member) == str(log.NOT_THEIRS)


@pytest.mark.parametrize("state", ["called", "cancelled", "postponed"])
def test_a_meeting_that_has_not_begun_has_agreed_nothing(people, state):
    meeting = MeetingFactory(group=people.group, state=state)

    words = "Actions are agreed at a meeting of the group that is open or has ended."
    assert refusal(add, people=people, meeting=meeting) == words


def test_neither_has_a_meeting_of_another_group_nor_an_item_of_another_meeting(people, topic):
    other = MeetingFactory(state="ended")
    ours = MeetingFactory(group=people.group, state="ended")
    item = MeetingFactory(group=people.group, state="ended").agenda.create(number=1, title="X")

    assert refusal(add, people=people, meeting=other) == str(log.NOT_BEGUN)
    assert refusal(add, people=people, meeting=ours, item=item) == (
        "This item is on the agenda of no such meeting."
    )


def test_what_a_sensitive_meeting_agreed_is_marked_as_it_is(people):
    meeting = MeetingFactory(group=people.group, state="ended", marking="official_sensitive")

    assert add(people, meeting=meeting).marking == "official_sensitive"


def test_a_change_keeps_how_it_stood_and_why(people, action):
    later = PlannedAction(TASK, people.officer, today() + 20 * DAY)
    actions.change_action(
        actor=people.chair, action=action, planned=later, after=1, words="Rob is away."
    )

    stood = action.updates.values_list("owner__name", "due_on", "words", "by__name")
    assert list(stood) == [
        ("Rob Ansty", today() + 10 * DAY, "", "Sally Treloar"),
        ("Dele Adeyemi", today() + 20 * DAY, "Rob is away.", "Marjorie Penhale"),
    ]
    record = Record.objects.filter(event="action.changed").get()
    assert record.facts == {
        "action_id": action.pk,
        "space": "",
        "user_id": people.officer.pk,
        "changed": ["due_on", "owner"],
    }


def test_who_changes_what_another_changed_meanwhile_gets_both(people, action):
    change = {"actor": people.chair, "action": action, "after": 1}
    actions.change_action(**change, planned=plan(people.officer))

    with pytest.raises(ChangedMeanwhile):
        actions.change_action(**change, planned=plan(people.member))


def test_a_day_that_has_passed_may_stay_and_none_is_put_in_its_place(people, action):
    Action.objects.filter(pk=action.pk).update(due_on=today() - 3 * DAY)
    change = {"actor": people.chair, "action": action, "after": 1}

    past_day = plan(people.police_lead, days=-1)
    assert refusal(actions.change_action, **change, planned=past_day) == str(log.OVER)
    actions.change_action(**change, planned=plan(people.officer, days=-3))
    assert action.days_overdue == 3
    same = plan(people.officer, days=-3)
    assert refusal(actions.change_action, **change | {"after": 2}, planned=same) == (
        "Nothing is changed."
    )


def test_an_owner_who_left_has_to_be_replaced_with_the_first_change(people, action):
    people.police_lead.memberships.update(ends_at=action.added_at)
    later = plan(people.police_lead, days=30)

    change = {"actor": people.chair, "action": action, "after": 1, "planned": later}
    assert refusal(actions.change_action, **change) == str(log.NOT_THEIRS)


@pytest.mark.parametrize(
    ("partly", "reported", "closed"),
    [
        (False, State.REPORTED_COMPLETE, State.COMPLETE),
        (True, State.REPORTED_PARTLY, State.PARTLY_COMPLETE),
    ],
)
def test_its_owner_reports_it_and_the_group_closes_it_as_reported(
    people, action, partly, reported, closed
):
    actions.report_action(
        actor=people.police_lead, action=action, words="Seven came.", partly=partly
    )
    assert action.state == reported
    actions.close_action(actor=people.chair, action=action, after=action.version)

    assert (action.state, action.closed_at is not None) == (closed, True)
    assert history(action)[1:] == [
        (reported, "Seven came.", "Rob Ansty"),
        (closed, "", "Marjorie Penhale"),
    ]


def test_several_are_closed_at_once_and_none_where_one_is_not_reported(people, action):
    others = [add(people), add(people)]
    for each in (action, others[0]):
        actions.report_action(actor=people.police_lead, action=each, words="Done.")

    words = refusal(actions.close_actions, actor=people.chair, reported=[action, *others])
    assert words == "This action does not wait to be closed."
    assert Action.objects.filter(state=State.COMPLETE).count() == 0
    for each in (action, others[0]):
        each.refresh_from_db()
    assert actions.close_actions(actor=people.chair, reported=[action, others[0]]) == 2
    assert Action.objects.filter(state=State.COMPLETE).count() == 2
    assert Record.objects.filter(event="action.closed").count() == 2


def test_a_report_is_sent_back_and_what_was_closed_is_opened_again_with_a_reason(people, action):
    actions.report_action(actor=people.police_lead, action=action, words="Done.")
    actions.reopen_action(actor=people.chair, action=action, words="Only two came.")
    assert action.state == State.OPEN
    actions.withdraw_action(actor=people.secretary, action=action, words="The counter stays.")
    assert (action.state, action.is_closed) == (State.WITHDRAWN, True)
    actions.reopen_action(actor=people.chair, action=action, words="It closes after all.")

    assert (action.state, action.closed_at) == (State.OPEN, None)
    assert history(action)[2:] == [
        ("open", "Only two came.", "Marjorie Penhale"),
        ("withdrawn", "The counter stays.", "Sally Treloar"),
        ("open", "It closes after all.", "Marjorie Penhale"),
    ]


@pytest.mark.parametrize("name", ["report_action", "withdraw_action"])
def test_nothing_is_reported_or_withdrawn_without_a_word(people, action, name):
    do = {"actor": people.chair, "action": action, "words": ""}

    assert refusal(getattr(actions, name), **do) == "Say why."


def test_of_two_who_report_at_once_the_second_is_refused(people, action):
    stale = Action.objects.get(pk=action.pk)
    actions.report_action(actor=people.police_lead, action=action, words="Done.")

    do = {"actor": people.secretary, "action": stale, "words": "Done, says Rob."}
    assert refusal(actions.report_action, **do) == (
        "This action was reported, closed or withdrawn already."
    )


def test_of_a_reported_action_no_day_is_overdue(people, action):
    Action.objects.filter(pk=action.pk).update(due_on=today() - 21 * DAY)
    action.refresh_from_db()

    assert (action.days_overdue, list(Action.objects.overdue())) == (21, [action])
    actions.report_action(actor=people.police_lead, action=action, words="Done.")
    assert (action.days_overdue, list(Action.objects.overdue())) == (0, [])


# --- What the portal holds about people -----------------------------------------------------


def test_a_copy_of_ones_own_data_has_what_one_owns_and_what_one_wrote(people, action):
    actions.report_action(actor=people.police_lead, action=action, words="Seven came.")

    section = PERSONAL_DATA.sections["action_log"]
    rows = [{**row, "at": ""} if "at" in row else row for row in section(people.police_lead)]
    about = {"group": "Harbour District IAG", "action": "A-1", "to do": TASK}
    assert rows == [
        {**about, "by": action.due_on, "state": "Reported complete"},
        {**about, "state": "Reported complete", "wrote": "Seven came.", "at": ""},
    ]
    assert list(section(people.member)) == []
