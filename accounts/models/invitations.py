"""Invitations: the only way to get an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.addresses import AddressField
from accounts.models.groups import AdvisoryGroup, Organisation
from accounts.models.memberships import ADVISERS, CHAIRS, ORGANISERS, Membership, Role
from accounts.models.users import User
from core.clock import now

VALID_FOR = timedelta(days=14)
SIGNER = Signer(sep=".", salt="accounts.invitation")
NO_GROUP = models.Q(group__isnull=True)
NO_ORGANISATION = models.Q(organisation__isnull=True)
NO_TECHNICAL = models.Q(as_administrator=False)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        """Sent, by somebody who may still send it, and neither used, withdrawn nor expired."""
        return self.standing().filter(state=Invitation.State.SENT, expires_at__gt=now())

    def standing(self) -> InvitationQuerySet:
        """Those whose sender could send them today as well.

        What a secretary sent does not outlive their place: nobody who was removed, or whose
        account is shut, lets anybody in. What anybody but a chair sent to those who are to
        advise ends when the group has the first of them: from then on chairs alone let them in.
        What an administrator sent to a group ends when the group has somebody who keeps its
        list: from then on nobody comes in past them. A closed group lets in nobody. What was
        sent to somebody without email stands as long as they are what they were then, its sender
        could let them in wherever they have a place, and nobody else has the address.
        """
        closed = AdvisoryGroup.objects.filter(closed_at__isnull=False)
        group = Membership.objects.filter(group=models.OuterRef("group"))
        organisers = group.filter(Membership.in_force(), role__in=ORGANISERS)
        mine = organisers.filter(user=models.OuterRef("invited_by"))
        advisers = group.filter(Membership.in_force(), role__in=ADVISERS)
        may_send = ~models.Q(role__in=ADVISERS) | models.Q(~models.Exists(advisers))
        by_organiser = models.Exists(mine) & may_send | models.Exists(mine.filter(role__in=CHAIRS))
        sent = models.Q(invited_by__is_active=True)
        first = NO_GROUP | models.Q(~models.Exists(organisers)) & may_send
        by_administrator = sent & models.Q(invited_by__is_staff=True) & first
        return self.filter(
            ~models.Exists(closed.filter(pk=models.OuterRef("group"))),
            models.Q(invited_by__isnull=True)  # from the command line
            | sent & models.Q(by_organiser)
            | by_administrator,
            models.Q(person=None)
            | models.Q(models.Exists(_place_taken_over()))
            & ~models.Exists(_places_closed_to_the_sender())
            & ~_is_taken(),
        )


def _place_taken_over() -> models.QuerySet[Any]:
    """The place in which somebody still has no email, as it was when they were invited."""
    same = {name: models.OuterRef(name) for name in ("group", "role")}
    without_email = Membership.objects.filter(user__email=None, user__is_active=True)
    return without_email.filter(Membership.in_force(), user=models.OuterRef("person"), **same)


def _places_closed_to_the_sender() -> models.QuerySet[Any]:
    """Places of somebody without email, into which the sender could not let them today.

    The rule ``lets_in_everywhere`` for rows: a chair where they advise, else an organiser.
    """
    sender = Membership.objects.current().filter(
        group=models.OuterRef("group"), user=models.OuterRef(models.OuterRef("invited_by"))
    )
    leads = models.Exists(sender.filter(role__in=CHAIRS))
    organises = models.Exists(sender.filter(role__in=ORGANISERS))
    places = Membership.objects.current().filter(user=models.OuterRef("person"))
    return places.exclude(models.Q(leads) | ~models.Q(role__in=ADVISERS) & models.Q(organises))


def _is_taken() -> models.Q:
    return models.Q(models.Exists(User.objects.filter(email=models.OuterRef("email"))))


class Invitation(models.Model):
    """An invitation to one person, bound to their address, good for one use.

    Either to a group in a role, or to an organisation as one of its readers, or to look
    after the portal as its administrator. The token in the link is signed and nowhere
    stored; the state makes it good for one use.

    :ivar person: who takes over their own account, of people who had no email; else ``None``.
    :ivar invited_by: ``None`` when the command line invited an administrator.
    :ivar bounced_at: when the email with the link came back; ``None`` when it did not.
    :ivar accepted_by: who has the account now.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.SENT: {State.ACCEPTED, State.WITHDRAWN},
        State.ACCEPTED: set(),
        State.WITHDRAWN: set(),
    }

    email = AddressField()
    name = models.CharField(max_length=150)
    group = models.ForeignKey(
        AdvisoryGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    as_administrator = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invited_to_one_place",
                condition=models.Q(group__isnull=False) & NO_ORGANISATION & NO_TECHNICAL
                | models.Q(organisation__isnull=False) & NO_GROUP & NO_TECHNICAL
                | models.Q(as_administrator=True) & NO_GROUP & NO_ORGANISATION,
            ),
            models.CheckConstraint(
                name="taken_over_in_a_group", condition=models.Q(person=None) | ~NO_GROUP
            ),
        )
        indexes = (
            models.Index(
                fields=("email",),
                condition=models.Q(bounced_at__isnull=False),
                name="invitations_bounced",
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def expired(self) -> bool:
        """Whether the link is too old to use."""
        return self.expires_at <= now()

    @property
    def place(self) -> str:
        """What the person is invited to, by name."""
        return str(self.group or self.organisation or settings.PORTAL_NAME)

    def token(self) -> str:
        """The secret part of the link: this row's number, signed."""
        return SIGNER.sign(str(self.pk))

    @classmethod
    def of_token(cls, token: str) -> Invitation | None:
        """The invitation whose link holds ``token``; None for a token that we never made."""
        try:
            return cls.objects.filter(pk=int(SIGNER.unsign(token))).first()
        except (BadSignature, ValueError):
            return None
