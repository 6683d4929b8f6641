"""Invitations, sign-in resets, people who left, copies of own data, devices, factors."""

import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from fido2.utils import websafe_encode

from accounts.models import (
    DataExport,
    Departure,
    Invitation,
    Membership,
    OrganisationMembership,
    Role,
    SignInReset,
)
from accounts.models.invitations import VALID_FOR
from accounts.models.resets import VALID_FOR as RESET_VALID_FOR
from core.clock import now
from core.policy import pointer
from tests.access.world.inhabitants import join
from tests.accounts.software_passkey import SoftwarePasskey
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory

SPOKEN = "acorn barge candle dairy eagle fable"


def add_to(world):
    world.place = Membership.objects.get(user=world.nuala, group=world.group)
    world.unreached = MembershipFactory(
        group=world.group, role="officer", user=UserFactory(name="Mo Merlin", email=None)
    )
    world.own_place = Membership.objects.get(user=world.marjorie, group=world.group)
    world.elected = Membership.objects.get(user=world.doreen, group=world.group)
    world.invitation = invitation(world, "new@example.org")
    world.reader_invitation = invitation(
        world, "nr@example.org", group=None, organisation=world.national
    )
    world.reading_place = OrganisationMembership.objects.create(
        user=UserFactory(name="Rita Readymoney"), organisation=world.national, starts_at=now()
    )
    world.closed_group = AdvisoryGroupFactory(name="Old Town IAG", code="OLD", closed_at=now())
    world.claimed = invitation(world, world.person["stranger"].email)
    world.used = invitation(world, "used@example.org", state=Invitation.State.ACCEPTED)
    lost = UserFactory(name="Lil Tregenza")
    join(world, lost, Role.MEMBER)
    world.reset = SignInReset.objects.create(
        person=lost,
        group=world.group,
        begun_by=world.sally,
        begun_at=now(),
        expires_at=now() + RESET_VALID_FOR,
        checked=SignInReset.Checked.IN_PERSON,
        words_hash=make_password(SPOKEN),
    )
    add_departures(world)
    world.export = {who: export_of(person) for who, person in world.person.items()}
    world.exports_of_others = export_of(world.ama)
    world.session = {who: session_of(person) for who, person in world.person.items()}
    world.session_of_another = session_of(world.ama)
    session_of(world.nuala)
    world.passkey = {who: passkey_of(person) for who, person in world.person.items()}
    world.passkey_of_another = passkey_of(world.ama)


def invitation(world, address, **more):
    fields = {
        "email": address,
        "name": "Nell Newlyn",
        "group": world.group,
        "invited_by": world.marjorie,  # a member is let in by the chair
        "sent_at": now(),
        "expires_at": now() + VALID_FOR,
    }
    return Invitation.objects.create(**{**fields, **more})


def add_departures(world):
    """Somebody who left, somebody whose name is to go, somebody whose name is gone."""
    places = {}
    for name in ("left", "leaving", "gone"):
        person = UserFactory(name=f"{name.title()}ina Yelverton")
        places[name] = join(world, person, Role.MEMBER)
        Membership.objects.filter(pk=places[name].pk).update(ends_at=now())
    world.left = places["left"]
    world.departure = departure(world, places["leaving"].user)
    done = {"number": 1, "done_at": now(), "done_by": world.second}
    mentions = [pointer(world.ended)]
    world.gone = departure(world, places["gone"].user, mentions=mentions, **done)


def departure(world, person, **more):
    return Departure.objects.create(person=person, group=world.group, asked_by=world.sally, **more)


def export_of(person):
    """A copy of their data that has been made."""
    data_export = DataExport.objects.create(user=person, expires_at=now() + timedelta(days=7))
    DataExport.objects.note_ready(data_export, f"the data of {person.name}".encode())
    return DataExport.objects.get(pk=data_export.pk)


def session_of(person):
    """Another device on which they are signed in."""
    return UserSession.objects.create(
        user=person, session_key=f"{person.pk:032}", ip="192.0.2.1", user_agent="A telephone"
    )


def passkey_of(person):
    """A passkey, made in software."""
    options = {
        "user": {"id": websafe_encode(str(person.pk).encode())},
        "rp": {"id": "localhost"},
        "challenge": websafe_encode(b"challenge"),
    }
    credential = json.loads(SoftwarePasskey().create({"publicKey": options}))
    data = {"name": "Passkey", "credential": credential}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
