"""Whoever is forgotten stands in no invitation either, from whichever group, and in no job."""

import pytest

from accounts.actions import (
    anonymise_person,
    ask_departure,
    end_membership,
    invite_person,
    withdraw_invitation,
)
from accounts.jobs import mail_sign_in_change
from accounts.models import Invitation, Role
from core.audit.models import Record
from core.jobs.models import Job, State
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.rights.test_redaction import words_anywhere

ADDRESS = "colin.fairbrass@example.org"


def test_invitations_that_were_never_used_lose_the_name_and_open_nothing(world):
    world.colin.email = ADDRESS
    world.colin.save()
    end_membership(actor=world.sally, membership=world.colin.memberships.get())
    next_door = MembershipFactory(group=AdvisoryGroupFactory(), role="secretary")
    fields = {"email": ADDRESS.upper(), "name": "Colin Fairbrass", "role": Role.MEMBER}
    for waits in (False, True):
        sent = invite_person(actor=next_door.user, group=next_door.group, **fields)
        if not waits:
            withdraw_invitation(actor=next_door.user, invitation=sent)
    departure = ask_departure(actor=world.sally, membership=world.colin.memberships.get())
    anonymise_person(actor=UserFactory(is_staff=True), departure=departure)

    assert words_anywhere("Colin Fairbrass") == []
    assert words_anywhere(ADDRESS) == []
    assert [invitation.state for invitation in Invitation.objects.order_by("pk")] == [
        "withdrawn",
        "withdrawn",
    ]
    assert Record.objects.filter(event="invitation.withdrawn").count() == 2


@pytest.mark.parametrize("state", State.values)
def test_mails_that_were_sent_or_wait_lose_the_address_too(world, state):
    """A job that is done stays for a month, and one that failed until somebody looks."""
    world.colin.email = ADDRESS
    world.colin.save()
    for address in (ADDRESS, "doreen@example.org"):
        mail_sign_in_change.enqueue(address, "password_changed")
    Job.objects.update(state=state)
    end_membership(actor=world.sally, membership=world.colin.memberships.get())
    departure = ask_departure(actor=world.sally, membership=world.colin.memberships.get())
    anonymise_person(actor=UserFactory(is_staff=True), departure=departure)

    assert words_anywhere(ADDRESS) == []
    assert Job.objects.get().args == ["doreen@example.org", "password_changed"]
