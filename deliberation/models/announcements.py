"""What the chair or the secretary announces to their group, and who has read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core import text
from core.clock import now, today
from deliberation.models.handbook import Readers

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ANNOUNCEMENT_MAX_LENGTH = 2000  # characters: it stands on home whole
STANDS_AT_MOST = timedelta(days=366)  # a year, also one with 29 February


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: User | AnonymousUser) -> AnnouncementQuerySet:
        """Announcements of the groups of ``user``, as far as they are for them."""
        return self.filter(Readers.open_to(user)) if isinstance(user, User) else self.none()

    def standing(self) -> AnnouncementQuerySet:
        """Those that stand on home today."""
        return self.filter(withdrawn_at=None, stands_until__gte=today())

    def unread_by(self, user: User) -> AnnouncementQuerySet:
        """Those that stand on the home of ``user``, who did not write them."""
        reading = AnnouncementReading.objects.filter(announcement=OuterRef("pk"), user=user)
        others = self.visible_to(user).standing().exclude(written_by=user)
        return others.filter(~Exists(reading))


class Announcement(models.Model):
    """What a group is told by its chair or secretary, as it stands now.

    :ivar body: Markdown, as written.
    :ivar stands_until: the last day on which it stands on home, also when it was withdrawn.
    :ivar version: of title, words, readers and day; none but the newest is kept.
    :ivar edited_at: when it was last changed; ``None`` for never.
    :ivar changed_by: who did; ``None`` also where it was changed before that was kept.
    :ivar withdrawn_at: when its title and words were taken out of it; ``None`` for never.
    """

    FIELDS = ("title", "body", "readers", "stands_until")

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="announcements")
    title = models.CharField(max_length=200)
    body = models.TextField()
    readers = models.CharField(max_length=10, choices=Readers, default=Readers.INSIDE)
    stands_until = models.DateField(db_index=True)
    version = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="withdrawn_words_are_gone",
                condition=Q(withdrawn_at=None) | Q(title="", body=""),
            ),
            models.CheckConstraint(
                name="changed_by_somebody_at_some_time",
                condition=Q(changed_by=None) | Q(edited_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title or _("Withdrawn announcement")

    def get_absolute_url(self) -> str:
        return reverse("deliberation:announcement", args=[self.pk])

    @property
    def html(self) -> SafeString:
        """The words, rendered and cleaned."""
        return text.render(self.body)

    @property
    def has_its_words(self) -> bool:
        """Whether nobody withdrew it."""
        return self.withdrawn_at is None

    @property
    def is_standing(self) -> bool:
        """Whether it stands on home today."""
        return self.has_its_words and self.stands_until >= today()

    @property
    def another_changed_it(self) -> bool:
        """Whether the words are as somebody else than its writer left them."""
        return self.changed_by_id not in (None, self.written_by_id)

    def people(self) -> models.QuerySet[User]:
        """Who is asked today to read it: everybody it is for but its writer."""
        people = User.objects.in_roles(self.group_id, Readers(self.readers).roles)
        return people.filter(is_active=True).exclude(pk=self.written_by_id)


class AnnouncementReading(models.Model):
    """One person has read one announcement, and said so.

    :ivar recorded_by: the organiser who told it to a person whom no email reaches; ``None``
        for those who said so themselves.
    """

    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="readings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("announcement", "user"), name="one_reading_of_an_announcement"
            ),
        )

    def __str__(self) -> str:
        return f"reading {self.pk} of announcement {self.announcement_id}"

    @property
    def group_id(self) -> int:
        return self.announcement.group_id
