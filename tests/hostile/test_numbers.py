"""A number of an address that no column of the database holds is that of nothing."""

import re

import pytest
from django.test import Client

from accounts.models import Role
from tests.addresses import patterns, sample
from tests.factories import MeetingFactory, MembershipFactory, TopicFactory
from tests.signing_in import sign_in

NUMBER = re.compile(r"<int:\w+>")
TOO_LARGE = str(10**30)


def addresses():
    """Each address with a number, which is too large; of two numbers also the second alone."""
    for pattern in patterns():
        route = "/" + re.sub(r"<(?!int:)(?:(\w+):)?\w+>", sample, pattern.route)
        first, *others = NUMBER.findall(route) or [""]
        if first:
            yield NUMBER.sub(TOO_LARGE, route)
        if others:
            yield NUMBER.sub(TOO_LARGE, route.replace(first, "1"))


@pytest.mark.long("asks each address that has a number")
def test_an_address_with_a_number_that_is_too_large_is_no_failure_of_ours(db):
    place = MembershipFactory(role=Role.SECRETARY)
    TopicFactory(pk=1, group=place.group)
    MeetingFactory(pk=1, group=place.group)
    client = sign_in(Client(raise_request_exception=False), place.user, fresh=True)
    answers = {address: client.get(address).status_code for address in addresses()}
    assert {address: status for address, status in answers.items() if status >= 500} == {}
    assert answers[f"/topics/{TOO_LARGE}/"] == answers[f"/meetings/{TOO_LARGE}/live/"] == 404
