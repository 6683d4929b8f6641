"""Whoever is forgotten stands in no invitation either, from whichever group it came."""

from accounts.actions import (
    anonymise_person,
    ask_departure,
    end_membership,
    invite_person,
    withdraw_invitation,
)
from accounts.models import Invitation, Role
from iag_portal.audit.models import Record
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.rights.test_redaction import words_anywhere

ADDRESS = "colin.fairbrass@example.org"


def test_invitations_that_were_never_used_lose_the_name_and_open_nothing(world):
    world.colin.email = ADDRESS
    world.colin.save()
    end_membership(actor=world.sally, membership=world.colin.memberships.get())
    next_door = MembershipFactory(group=AdvisoryGroupFactory(), role="secretary")
    told = {"email": ADDRESS.upper(), "name": "Colin Fairbrass", "role": Role.MEMBER}
    for waits in (False, True):
        sent = invite_person(actor=next_door.user, group=next_door.group, **told)
        if not waits:
            withdraw_invitation(actor=next_door.user, invitation=sent)
    departure = ask_departure(actor=world.sally, membership=world.colin.memberships.get())
    anonymise_person(actor=UserFactory(is_staff=True), departure=departure)

    assert words_anywhere("Colin Fairbrass") == []
    assert words_anywhere(ADDRESS) == []
    assert [one.state for one in Invitation.objects.order_by("pk")] == ["withdrawn", "withdrawn"]
    assert Record.objects.filter(event="invitation.withdrawn").count() == 2
