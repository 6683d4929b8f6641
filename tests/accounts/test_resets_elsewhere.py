"""A new start for somebody with two places, and for coordinators who are none any more."""

import pytest
from django.core import mail

from accounts import actions
from accounts.models import Role, SignInReset
from iag_portal.jobs import run_due_jobs
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
BY = SignInReset.Checked.IN_PERSON


def help_page(who, place):
    return signed_in(who).get(f"/people/memberships/{place.pk}/help/").text


def test_who_gave_it_is_told_to_the_coordinators_of_that_group_alone(group, secretary, member):
    """The other group learns that one is open: not by whom, so not in which group."""
    place = MembershipFactory(user=member, group=group)
    other = MembershipFactory(user=member, group=AdvisoryGroupFactory(name="Family advisers"))
    olive = MembershipFactory(
        group=other.group, role=Role.SECRETARY, user=UserFactory(name="Olive Otherside")
    ).user
    actions.begin_reset(actor=olive, membership=other, checked=BY)
    here, there = help_page(secretary, place), help_page(olive, other)

    assert ["was given a new start" in here, "Olive" in here] == [True, False]
    assert "Olive Otherside gave this person a new start" in there


def test_a_coordinator_who_is_none_any_more_is_told_nothing(group, secretary, member):
    """The mail waits in the queue meanwhile."""
    place = MembershipFactory(user=member, group=group)
    chair = MembershipFactory(
        group=group, role=Role.CHAIR, user=UserFactory(email="chair@example.org")
    )
    actions.begin_reset(actor=secretary, membership=place, checked=BY)
    actions.end_membership(actor=secretary, membership=chair)
    run_due_jobs()

    assert [one for one in mail.outbox if one.to == ["chair@example.org"]] == []
