"""What this app holds about people: who they are, where they belong, how they sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import (
    Acceptance,
    AccessNeeds,
    AuthenticatorDevice,
    CodeCard,
    DataExport,
    Invitation,
    LegalHold,
    Membership,
    OrganisationMembership,
    Reach,
    SignInReset,
    User,
)
from accounts.models.memberships import Role
from core.audit.chain import scope_of
from core.audit.models import Record
from core.notices.models import Notice, NoticeSettings
from core.rights.registry import Expiry, PersonalData, Row


def account(person: User) -> Iterator[Row]:
    """The account itself."""
    yield {"name": person.name, "email": person.email, "since": person.date_joined} | {
        "emails come back since": person.bounced_at,
        "hears of meetings": str(person.get_heard_display()),
        "simple view": person.simple_view,
        "large in the video": str(person.get_large_display()),
    }


def places(person: User) -> Iterator[Row]:
    """Places in groups and organisations."""
    for place in Membership.objects.filter(user=person).select_related("group").order_by("pk"):
        role = Role(place.role).label
        spell = _spell(str(place.group), str(role), place.starts_at, place.ends_at)
        yield {**spell, "elected": place.elected_on} if place.elected_on else spell
    reading = OrganisationMembership.objects.filter(user=person).select_related("organisation")
    for membership in reading.order_by("pk"):
        yield _spell(
            str(membership.organisation), str(_("Reader")), membership.starts_at, membership.ends_at
        )


def _spell(where: str, role: str, starts_at: datetime, ends_at: datetime | None) -> Row:
    return {"where": where, "role": role, "from": starts_at, "until": ends_at}


def invitations(person: User) -> Iterator[Row]:
    """The invitations that this person used, or may use to take over their account."""
    for invitation in Invitation.objects.filter(Q(accepted_by=person) | Q(person=person)).order_by(
        "pk"
    ):
        yield {
            "name": invitation.name,
            "email": invitation.email,
            "to": invitation.place,
            "sent": invitation.sent_at,
        }


def acceptances(person: User) -> Iterator[Row]:
    """Versions of the agreement that this person accepted."""
    for acceptance in (
        Acceptance.objects.filter(user=person).select_related("agreement").order_by("pk")
    ):
        row = {"version": acceptance.agreement.version, "accepted": acceptance.accepted_at}
        yield {**row, "written down": str(acceptance.get_how_display()) or None}


def reach(person: User) -> Iterator[Row]:
    """Where this person is called or written to, and how they wish it."""
    for wish in Reach.objects.filter(user=person):
        row = {"way": str(wish.get_way_display()), "telephone": wish.telephone}
        yield {**row, "address": wish.address, "since": wish.changed_at}


def access_needs(person: User) -> Iterator[Row]:
    """What this person needs to take part in the meetings of each group."""
    for needs in AccessNeeds.objects.filter(membership__user=person).select_related(
        "membership__group"
    ):
        where_needed = {"group": str(needs.membership.group)}
        yield {**where_needed, "needs": ", ".join(needs.lines), "since": needs.changed_at}


def factors(person: User) -> Iterator[Row]:
    """Second factors, never their secrets."""
    for device in AuthenticatorDevice.objects.filter(user=person).select_related("authenticator"):
        factor = device.authenticator
        added, used = factor.created_at, factor.last_used_at
        yield {"kind": str(factor.type), "added": added, "last used": used}
    for card in CodeCard.objects.filter(user=person):
        yield {"kind": "code card", "added": card.created_at, "last used": card.last_used_at}


def sessions(person: User) -> Iterator[Row]:
    """Devices that are signed in."""
    for session in UserSession.objects.filter(user=person).order_by("pk"):
        row = {"browser": session.user_agent, "address": session.ip}
        yield {**row, "from": session.created_at, "last seen": session.last_seen_at}


def notices(person: User) -> Iterator[Row]:
    """What this person was told, how they wish to be told, and what they follow."""
    settings = NoticeSettings.of(person)
    yield {"email": settings.email, "days": settings.days, "topics": settings.topics}
    for following in person.followings.order_by("pk"):
        yield {"follows": following.place, "level": following.level}
    for notice in person.notices.order_by("pk"):
        row = {"kind": notice.kind, "at": notice.created_at, "seen": notice.seen_at}
        yield {**row, "emailed": notice.emailed_at, "delivered": notice.delivered_at}


def records(person: User) -> Iterator[Row]:
    """What the audit log says of this person's actions, and of actions about them.

    Without the number in its chain: what lies between two numbers is not for everybody to count.
    """
    about = Q(facts__person_id=person.pk) | Q(facts__user_id=person.pk)
    about_them = Record.objects.filter(Q(actor=person) | about).order_by("pk")
    for record in about_them:
        by = _("you") if record.actor_id == person.pk else _("somebody else, or the portal")
        chain = scope_of(record.group_id)
        row = {"at": record.at, "what": record.event, "by": str(by)}
        yield {**row, "chain": chain}


def old_invitations(before: datetime) -> list[int]:
    """Invitations that could be used until a moment before this one."""
    outdated = Invitation.objects.filter(expires_at__lt=before)
    return list(outdated.values_list("pk", flat=True))


def old_resets(before: datetime) -> list[int]:
    """Sign-in resets that could be used until a moment before this one."""
    return list(SignInReset.objects.filter(expires_at__lt=before).values_list("pk", flat=True))


def old_holds(before: datetime) -> list[int]:
    """Legal holds that were lifted before this moment."""
    return list(LegalHold.objects.filter(lifted_at__lt=before).values_list("pk", flat=True))


def old_data_exports(before: datetime) -> list[int]:
    """Copies of own data that were asked for before this moment."""
    return list(DataExport.objects.filter(asked_at__lt=before).values_list("pk", flat=True))


def old_notices(before: datetime) -> list[int]:
    """Notices that were written before this moment."""
    return list(Notice.objects.filter(created_at__lt=before).values_list("pk", flat=True))


def old_reaches(before: datetime) -> list[int]:
    """Telephone numbers and addresses of people who have had no place since this moment."""
    later = Q(ends_at__isnull=True) | Q(ends_at__gte=before)
    places = (model.objects.filter(later) for model in (Membership, OrganisationMembership))
    here = [Q(user__in=rows.values("user")) for rows in places]
    outdated = Reach.objects.exclude(here[0] | here[1]).filter(changed_at__lt=before)
    return list(outdated.exclude(user__is_staff=True).values_list("pk", flat=True))


def old_access_needs(before: datetime) -> list[int]:
    """What people needed in a place that ended before."""
    outdated = AccessNeeds.objects.filter(membership__ends_at__lt=before)
    return list(outdated.order_by("pk").values_list("pk", flat=True))


def where(person: User, row: Model) -> str | None:
    """No address; ``None`` for holds of other groups and on topics, which may be for few."""
    if not isinstance(row, LegalHold) or row.group_id not in person.roles:
        return None
    return None if row.thing.startswith("topic.") else ""


PERSONAL_DATA = PersonalData(
    sections={
        "account": account,
        "places": places,
        "invitations": invitations,
        "reach": reach,
        "access_needs": access_needs,
        "acceptances": acceptances,
        "factors": factors,
        "sessions": sessions,
        "notices": notices,
        "record": records,
    },
    texts={LegalHold: ("reason",), Reach: ("address",)},
    where=where,
    expiries=(
        Expiry("invitations", old_invitations, actions.remove_expired_invitations),
        Expiry("resets", old_resets, actions.remove_expired_resets),
        Expiry("holds", old_holds, actions.remove_expired_holds),
        Expiry("notices", old_notices, actions.remove_expired_notices),
        Expiry("access_needs", old_access_needs, actions.remove_expired_access_needs),
        Expiry("reaches", old_reaches, actions.remove_expired_reaches),
        Expiry("data_exports", old_data_exports, actions.remove_expired_data_exports),
    ),
)
