"""Where a space stands: a short summary at its head, in versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString

from accounts.models import User
from core import text
from core.clock import now
from deliberation.models.posts import since_joining
from deliberation.models.topics import Space, Topic, members_space, readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SUMMARY_MAX_LENGTH = 2000  # characters


class SummaryQuerySet(models.QuerySet["Summary"]):
    def visible_to(self, user: User | AnonymousUser) -> SummaryQuerySet:
        """Versions in the spaces that ``user`` may read, from when they may read them."""
        if not isinstance(user, User):
            return self.none()
        spaces = Q(space=Space.SHARED) | members_space(user, "topic__")
        return self.filter(readable(user, "topic__") & spaces & since_joining(user))

    def newest(self) -> SummaryQuerySet:
        """The version of each space that stands there now."""
        same = Summary.objects.filter(topic=OuterRef("topic"), space=OuterRef("space"))
        return self.filter(~Exists(same.filter(version__gt=OuterRef("version"))))


class Summary(models.Model):
    """One version of the summary of a space; the newest stands there. Never changed itself.

    Who may read posts of that moment in that space may read it.

    :ivar body: Markdown, as written.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="summaries")
    space = models.CharField(max_length=10, choices=Space)
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "space", "version"), name="one_summary_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"summary {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.topic.url_of(self.space)}#summary"

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def html(self) -> SafeString:
        """The words, rendered and cleaned."""
        return text.render(self.body)
