"""On which released messages a key message of the network rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from core.conditions import among
from deliberation.models import KeyMessage
from network.models.national_topics import visible
from network.models.released import ReleasedMessage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class RestsOnQuerySet(models.QuerySet["RestsOn"]):
    def visible_to(self, user: User | AnonymousUser) -> RestsOnQuerySet:
        """Those of key messages that ``user`` sees, for the network's own people.

        Whoever words messages is told so: what one comes from is for nobody else, reader or guest.
        """
        if not isinstance(user, User):
            return self.none()
        seen = KeyMessage.objects.visible_to(user).values("pk")
        own = among("key_message__topic__group", user.groups_as(OWN_PEOPLE))
        return self.filter(own, visible(user, "released__national_topic__"), key_message__in=seen)


class RestsOn(models.Model):
    """That a key message of the network rests on what a group released for the same topic.

    It says nothing of whose it is. One that is withdrawn stays, and counts no more.
    """

    key_message = models.ForeignKey(KeyMessage, on_delete=models.CASCADE, related_name="+")
    released = models.ForeignKey(ReleasedMessage, on_delete=models.PROTECT, related_name="rests")

    objects = RestsOnQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key_message", "released"), name="a_message_is_rested_on_once"
            ),
        )

    def __str__(self) -> str:
        return f"rests on {self.pk}"

    @property
    def group(self) -> AdvisoryGroup:
        """The network."""
        return self.key_message.topic.group

    @property
    def group_id(self) -> int:
        """Of the network, on whose record it stands."""
        return self.key_message.group_id
