"""How carefully things are handled: the markings of the government's scheme that we let in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class Marking(models.TextChoices):
    """What a topic, a meeting or a page is marked. Nothing above OFFICIAL-SENSITIVE is let in."""

    OFFICIAL = "official", "OFFICIAL"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"

    @classmethod
    def highest(cls, markings: Iterable[str]) -> Marking:
        """The most careful of ``markings``: what is made of several is handled as that one."""
        return max(map(cls, markings), key=list(cls).index, default=cls.OFFICIAL)
