"""Several vote at once, and one of them twice: nobody counts double, and no ballot is lost."""

from functools import partial

import pytest

from deliberation import actions
from deliberation.models import Choice, Method
from tests.deliberation.test_races import TIMES, at_once, refusals, stale
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_time", range(TIMES))
def test_one_person_votes_once_and_no_ballot_of_two_is_lost(people, message, _time):
    voters = [people.chair, people.vice_chair, people.member, *UserFactory.create_batch(2)]
    for user in voters[3:]:
        MembershipFactory(user=user, group=people.group)
    ballot = actions.open_agreement_round(
        actor=people.chair,
        key_message=message,
        asked=[actions.Asked(user) for user in voters],
        method=Method.BALLOT,
    )
    for user in voters[2:]:
        actions.cast_ballot(actor=user, agreement_round=ballot, choice=Choice.OBJECT)

    results = at_once(
        *(
            partial(
                actions.cast_ballot,
                actor=stale(user),
                agreement_round=stale(ballot),
                choice=Choice.SUPPORT,
            )
            for user in (people.chair, people.chair, people.vice_chair)
        )
    )

    assert len(refusals(results)) == 1
    closed = actions.close_agreement_round(actor=people.chair, agreement_round=stale(ballot))
    assert (closed.support, closed.objections) == (2, 3)
