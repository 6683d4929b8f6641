"""Themes into which a network sorts the messages that groups released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from core.conditions import among, both
from network.models.national_topics import NationalTopic, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NAME_LENGTH = 80


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User | AnonymousUser) -> ThemeQuerySet:
        """Those of the networks in which ``user`` is one of its own people."""
        if not isinstance(user, User):
            return self.none()
        own = among("national_topic__topic__group", user.groups_as(OWN_PEOPLE))
        return self.filter(both(own, visible(user, "national_topic__")))


class Theme(models.Model):
    """What several messages of a national topic are about, in the words of the network.

    :ivar order: where it stands among the themes, from 1.
    """

    national_topic = models.ForeignKey(
        NationalTopic, on_delete=models.PROTECT, related_name="themes"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    order = models.PositiveSmallIntegerField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("national_topic", "name"), name="a_theme_is_named_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def group_id(self) -> int:
        """Of the network, on whose record it stands."""
        return self.national_topic.group_id
