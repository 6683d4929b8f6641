"""The people of the story, their places, and how each of them signs in."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.actions import accept_agreement, add_person, adopt_agreement
from accounts.models import (
    Acceptance,
    AdvisoryGroup,
    Agreement,
    Membership,
    Organisation,
    OrganisationMembership,
    Reach,
    Role,
    User,
)
from core.clock import at
from iag_portal.story.words import AGREEMENT, PASSWORD


class Account(NamedTuple):
    """How one person signs in to the demo."""

    name: str
    email: str
    password: str
    totp_secret: str
    roles: list[str]


class Cast(NamedTuple):
    """Everybody in the story, by a short name."""

    group: AdvisoryGroup
    people: dict[str, User]
    accounts: list[Account]


# short name, full name, role in the group
GROUP = [
    ("marjorie", "Marjorie Penhale", Role.CHAIR),
    ("tariq", "Tariq Osmani", Role.VICE_CHAIR),
    ("doreen", "Doreen Whitcombe", Role.MEMBER),
    ("piotr", "Piotr Zielinski", Role.MEMBER),
    ("ama", "Ama Boateng", Role.MEMBER),
    ("gwen", "Gwen Pritchard", Role.MEMBER),
    ("leroy", "Leroy Samuels", Role.MEMBER),
    ("harpreet", "Harpreet Gill", Role.MEMBER),
    ("nuala", "Nuala Devlin", Role.MEMBER),
    ("colin", "Colin Fairbrass", Role.MEMBER),
    ("zainab", "Zainab Yusuf", Role.MEMBER),
    ("kerry", "Kerry-Ann Moss", Role.MEMBER),
    ("sally", "Sally Treloar", Role.SECRETARY),
    ("ansty", "Rob Ansty", Role.POLICE_LEAD),
    ("adeyemi", "Dele Adeyemi", Role.OFFICER),
    ("hannah", "Hannah Voss", Role.OBSERVER),
    ("joan", "Joan Reyes", Role.INTERPRETER),
]
NEVER_SIGNS_IN = frozenset({"leroy"})  # no internet at home: on the telephone, papers by post
READERS = [
    ("imran", "Imran Castell", "College of Policing"),
    ("beth", "Beth Hallam", "NPCC portfolio office"),
]
ADMINISTRATOR = ("tom", "Tom Rudge")


def arrive(on: datetime) -> Cast:
    """Everybody joins, ``on`` a day before the story begins."""
    with at(on):
        force = Organisation.objects.create(name="Solentshire Constabulary")
        group = AdvisoryGroup.objects.create(
            organisation=force, name="Harbour District IAG", code="HAR", listing="listed"
        )
        agreement = adopt_agreement(actor=None, text=AGREEMENT)
        people: dict[str, User] = {}
        accounts: list[Account] = []
        for short, name, role in GROUP:
            if short in NEVER_SIGNS_IN:
                people[short] = _enter(people["marjorie"], group, name, role)
                continue
            person, account = _person(short, name, [role.value], on)
            Membership.objects.create(user=person, group=group, role=role, starts_at=on)
            people[short] = person
            accounts.append(account)
        for short, name, organisation in READERS:
            body, _made = Organisation.objects.get_or_create(
                name=organisation, defaults={"kind": Organisation.Kind.NATIONAL}
            )
            person, account = _person(short, name, ["national_reader"], on)
            OrganisationMembership.objects.create(user=person, organisation=body, starts_at=on)
            people[short] = person
            accounts.append(account)
        short, name = ADMINISTRATOR
        people[short], account = _person(short, name, ["administrator"], on)
        people[short].is_staff = True
        people[short].save(update_fields=["is_staff"])
        accounts.append(account)
        for account in accounts:
            person = User.objects.get(email=account.email)
            accept_agreement(actor=person, agreement=agreement)
    return Cast(group, people, accounts)


def newcomer(
    cast: Cast, short: str, name: str, group: AdvisoryGroup, role: Role, on: datetime
) -> None:
    """Somebody who joins another group, and can sign in to the demo too."""
    with at(on):
        person, account = _person(short, name, [role.value], on)
        Membership.objects.create(user=person, group=group, role=role, starts_at=on)
        accept_agreement(actor=person, agreement=Agreement.objects.latest("version"))
    cast.people[short] = person
    cast.accounts.append(account)


def _enter(chair: User, group: AdvisoryGroup, name: str, role: Role) -> User:
    """Somebody whom the chair enters, for they read no email."""
    place = add_person(
        actor=chair,
        group=group,
        name=name,
        role=role,
        way=Reach.Way.LARGE_PRINT,
        telephone="01632 960 781",
        address="4 Chandlery Court, Harbour",
        accepted=Acceptance.How.PAPER,
    )
    return place.user


def _person(short: str, name: str, roles: list[str], joined: datetime) -> tuple[User, Account]:
    """One person, with an address, a password and an authenticator app."""
    email = f"{short}@example.org"
    person = User.objects.create(
        name=name, email=email, password=_kept_password(), date_joined=joined
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return person, Account(name, email, PASSWORD, secret, roles)


@cache
def _kept_password() -> str:
    """The password as it is kept, for all of them: to hash it once takes a fifth of a second."""
    person = User()
    person.set_password(PASSWORD)
    return person.password
