"""Wider audiences: proposed, agreed by everybody who wrote, then made. Never at a stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import GUESTS, Membership
from core.clock import now
from core.conditions import among
from deliberation.models.dictations import Dictation
from deliberation.models.posts import Post
from deliberation.models.summaries import Summary
from deliberation.models.topics import Space, Topic, readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class AudienceChangeQuerySet(models.QuerySet["AudienceChange"]):
    def visible_to(self, user: User | AnonymousUser) -> AudienceChangeQuerySet:
        """Changes to topics that ``user`` reads; guests see those that touch the shared space."""
        if not isinstance(user, User):
            return self.none()
        guest = user.groups_as(GUESTS)
        changes = self.filter(readable(user, "topic__"))
        return changes.exclude(among("topic__group", guest), kind=AudienceChange.Kind.SECRETARY)

    def waiting(self) -> AudienceChangeQuerySet:
        """Changes on which somebody has still to answer."""
        return self.filter(state=AudienceChange.State.WAITING)


class AudienceChange(models.Model):
    """More people than before are to read what was written.

    ::

        waiting -> made       (everybody who wrote there agreed)
           +----> refused     (one of them did not)
           +----> withdrawn

    :ivar user: whom it lets in; ``None`` where it is no single person.
    """

    class Kind(models.TextChoices):
        GUEST = "guest", _("A guest reads the shared space")
        NAMED_READER = "named_reader", _("One more named reader")
        FROM_START = "from_start", _("Those who join later see everything from the start")
        SECRETARY = "secretary", _("The secretary reads the members’ space")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for answers")
        MADE = "made", _("Made")
        REFUSED = "refused", _("Not agreed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.WAITING: {State.MADE, State.REFUSED, State.WITHDRAWN},
        State.MADE: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="audience_changes")
    kind = models.CharField(max_length=14, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)

    objects = AudienceChangeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "kind", "user"),
                condition=Q(state="waiting"),
                name="one_waiting_change_a_person",
            ),
            models.UniqueConstraint(
                fields=("topic", "kind"),
                condition=Q(state="waiting", user=None),
                name="one_waiting_change_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"audience change {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:audience-change", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def spaces(self) -> list[Space]:
        """The spaces that it opens to somebody."""
        if self.kind == self.Kind.GUEST:
            return [Space.SHARED]
        if self.kind == self.Kind.SECRETARY:
            return [Space.MEMBERS]
        if self.kind == self.Kind.FROM_START:
            return [Space.MEMBERS, Space.SHARED]
        places = Membership.objects.current().filter(user=self.user, group=self.group_id)
        return self.topic.spaces_for(places.values_list("role", flat=True).first())

    def authors(self) -> models.QuerySet[User]:
        """Everybody whose named posts or summaries it shows to somebody new."""
        there = {"topic": self.topic, "space__in": self.spaces}
        posts = Post.objects.filter(**there, unattributed=False).order_by().values("author")
        summaries = Summary.objects.filter(**there).order_by().values("written_by")
        return User.objects.filter(Q(pk__in=posts) | Q(pk__in=summaries))

    def shows_unattributed(self) -> bool:
        """Whether it shows posts without a name to somebody new: then it is never made.

        To ask their authors, or only to count them, would tell who they are.
        """
        there = {"topic": self.topic, "space__in": self.spaces}
        return Post.objects.filter(**there, unattributed=True).exists()

    def unasked(self) -> models.QuerySet[User]:
        """Authors who have not agreed yet."""
        return self.authors().exclude(pk__in=self.consents.values("user"))

    def unaskable(self) -> models.QuerySet[User]:
        """Authors who can no longer be asked: they have left, were removed, or are suspended."""
        return self.unasked().exclude(pk__in=self.reached())

    def reached(self) -> set[int]:
        """Ids of those who read one of its spaces now, so that they can be asked."""
        spaces = (self.topic.readers(space).values_list("user", flat=True) for space in self.spaces)
        return {user for readers in spaces for user in readers}


class Consent(models.Model):
    """One author agrees that more people read what they wrote.

    :ivar recorded_by: who wrote it down for them; ``None`` when they said so themselves.
    """

    change = models.ForeignKey(AudienceChange, on_delete=models.PROTECT, related_name="consents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_via = models.CharField(max_length=10, choices=Dictation.Via, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("change", "user"), name="agreed_once"),)


class TermsChange(models.Model):
    """The terms of reference of a group changed in what they say about the members' space."""

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="terms_changes")
    secretary_in_members_space = models.BooleanField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-pk",)
