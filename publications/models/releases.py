"""The way to an edition, and the people who walk it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.models.memberships import ADVISERS, RELEASERS, SECOND_CHECKERS
from core.clock import now, today
from core.working_days import working_day_after
from meetings.models import Meeting
from publications.models.editions import Publication
from publications.models.visit_notes import VisitNote

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, user: User | AnonymousUser) -> ReleaseQuerySet:
        """Releases of groups in which ``user`` has a part in releasing, or a check of its facts."""
        if not isinstance(user, User):
            return self.none()
        groups = user.groups_as(RELEASERS)
        asked = Q(asked_to_check=user, publication__group__in=user.groups_as(ADVISERS))
        asked &= ~Q(state__in=Release.OVER)
        return self.filter(Q(publication__group__in=groups) | asked)

    def under_way(self) -> ReleaseQuerySet:
        """Those that are neither published nor thrown away."""
        return self.exclude(state__in=Release.OVER)


def _person() -> models.ForeignKey[User | None, User | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Release(models.Model):
    """One edition on its way out, from the secretary's draft to the press of Publish.

    ::

        prepared -> fact_checked -> approved -> published
            |            |              |
            +------------+----> sent_back      (with a note)
            ^                        |
            +------------------------+         (the secretary prepares it again)

    A preparation that the police lead leaves unchecked goes on to be approved, after as many
    working days as its group gives them: silence is consent, and the edition says so.
    In a group without a police lead the chair asks a second member to check it: until they have,
    a police lead who joins checks it instead.
    Before it is published, the secretary can throw any of them away: ``discarded``.

    It is drawn from a meeting, or from what a member offers of a visit. The police lead is not
    told who that is.

    :ivar visit_note: ``None`` once the visit was kept long enough.
    :ivar snapshot: what will be public, as of the last preparation.
    :ivar not_names: words that name nobody here, each with its reason: ``Moss: a street``.
    :ivar note: why it was sent back.
    :ivar asked_to_check: the member whom the chair asked, in a group without a police lead.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Waiting for a check of its facts")
        FACT_CHECKED = "fact_checked", _("With the chair for approval")
        APPROVED = "approved", _("Approved, ready to publish")
        PUBLISHED = "published", _("Published")
        SENT_BACK = "sent_back", _("Sent back to the secretary")
        DISCARDED = "discarded", _("Thrown away")

    NEXT = {
        State.PREPARED: {
            State.FACT_CHECKED, State.APPROVED, State.SENT_BACK, State.PREPARED, State.DISCARDED,
        },
        State.FACT_CHECKED: {
            State.APPROVED, State.SENT_BACK, State.PREPARED, State.DISCARDED,
        },
        State.APPROVED: {State.PUBLISHED, State.PREPARED, State.DISCARDED},
        State.SENT_BACK: {State.PREPARED, State.DISCARDED},
        State.PUBLISHED: set(),
        State.DISCARDED: set(),
    }  # fmt: skip
    OVER = (State.PUBLISHED, State.DISCARDED)

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="releases")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="releases"
    )
    visit_note = models.ForeignKey(
        VisitNote, on_delete=models.SET_NULL, null=True, blank=True, related_name="releases"
    )
    state = models.CharField(max_length=12, choices=State, default=State.PREPARED)
    snapshot = models.JSONField()
    not_names = models.JSONField(default=list, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(default=now)
    asked_to_check = _person()
    checked_by = _person()
    checked_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = _person()
    sent_back_at = models.DateTimeField(null=True, blank=True)
    approved_by = _person()
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = _person()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication",),
                condition=~Q(state__in=("published", "discarded")),
                name="one_release_under_way_a_publication",
            ),
            models.CheckConstraint(
                name="of_a_meeting_or_of_a_note",
                condition=Q(meeting=None) | Q(visit_note=None),
            ),
            models.CheckConstraint(
                name="nobody_checks_or_approves_their_own",
                condition=(Q(approved_by=None) | ~Q(approved_by=F("prepared_by")))
                & (Q(checked_by=None) | ~Q(checked_by=F("prepared_by")))
                & (Q(approved_by=None) | ~Q(approved_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="published_was_approved",
                condition=~Q(state="published")
                | Q(approved_by__isnull=False, published_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"release {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("publications:release", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.publication.group_id

    @property
    def source(self) -> Meeting | VisitNote | None:
        """What it is drawn from; ``None`` once the visit of a note is gone."""
        return self.meeting or self.visit_note

    @property
    def writer_id(self) -> int | None:
        """Who wrote the note that it is drawn from: they neither check nor approve it."""
        return self.visit_note.observer_id if self.visit_note else None

    @property
    def waits_with(self) -> str:
        """With whom it is once it is prepared."""
        if self.has_police_lead:
            return _now("It is with the police lead for the facts.")
        return _now(
            "The group has no police lead: the chair asks a second member to check the facts."
        )

    @property
    def police_leads(self) -> models.QuerySet[Membership]:
        """Current places of the group's police leads, but for people who are suspended."""
        current = Membership.objects.current().filter(group=self.group_id)
        return current.filter(role=Role.POLICE_LEAD, user__is_active=True)

    @property
    def has_police_lead(self) -> bool:
        """Whether the group has a police lead, who checks the facts."""
        return self.police_leads.exists()

    @property
    def second_checkers(self) -> models.QuerySet[User]:
        """Who can be asked to check it in a group without a police lead: members, not its chair."""
        members = User.objects.in_roles(self.group_id, SECOND_CHECKERS)
        others = members.exclude(pk=self.prepared_by_id).exclude(pk=self.writer_id or 0)
        return others.filter(is_active=True).order_by("name")

    @property
    def last_check_day(self) -> date | None:
        """The day to whose end the police lead checks the facts; after it the chair may go on.

        Who joins after it was prepared has as long. ``None`` without a police lead.
        """
        joined = self.police_leads.aggregate(first=Min("starts_at"))["first"]
        if joined is None:
            return None
        begins = timezone.localdate(max(self.prepared_at, joined))
        return working_day_after(begins, self.publication.group.check_days)

    @property
    def is_check_due(self) -> bool:
        """Whether today is the last day on which the police lead checks the facts."""
        return self.state == self.State.PREPARED and self.last_check_day == today()

    @property
    def is_check_late(self) -> bool:
        """Whether the police lead has let that time pass."""
        if self.state != self.State.PREPARED:
            return False
        last_day = self.last_check_day
        return last_day is not None and last_day < today()

    @property
    def lacks_checker(self) -> bool:
        """Whether it waits for a check that nobody is to make.

        There is no police lead, and no member was asked who can still be asked today.
        """
        if self.state != self.State.PREPARED or self.has_police_lead:
            return False
        asked = self.asked_to_check_id
        return asked is None or not self.second_checkers.filter(pk=asked).exists()

    @property
    def second_checked(self) -> bool:
        """Whether the member whom the chair asked checked its facts, for want of a police lead."""
        return self.checked_by_id is not None and self.checked_by_id == self.asked_to_check_id

    @property
    def unchecked(self) -> bool:
        """Whether the chair approved it although nobody had checked its facts."""
        return self.approved_by_id is not None and self.checked_by_id is None

    def people(self) -> set[int | None]:
        """Ids of those who wrote, prepared, checked and approved it so far."""
        took_part = {self.prepared_by_id, self.checked_by_id, self.approved_by_id}
        return {*took_part, self.writer_id} - {None}
