"""Two people press at once in an action log. Real threads and connections, on either database."""

from functools import partial

import pytest

from core.clock import today
from meetings import actions
from meetings.actions import PlannedAction
from meetings.models import Action
from tests.deliberation.test_races import at_once, refusals, stale
from tests.factories import ActionFactory


@pytest.fixture(params=range(2), autouse=True)
def _again(request, transactional_db):
    return request.param


def test_two_who_add_an_action_at_once_get_two_numbers(people):
    planned = PlannedAction("Zinnia", people.member, today())
    adds = [
        partial(actions.add_action, actor=stale(who), group=stale(people.group), planned=planned)
        for who in (people.chair, people.secretary)
    ]
    results = at_once(*adds)

    assert refusals(results) == []
    assert sorted(Action.objects.values_list("number", flat=True)) == [1, 2]


def test_of_two_who_close_an_action_one_does(people):
    action = ActionFactory(group=people.group, state="reported_complete")
    closes = [
        partial(actions.close_action, actor=stale(who), action=stale(action), after=1)
        for who in (people.chair, people.secretary)
    ]

    assert refusals(at_once(*closes)) == ["This action does not wait to be closed."]
    assert action.updates.count() == 1
