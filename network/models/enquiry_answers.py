"""What a group that was asked answers, in its own name and by two of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from core.clock import now
from core.conditions import among, both, either
from network.models.enquiries import EnquiredGroup, asked_of
from publications.models import Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WORDS_LENGTH = 2000  # characters


class EnquiryAnswerQuerySet(models.QuerySet["EnquiryAnswer"]):
    def visible_to(self, user: User | AnonymousUser) -> EnquiryAnswerQuerySet:
        """One's own for those who organise the group; what stands, for the group that asks.

        Other groups that were asked read it where the group lets them.
        """
        if not isinstance(user, User):
            return self.none()
        own = among("enquired__group", user.groups_as(ORGANISERS))
        to_them = among("enquired__enquiry__group", user.groups_as(OWN_PEOPLE))
        shared = both(Q(shared=True), asked_of(user, "enquired__enquiry__"))
        stands = Q(state=EnquiryAnswer.State.GIVEN)
        return self.filter(either(own, both(stands, either(to_them, shared))))

    def under_way(self) -> EnquiryAnswerQuerySet:
        """Those that stand: offered to the chair, or given."""
        return self.filter(state__in=EnquiryAnswer.UNDER_WAY)


class EnquiryAnswer(models.Model):
    """What a group answers. Its words never change: whoever wants others withdraws it.

    ::

        offered -> given -> withdrawn
           +-----> taken_back

    :ivar publication: of the group, which says more, and which anyone can read.
    :ivar shared: whether every other group that was asked reads it too.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Waits for the chair")
        GIVEN = "given", _("Given")
        TAKEN_BACK = "taken_back", _("Taken back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OFFERED: {State.GIVEN, State.TAKEN_BACK},
        State.GIVEN: {State.WITHDRAWN},
        State.TAKEN_BACK: set(),
        State.WITHDRAWN: set(),
    }
    UNDER_WAY = (State.OFFERED, State.GIVEN)

    enquired = models.ForeignKey(EnquiredGroup, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField(max_length=WORDS_LENGTH)
    publication = models.ForeignKey(
        Publication, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shared = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(default=now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("enquired",),
                condition=Q(state__in=("offered", "given")),
                name="a_group_answers_once",
            ),
            models.CheckConstraint(
                name="two_people_answer",
                condition=Q(given_by=None) | ~Q(given_by=F("offered_by")),
            ),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def get_absolute_url(self) -> str:
        return self.enquired.enquiry.get_absolute_url()

    @property
    def group(self) -> AdvisoryGroup:
        """The group that answers."""
        return self.enquired.group

    @property
    def group_id(self) -> int:
        """Of that group, on whose record it stands."""
        return self.enquired.group_id
