"""Where people belong, in which role, from when and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.groups import AdvisoryGroup, Organisation
from core.clock import now


class Role(models.TextChoices):
    """What a person is in a group."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")
    POLICE_LEAD = "police_lead", _("Police lead")
    OFFICER = "officer", _("Police officer")
    OBSERVER = "observer", _("Observer")
    INTERPRETER = "interpreter", _("Interpreter")


CHAIRS = frozenset({Role.CHAIR, Role.VICE_CHAIR})
ADVISERS = CHAIRS | {Role.MEMBER}  # the members proper: they advise and take positions
POLICE = frozenset({Role.POLICE_LEAD, Role.OFFICER})
ELECTABLE = ADVISERS - {Role.CHAIR}  # who can become chair, and what a chair becomes afterwards
ORGANISERS = CHAIRS | {Role.SECRETARY}  # who keep the list of a group's people
OWN_PEOPLE = ADVISERS | {Role.SECRETARY}  # everybody but the guests
GUESTS = POLICE | {Role.OBSERVER, Role.INTERPRETER}  # see only what they are invited to
RELEASERS = ORGANISERS | {Role.POLICE_LEAD}  # have a part in what is published
HOLDERS = OWN_PEOPLE | {Role.POLICE_LEAD}  # have what was published, told when it is withdrawn
ANSWERERS = frozenset({Role.POLICE_LEAD, Role.SECRETARY})  # answer key messages, or write it down
SECOND_CHECKERS = ADVISERS - {Role.CHAIR}  # check facts in a group without a police lead
KNOWN_OUTSIDE = frozenset({Role.CHAIR, Role.SECRETARY})  # the directory names them to others
RESPONSE_CHASERS = ORGANISERS  # are told when the police are late with a response
CHASERS_INSIDE = ORGANISERS | {Role.OBSERVER}  # the same of what is not published
PROOF_WITHDRAWERS = CHAIRS | {Role.POLICE_LEAD}  # take back what shows that the police did it
REVIEWERS = CHAIRS | {Role.POLICE_LEAD}  # are told when it is to be said what was done

STEPS = (GUESTS, {Role.SECRETARY}, ADVISERS)  # each reads what those before it do, and more


def reads_more(role: str, before: str) -> bool:
    """Whether ``role`` reads what ``before`` did not."""
    step = {member_role: number for number, roles in enumerate(STEPS) for member_role in roles}
    return step[Role(role)] > step[Role(before)]


class DateRanged(models.Model):
    """Something that holds from a moment until a moment, or for good."""

    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def in_force(cls, prefix: str = "") -> Q:
        """Condition for rows that hold now; ``prefix`` is the path to them, with ``__``."""
        return cls.in_force_at(now(), prefix)

    @staticmethod
    def in_force_at(moment: Any, prefix: str = "") -> Q:
        """The same for rows that hold, or held, at a moment, or at that of a column."""
        return Q(**{f"{prefix}starts_at__lte": moment}) & (
            Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": moment})
        )


class DateRangedQuerySet(models.QuerySet[Any]):
    def current(self) -> DateRangedQuerySet:
        """Rows that hold now."""
        return self.filter(self.model.in_force())


class MembershipQuerySet(DateRangedQuerySet):
    def visible_to(self, user: Any) -> MembershipQuerySet:
        """The places that ``user`` has today."""
        return self.filter(self.model.in_force(), user=user)


class Membership(DateRanged):
    """A person's place in a group.

    :ivar reads_since: when they became more than they were, such as a member who had been
        an officer; ``None`` when they have read alike from the start.
    :ivar elected_on: when the group last elected them chair, as was recorded.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    reads_since = models.DateTimeField(null=True, blank=True, editable=False)
    elected_on = models.DateField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "group"),
                condition=Q(ends_at__isnull=True),
                name="one_open_place_per_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.group} as {self.role}"

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.group_id])

    @property
    def joined_at(self) -> datetime:
        """From when they belong to those who read: what "since they joined" means to a topic."""
        return self.reads_since or self.starts_at


class OrganisationMembership(DateRanged):
    """A person who reads publications for an organisation: a national reader."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="organisation_memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )

    objects = DateRangedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"),
                condition=Q(ends_at__isnull=True),
                name="one_open_place_per_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} for {self.organisation}"
