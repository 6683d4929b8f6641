"""The themes of a national topic."""

from __future__ import annotations

from django.db.models import QuerySet

from network.models import NationalTopic, Theme


def themes_of(national_topic: NationalTopic) -> QuerySet[Theme]:
    """Its themes, in their order."""
    return Theme.objects.filter(national_topic=national_topic)
