"""Leaving: the name and the sign-in go, what was said and agreed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from accounts.actions.invitations import withdraw_all
from accounts.actions.revocations import revoke_access
from accounts.events import (
    DepartureAsked,
    MentionsDecided,
    PersonAnonymised,
)
from accounts.models import (
    CodeCard,
    DataExport,
    Departure,
    Invitation,
    Membership,
    SignInReset,
    User,
)
from iag_portal import jobs
from iag_portal.clock import now
from iag_portal.emit import emit
from iag_portal.policy import Refused, require
from iag_portal.rights import registry
from iag_portal.states import become_all

if TYPE_CHECKING:
    from accounts.models import AdvisoryGroup


@transaction.atomic
def ask_departure(*, actor: User, membership: Membership) -> Departure:
    """Ask an administrator to forget the name of somebody who left the group.

    :raises Refused: unless ``actor`` keeps the list; before the end; when it was asked.
    """
    require(actor, "accounts.ask_departure", membership)
    departure, made = Departure.objects.get_or_create(
        person_id=membership.user_id,
        defaults={"group_id": membership.group_id, "asked_by": actor, "asked_at": now()},
    )
    if not made:
        raise Refused(_("This was asked for already."), thing=membership)
    emit(DepartureAsked(**_pointers(departure)), actor=actor)
    return departure


@transaction.atomic
def anonymise_person(*, actor: User, departure: Departure) -> Departure:
    """Replace the name by “Former member 17”, and take away every way to sign in.

    Rows that point at the person stay: posts, positions, counts and outcomes are as they
    were. Texts in which the name stands are listed for a person to decide.

    :raises Refused: unless ``actor`` is an administrator; while the person has a place
        anywhere; under a legal hold; when it was done.
    """
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    require(actor, "accounts.anonymise_person", departure)
    person = departure.person
    departure.number = _next_number(person, departure.group)
    departure.mentions = registry.mentions(person.name)
    departure.done_by, departure.done_at = actor, now()
    departure.save()
    _end_sign_in(person)
    _forget_invitations(person, departure, actor)
    person.name, person.email, person.is_active = departure.pseudonym, None, False
    person.set_unusable_password()
    person.save()
    revoke_access(person.pk, PersonAnonymised(**_pointers(departure)), actor=actor)
    return departure


@transaction.atomic
def decide_mentions(*, actor: User, departure: Departure) -> None:
    """Note that somebody has looked at the texts with the former name, and decided.

    :raises Refused: unless ``actor`` keeps the group's list; when it was noted.
    """
    require(actor, "accounts.decide_mentions", departure)
    waiting = Departure.objects.filter(pk=departure.pk, decided_at__isnull=True)
    if not waiting.update(decided_by=actor, decided_at=now(), mentions=[]):
        raise Refused(_("Somebody else has done this already."), thing=departure)
    emit(MentionsDecided(**_pointers(departure)), actor=actor)


def _pointers(departure: Departure) -> dict[str, int]:
    return {
        "group_id": departure.group_id,
        "departure_id": departure.pk,
        "person_id": departure.person_id,
    }


def _next_number(person: User, group: AdvisoryGroup) -> int:
    """A number that no former member has in any group where this person was."""
    groups = {group.pk, *person.memberships.values_list("group_id", flat=True)}
    others = Departure.objects.filter(person__memberships__group__in=groups)
    return (others.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _forget_invitations(person: User, departure: Departure, actor: User) -> None:
    """Also those that were never used, from whichever group: a name stands in each."""
    theirs = Q(accepted_by=person)
    if person.email:
        theirs |= Q(email__iexact=person.email)
    rows = Invitation.objects.filter(theirs)
    withdraw_all(rows, actor)
    rows.update(name=departure.pseudonym, email="")


def _end_sign_in(person: User) -> None:
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    sessions.delete()
    Authenticator.objects.filter(user=person).delete()  # and django-otp's view of each
    CodeCard.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    if person.email:
        jobs.forget(person.email)  # mails to it that were sent, or wait
    DataExport.objects.filter(user=person).remove()
    become_all(SignInReset.objects.filter(person=person), SignInReset.State.CLOSED)
