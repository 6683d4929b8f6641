"""Questions about people that pages ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Exists, OuterRef

from accounts.models import (
    Acceptance,
    AdvisoryGroup,
    Agreement,
    AuthenticatorDevice,
    CodeCard,
    Invitation,
    Membership,
    OrganisationMembership,
    User,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def agreement_in_force() -> Agreement | None:
    """The newest version of the confidentiality agreement; None before there is one."""
    return Agreement.objects.order_by("-version").first()


def agreement_to_accept(person: User) -> Agreement | None:
    """The agreement that stands between ``person`` and the portal, or None. One query."""
    accepted = Acceptance.objects.filter(agreement=OuterRef("pk"), user=person)
    versions = Agreement.objects.annotate(accepted=Exists(accepted)).defer("text")
    newest = versions.order_by("-version").first()
    return newest if newest and not newest.accepted else None


class PersonInGroup(NamedTuple):
    """One line of a group's list of people."""

    membership: Membership
    has_factor: bool

    @property
    def person(self) -> User:
        return self.membership.user


def people_of(group: AdvisoryGroup) -> list[PersonInGroup]:
    """Everybody with a place in ``group`` today, by name, and whether they can sign in fully."""
    app = AuthenticatorDevice.objects.filter(user=OuterRef("user"))
    card = CodeCard.objects.filter(user=OuterRef("user"))
    rows = (
        Membership.objects.current()
        .filter(group=group)
        .select_related("user")
        .annotate(has_factor=Exists(app) | Exists(card))
        .order_by("user__name", "pk")
    )
    return [PersonInGroup(row, row.has_factor) for row in rows]


def counts_by_role(group: AdvisoryGroup) -> dict[str, int]:
    """How many people hold each role in ``group`` today; roles nobody holds are left out."""
    current = Membership.objects.current().filter(group=group)
    return dict(current.values_list("role").annotate(Count("pk")).order_by("role"))


def invitations_waiting(group: AdvisoryGroup) -> QuerySet[Invitation]:
    """Invitations into ``group`` that are neither used nor withdrawn, expired ones included."""
    return (
        Invitation.objects.filter(group=group, state=Invitation.State.SENT)
        .select_related("invited_by")
        .order_by("name", "pk")
    )


def account_for(address: str) -> User | None:
    """The person who signs in, or could, with ``address``."""
    return User.objects.filter(email__iexact=address).first()


def groups_without_keeper(keepers: frozenset[str]) -> QuerySet[AdvisoryGroup]:
    """Groups that nobody in one of the roles ``keepers`` looks after today."""
    kept = Membership.objects.current().filter(role__in=keepers).values("group_id")
    return AdvisoryGroup.objects.exclude(pk__in=kept).order_by("name")


def readers() -> QuerySet[OrganisationMembership]:
    """Everybody who reads for an organisation today."""
    return (
        OrganisationMembership.objects.current()
        .select_related("user", "organisation")
        .order_by("organisation__name", "user__name")
    )


def people_who_sign_in() -> QuerySet[User]:
    """Everybody with an account, suspended people included, by name."""
    return User.objects.filter(email__isnull=False).order_by("name", "pk")
