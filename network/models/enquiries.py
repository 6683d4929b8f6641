"""Who knows: a question that one group puts to others, in its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from core.clock import now, today
from core.conditions import NOTHING, among, both, either

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

TITLE_LENGTH = 120  # characters
QUESTION_LENGTH = 2000
LATEST = 180  # days until the last day to answer


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: User | AnonymousUser) -> EnquiryQuerySet:
        """Those of the groups of ``user``; once asked, also those that ask a group they organise.

        Whom else a group has asked, nobody outside it learns.
        """
        if not isinstance(user, User):
            return self.none()
        return self.filter(either(among("group", user.groups_as(OWN_PEOPLE)), asked_of(user)))

    def asked_of(self, user: User) -> EnquiryQuerySet:
        """Those that were asked of a group that ``user`` organises."""
        return self.filter(asked_of(user))


def asked_of(user: User, prefix: str = "") -> Q:
    """Condition for what a group that ``user`` organises was asked; ``prefix`` leads there."""
    organised = user.groups_as(ORGANISERS)
    if not organised:
        return NOTHING
    to_them = EnquiredGroup.objects.filter(among("group", organised)).values("enquiry")
    out = Q(**{f"{prefix}asked_at__isnull": False})
    return both(out, Q(**{f"{prefix}pk__in": to_them}))


class Enquiry(models.Model):
    """A question to other groups. Each answers if it wants to, and silence is written nowhere.

    ::

        drafted -> asked -> closed
           +-----> taken_back

    Its words are those that its chair read: whoever wants others takes it back.

    :ivar closes_on: last day on which a group can answer.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Waits for the chair")
        ASKED = "asked", _("Asked")
        CLOSED = "closed", _("Closed")
        TAKEN_BACK = "taken_back", _("Taken back")

    NEXT = {
        State.DRAFTED: {State.ASKED, State.TAKEN_BACK},
        State.ASKED: {State.CLOSED},
        State.CLOSED: set(),
        State.TAKEN_BACK: set(),
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="enquiries")
    title = models.CharField(max_length=TITLE_LENGTH)
    question = models.TextField(max_length=QUESTION_LENGTH)
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(default=now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="two_people_ask", condition=Q(asked_by=None) | ~Q(asked_by=F("drafted_by"))
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("network:enquiry", args=[self.pk])

    @property
    def takes_answers(self) -> bool:
        """Whether it was asked, and its last day is not over."""
        return self.state == self.State.ASKED and today() <= self.closes_on


class EnquiredGroup(models.Model):
    """A group that is asked. Whether it answers is its own: nothing says that it has not."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="asked")
    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("enquiry", "group"), name="a_group_enquired_once"),
        )

    def __str__(self) -> str:
        return f"enquired group {self.pk}"
