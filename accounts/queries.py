"""Questions about people that pages ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)

from accounts.devices import in_words
from accounts.models import (
    Acceptance,
    AdvisoryGroup,
    Agreement,
    AuthenticatorDevice,
    CodeCard,
    Departure,
    Invitation,
    Membership,
    Organisation,
    OrganisationMembership,
    Role,
    SignInReset,
    User,
)
from accounts.models.agreements import NEWEST_FOR
from accounts.models.memberships import ADVISERS, CHAIRS, ELECTABLE, ORGANISERS
from core.clock import now
from core.names import folded
from core.policy import may

if TYPE_CHECKING:
    from django.db.models import QuerySet


def agreement_in_force() -> Agreement | None:
    """The newest version of the confidentiality agreement; None before there is one."""
    return Agreement.objects.order_by("-version").first()


def agreement_to_accept(person: User) -> Agreement | None:
    """The agreement that stands between ``person`` and the portal, or None.

    One query, or none where the look at their session has said that they accepted it.
    """
    if person.has_accepted_agreement:
        return None
    newest = next(iter(NEWEST_FOR(user=person.pk)), None)
    return newest if newest and not newest.accepted else None


def newest_agreement_accepted(user: str) -> Subquery:
    """Whether the person in column ``user`` accepted the agreement in force; null without one."""
    accepted = Acceptance.objects.filter(agreement=OuterRef("pk"), user=OuterRef(OuterRef(user)))
    versions = Agreement.objects.order_by("-version").annotate(accepted=Exists(accepted))
    return Subquery(versions.values("accepted")[:1])


def without_acceptance() -> QuerySet[Membership]:
    """Places of people who sign in and have not accepted the agreement in force."""
    places: QuerySet[Any] = Membership.objects.current().annotate(
        accepted=newest_agreement_accepted("user")
    )
    return places.filter(user__email__isnull=False, accepted=False)


def acceptances_in(group: AdvisoryGroup) -> QuerySet[Membership]:
    """Places in ``group`` today, by name, each person with what they accepted, newest first."""
    accepted = Acceptance.objects.select_related("agreement").order_by("-agreement__version")
    places = Membership.objects.current().filter(group=group).select_related("user")
    return places.prefetch_related(Prefetch("user__acceptances", accepted)).order_by(
        "user__name", "pk"
    )


class PersonInGroup(NamedTuple):
    """One line of a group's list of people."""

    membership: Membership
    has_factor: bool
    has_open_reset: bool

    @property
    def person(self) -> User:
        return self.membership.user


def people_of(group: AdvisoryGroup) -> list[PersonInGroup]:
    """Everybody with a place in ``group`` today, by name, and how they can sign in."""
    app = AuthenticatorDevice.objects.filter(user=OuterRef("user"))
    card = CodeCard.objects.filter(user=OuterRef("user"))
    reset = open_resets().filter(person=OuterRef("user"))
    rows = (
        Membership.objects.current()
        .filter(group=group)
        .select_related("user")
        .annotate(has_factor=Exists(app) | Exists(card), has_open_reset=Exists(reset))
        .order_by("user__name", "pk")
    )
    return [PersonInGroup(row, row.has_factor, row.has_open_reset) for row in rows]


def electable_in(group: AdvisoryGroup, *, by: User) -> QuerySet[Membership]:
    """Places in ``group`` of those who can become chair, by name, without that of ``by``."""
    places: QuerySet[Membership] = Membership.objects.current().filter(
        group=group, role__in=ELECTABLE, user__is_active=True
    )
    return places.exclude(user=by).select_related("user").order_by("user__name", "pk")


def chairs_of(group: AdvisoryGroup) -> QuerySet[Membership]:
    """Places of the chair of ``group``: one, unless it has chosen two."""
    places: QuerySet[Membership] = Membership.objects.current().filter(group=group, role=Role.CHAIR)
    return places.select_related("user").order_by("user__name", "pk")


def names_in(group: AdvisoryGroup) -> set[str]:
    """Names in ``group`` today, and of those who are invited, in the form that compares them."""
    people = Membership.objects.current().filter(group=group).values_list("user__name", flat=True)
    invited = invitations_waiting(group).values_list("name", flat=True)
    return {folded(name) for name in (*people, *invited)}


def roles_to_give(person: User, group: AdvisoryGroup, before: str = "") -> list[Role]:
    """The roles that ``person`` may give in ``group``, to somebody who is ``before`` there now."""
    if before in ADVISERS or may(person, "accounts.let_in_adviser", group):
        return list(Role)
    return [role for role in Role if role not in ADVISERS]


def founds(person: User, group: AdvisoryGroup) -> bool:
    """Whether ``person``, who is no chair, may invite the first who advise in ``group``."""
    no_chair = person.roles.get(group.pk) not in CHAIRS
    return no_chair and bool(may(person, "accounts.let_in_adviser", group))


def groups_kept_by(person: User) -> QuerySet[AdvisoryGroup]:
    """Groups whose list of people ``person`` keeps: what is on it by number is for them alone."""
    kept = person.groups_as(ORGANISERS)
    return AdvisoryGroup.objects.visible_to(person).filter(pk__in=kept)


def places_kept_by(person: User) -> QuerySet[Membership]:
    """Places, ended ones too, in the groups whose list of people ``person`` keeps."""
    places = Membership.objects.filter(group__in=groups_kept_by(person))
    return places.select_related("group", "user")


def invitations_waiting(group: AdvisoryGroup) -> QuerySet[Invitation]:
    """Invitations into ``group`` that are neither used nor withdrawn, expired ones included.

    Each has ``stands``: whether its sender could still send it.
    """
    stands = Invitation.objects.standing().filter(pk=OuterRef("pk"))
    return (
        Invitation.objects.filter(group=group, state=Invitation.State.SENT)
        .annotate(stands=Exists(stands))
        .select_related("invited_by")
        .order_by("name", "pk")
    )


def invitations_that_ended(group: AdvisoryGroup) -> QuerySet[Invitation]:
    """Invitations into ``group`` that let nobody in any more, of people who have not joined."""
    joined = Membership.objects.current().filter(group=group, user__email__isnull=False)
    good = Invitation.objects.waiting().filter(group=group)
    waiting = Invitation.objects.filter(group=group, state=Invitation.State.SENT)
    ended = waiting.exclude(pk__in=good.values("pk"))
    return ended.exclude(email__in=joined.values("user__email")).order_by("name", "pk")


def account_for(address: str) -> User | None:
    """The person who signs in, or could, with ``address``."""
    return User.objects.filter(email=address).first()


def organisations() -> QuerySet[Organisation]:
    """Every organisation with its groups, by name. Two queries."""
    groups = AdvisoryGroup.objects.order_by("name")
    return Organisation.objects.prefetch_related(Prefetch("groups", groups)).order_by("name")


def groups_without_organiser() -> QuerySet[AdvisoryGroup]:
    """Groups at work whose list of people nobody keeps today.

    Each has ``is_invited``: whether somebody is invited who would keep it.
    """
    kept = Membership.objects.current().filter(role__in=ORGANISERS).values("group_id")
    groups = AdvisoryGroup.objects.working().exclude(pk__in=kept).order_by("name")
    invited = Invitation.objects.waiting().filter(group=OuterRef("pk"), role__in=ORGANISERS)
    return groups.annotate(is_invited=Exists(invited))


def readers() -> QuerySet[OrganisationMembership]:
    """Everybody who reads for an organisation today.

    Each has ``may_reset``: whether administrators help them to sign in, and no group does.
    """
    in_a_group = Membership.objects.current().filter(user=OuterRef("user"))
    helped = ~Exists(in_a_group) & Q(user__is_staff=False, user__is_active=True)
    places = OrganisationMembership.objects.current().select_related("user", "organisation")
    readers_now: QuerySet[OrganisationMembership] = places.annotate(
        may_reset=ExpressionWrapper(helped, output_field=BooleanField())
    )
    return readers_now.order_by("organisation__name", "user__name")


def people_who_sign_in() -> QuerySet[User]:
    """Everybody with an account, suspended people included, by name."""
    return User.objects.filter(email__isnull=False).order_by("name", "pk")


def told_of_help(place: Membership, *, actor: User) -> list[User]:
    """Who else must know that ``actor`` gave somebody a sign-in reset, or a card.

    The other organisers of ``place``, or the administrators where it has no other; and the
    organisers of every other group where the person is, because they are cut off there too.
    """
    organisers = Membership.objects.current().filter(role__in=ORGANISERS)
    theirs = Membership.objects.current().filter(user=place.user_id).exclude(group=place.group_id)
    elsewhere = organisers.filter(group__in=theirs.values("group"))
    others = User.objects.filter(is_active=True, email__isnull=False).exclude(
        pk__in=[actor.pk, place.user_id]
    )
    here = others.filter(pk__in=organisers.filter(group=place.group_id).values("user"))
    seeing = here if here.exists() else others.filter(is_staff=True)
    return list((seeing | others.filter(pk__in=elsewhere.values("user"))).order_by("pk"))


def administrators_beside(*people: int) -> list[User]:
    """Every administrator who can sign in, except ``people``."""
    others = User.objects.filter(is_staff=True, is_active=True, email__isnull=False)
    return list(others.exclude(pk__in=people).order_by("pk"))


def invitations_for_administrator(person: User) -> QuerySet[Invitation]:
    """Invitations that an administrator may take back, expired ones included.

    Those of readers and administrators, and those that ``person`` sent to a group.
    """
    theirs = Q(group__isnull=True) | Q(invited_by=person)
    waiting = Invitation.objects.filter(theirs, state=Invitation.State.SENT)
    return waiting.select_related("group", "organisation").order_by("name", "pk")


def open_resets() -> QuerySet[SignInReset]:
    """Sign-in resets that wait for their people."""
    return SignInReset.objects.filter(state=SignInReset.State.OPEN, expires_at__gt=now())


def open_reset_of(person: User) -> SignInReset | None:
    """The sign-in reset that waits for ``person``, or None."""
    return open_resets().filter(person=person).first()


class Device(NamedTuple):
    """One signed-in device, as its person sees it."""

    session: UserSession
    words: str
    is_this_one: bool


def devices_of(person: User, *, mine: str) -> list[Device]:
    """Where ``person`` is signed in now, this device first.

    :param mine: key of the session that asks.
    """
    living = Session.objects.filter(expire_date__gt=now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=living)
    devices = [Device(row, in_words(row.user_agent), row.session_key == mine) for row in rows]
    return sorted(
        devices, key=lambda device: (not device.is_this_one, -device.session.created_at.timestamp())
    )


def people_who_left(group: AdvisoryGroup) -> QuerySet[Membership]:
    """Places in ``group`` that have ended, of people who have none there today; newest first."""
    here = Membership.objects.current().filter(group=group).values("user_id")
    ended = Membership.objects.filter(group=group, ends_at__lte=now()).exclude(user_id__in=here)
    return ended.select_related("user", "group").order_by("-ends_at", "-pk")


def departures_waiting() -> QuerySet[Departure]:
    """Names that administrators are asked to forget, the oldest first."""
    waiting = Departure.objects.filter(done_at__isnull=True)
    return waiting.select_related("person", "group").order_by("asked_at")
