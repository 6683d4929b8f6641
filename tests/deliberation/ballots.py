"""Ask in a secret ballot and vote, in few words."""

import pytest

from deliberation import actions
from deliberation.models import Choice, Method
from tests.deliberation.rounds import open_round
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def voters(people):
    """Six members who sign in."""
    more = UserFactory.create_batch(3)
    for user in more:
        MembershipFactory(user=user, group=people.group)
    return [people.chair, people.vice_chair, people.member, *more]


@pytest.fixture
def ballot(people, message, voters):
    return begin(people, message, voters)


def begin(people, message, users, **more):
    asked = [actions.Asked(user) for user in users]
    return open_round(people, message, asked, method=Method.BALLOT, **more)


def vote(user, agreement_round, choice=Choice.SUPPORT):
    actions.cast_ballot(actor=user, agreement_round=agreement_round, choice=choice)


def all_vote(agreement_round, voters, choices):
    for user, choice in zip(voters, choices, strict=False):
        vote(user, agreement_round, choice)
