"""Leaving: the name and the sign-in go, what was said and agreed stays."""

from __future__ import annotations

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
    AccessNeeds,
    CodeCard,
    DataExport,
    Departure,
    Invitation,
    Membership,
    Reach,
    SignInReset,
    User,
)
from core import jobs
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.notices.models import NoticeSettings
from core.policy import Refused, require
from core.rights import registry
from core.states import transition_all


@transaction.atomic
def ask_departure(*, actor: User, membership: Membership) -> Departure:
    """Ask an administrator to forget the name of somebody who left the group.

    Whether another group where they were asked too makes no difference to this one.

    :raises Refused: unless ``actor`` keeps the list; before the end; when the group asked, or
        the name is gone.
    """
    require(actor, "accounts.ask_departure", membership)
    departure, is_new = Departure.objects.get_or_create(
        person_id=membership.user_id,
        group_id=membership.group_id,
        defaults={"asked_by": actor, "asked_at": now()},
    )
    if not is_new or departure.person.departures.filter(done_at__isnull=False).exists():
        raise Refused(_("This was asked for already."), thing=membership)
    emit(DepartureAsked(**_pointers(departure)), actor=actor)
    return departure


@transaction.atomic
def anonymise_person(*, actor: User, departure: Departure) -> Departure:
    """Replace the name by “Former member 17”, and take away every way to sign in.

    Rows that point at the person stay: posts, positions, counts and outcomes are as they
    were. Texts in which the name stands are listed for each group where the person was, its
    own, for a person to decide.

    :raises Refused: unless ``actor`` is an administrator; while the person has a place
        anywhere; under a legal hold; when it was done.
    """
    lock(departure.person)  # two groups may have asked
    departure = Departure.objects.get(pk=departure.pk)
    require(actor, "accounts.anonymise_person", departure)
    person = departure.person
    number, mentions = _next_number(person), registry.mentions(person.name)
    done = {"number": number, "done_by": actor, "done_at": now()}
    for group_id in _groups_of(person):
        facts = {**done, "mentions": mentions.get(group_id, [])}
        Departure.objects.update_or_create(person=person, group_id=group_id, defaults=facts)
    departure.refresh_from_db()
    _end_sign_in(person)
    Reach.objects.filter(user=person).delete()
    AccessNeeds.objects.filter(membership__user=person).delete()
    _forget_invitations(person, departure, actor)
    person.name, person.email, person.is_active = departure.pseudonym, None, False
    person.bounced_at = None
    person.set_unusable_password()
    person.save()
    for other in Departure.objects.filter(person=person).order_by("pk"):
        revoke_access(person.pk, PersonAnonymised(**_pointers(other)), actor=actor)
    return departure


@transaction.atomic
def decide_mentions(*, actor: User, departure: Departure) -> None:
    """Note that somebody has looked at the texts with the former name, and decided.

    Texts of which ``actor`` may not know wait for somebody who may.

    :raises Refused: unless ``actor`` keeps the group's list; when it was noted.
    """
    require(actor, "accounts.decide_mentions", departure)
    lock(departure, "mentions")
    undecided = [
        mention for mention in departure.mentions if registry.show_mention(actor, mention) is None
    ]
    if undecided == departure.mentions:
        raise Refused(_("Somebody else has done this already."), thing=departure)
    departure.mentions, departure.decided_by, departure.decided_at = undecided, actor, now()
    departure.save(update_fields=["mentions", "decided_by", "decided_at"])
    emit(MentionsDecided(**_pointers(departure)), actor=actor)


def _pointers(departure: Departure) -> dict[str, int]:
    return {
        "group_id": departure.group_id,
        "departure_id": departure.pk,
        "person_id": departure.person_id,
    }


def _groups_of(person: User) -> list[int]:
    """Ids of the groups where this person was, one after the other."""
    return sorted(set(person.memberships.values_list("group_id", flat=True)))


def _next_number(person: User) -> int:
    """A number that no former member has in any group where this person was."""
    others = Departure.objects.filter(person__memberships__group__in=_groups_of(person))
    return (others.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _forget_invitations(person: User, departure: Departure, actor: User) -> None:
    """Also those that were never used, from whichever group: a name stands in each."""
    theirs = Q(accepted_by=person) | Q(person=person)
    if person.email:
        theirs |= Q(email=person.email)
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
    for rows in (person.notices, person.followings):
        rows.all().delete()
    NoticeSettings.objects.filter(user=person).delete()
    transition_all(SignInReset.objects.filter(person=person), SignInReset.State.CLOSED)
