"""The secret address under which one person's meetings are fetched by a calendar program."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models

from accounts.queries import agreement_to_accept
from core.clock import now

TOKEN_BYTES = 32
NOTED_EACH = timedelta(hours=1)  # programs ask every few minutes: not each time is written down


def digest_of(token: str) -> str:
    """What is stored of a token. It is random, so nobody finds it by trying words."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedManager(models.Manager["CalendarFeed"]):
    def of_token(self, token: str) -> CalendarFeed | None:
        """The feed with this token, if its person may see meetings today; else ``None``."""
        feed = self.filter(digest=digest_of(token)).select_related("user").first()
        return feed if feed and feed.is_open else None


class CalendarFeed(models.Model):
    """One person's address. The token in it is shown once and nowhere stored.

    :ivar digest: of the token: whoever reads the database learns no address.
    :ivar fetched_at: when a program last fetched it, to the hour; ``None`` for never.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now)
    fetched_at = models.DateTimeField(null=True)

    objects = CalendarFeedManager()

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"

    @staticmethod
    def new_token() -> str:
        """A token that nobody has had."""
        return secrets.token_urlsafe(TOKEN_BYTES)

    @property
    def is_open(self) -> bool:
        """Whether the portal would show its person any meeting, had they signed in."""
        person = self.user
        return person.is_active and bool(person.places) and agreement_to_accept(person) is None

    def mark_fetched(self) -> None:
        """Note that a program fetched it; a reading mark, no action."""
        at = now()
        if self.fetched_at is None or at - self.fetched_at >= NOTED_EACH:
            CalendarFeed.objects.filter(pk=self.pk).update(fetched_at=at)
