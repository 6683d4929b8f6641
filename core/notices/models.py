"""What people have been told, how they wish to be told, and what they follow."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from core.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
            _("Sunday"))  # fmt: skip


class Level(models.TextChoices):
    """How much of a topic somebody is told; each tells all that those after it do."""

    ALL = "all", _("Every new post")
    DECISIONS = "decisions", _("Replies to you and decisions")
    NONE = "none", _("Nothing")

    @classmethod
    def that_tell(cls, level: Level) -> list[Level]:
        """The levels at which somebody is told what needs ``level``."""
        return [cls.ALL] if level == cls.ALL else [cls.ALL, cls.DECISIONS]


class NoticeSettings(models.Model):
    """How one person wishes to be told. Who has no row has the defaults.

    :ivar days: digits of the days on which a summary is sent, Monday is 0.
    :ivar quiet_from: from when in the evening no email is sent; both ``None`` for never quiet.
    :ivar topics: how much they are told of a topic for which they have chosen nothing.
    """

    class Email(models.TextChoices):
        AT_ONCE = "at_once", _("As it happens")
        DIGEST = "digest", _("One summary, on the days that you choose")
        NEVER = "never", _("No email")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings"
    )
    email = models.CharField(max_length=10, choices=Email, default=Email.AT_ONCE)
    days = models.CharField(max_length=7, default="04", blank=True)
    quiet_from = models.TimeField(null=True, blank=True, default=time(21))
    quiet_until = models.TimeField(null=True, blank=True, default=time(7))
    topics = models.CharField(max_length=10, choices=Level, default=Level.DECISIONS)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
            models.CheckConstraint(
                name="a_summary_has_a_day", condition=~Q(email="digest", days="")
            ),
        )

    def __str__(self) -> str:
        return f"notice settings of {self.user_id}"

    @classmethod
    def of(cls, user: Any) -> NoticeSettings:
        """The settings of ``user``; the defaults, unsaved, for who has none."""
        return settings_of([user.pk])[user.pk]


class Following(models.Model):
    """How much one person is told of one place, such as ``topic.12``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings"
    )
    place = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "place"), name="one_level_a_place"),)
        indexes = (models.Index(fields=("place", "level"), name="following_place"),)

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.place}: {self.level}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unseen(self) -> NoticeQuerySet:
        """Those of which the person has not looked at the list."""
        return self.filter(seen_at__isnull=True)

    def waiting(self) -> NoticeQuerySet:
        """Those that have not gone out by email."""
        return self.filter(emailed_at__isnull=True)

    def by_hand(self) -> NoticeQuerySet:
        """Those of people whom no email reaches: without an address, or with one that fails.

        Of the latter only what an email was due to say, and they have not seen here.
        """
        without = Q(recipient__email__isnull=True)
        failed = Q(recipient__bounced_at__isnull=False, email_due_at__lte=now())
        return self.filter(without | failed & Q(emailed_at__isnull=True, seen_at__isnull=True))

    def mark_seen(self) -> int:
        """Note that the person has seen these; a reading mark, no action."""
        return self.unseen().update(seen_at=now())


class Notice(models.Model):
    """One thing that one person is told: that something happened and where, never what.

    :ivar kind: of which kind; ``core.notices.kinds`` has its sentence.
    :ivar about: ``app.model:key`` of the row that it leads to.
    :ivar key: what it tells of; the same again tells nothing.
    :ivar group_id: of the group; ``None`` for what concerns the portal.
    :ivar email_due_at: when it goes out by email; ``None`` for never.
    :ivar delivered_at: when somebody told a person without email, by telephone or by post.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    group_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(null=True)
    email_due_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("recipient", "kind", "key"), name="told_once"),
            models.CheckConstraint(
                name="delivered_by_somebody",
                condition=Q(delivered_at__isnull=True, delivered_by__isnull=True)
                | Q(delivered_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("recipient", "-id"), name="notices_of_a_person"),
            models.Index(
                fields=("recipient",), condition=Q(seen_at__isnull=True), name="notices_unseen"
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"


def unseen_count(path: str) -> Subquery:
    """How many notices the person at ``path`` of the outer row has not seen; null for none."""
    mine = Notice.objects.unseen().filter(recipient=OuterRef(path)).order_by()
    return Subquery(mine.values("recipient").annotate(number=Count("pk")).values("number"))


def levels_of(place: str, people: Iterable[int]) -> dict[int, str]:
    """What each of ``people`` has chosen for ``place``, by id; nobody who has chosen nothing."""
    chosen = Following.objects.filter(place=place, user__in=people)
    return dict(chosen.values_list("user", "level"))


def settings_of(people: Iterable[int]) -> dict[int, NoticeSettings]:
    """The settings of each of ``people``, by id; the defaults for those who have none."""
    ids = list(people)
    rows = {row.user_id: row for row in NoticeSettings.objects.filter(user__in=ids)}
    return {pk: rows.get(pk) or NoticeSettings(user_id=pk) for pk in ids}
