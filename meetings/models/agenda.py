"""The agenda of a meeting, and who may know of which item."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS
from core.conditions import among, either
from deliberation.models import Topic
from deliberation.models.topics import visible
from meetings.models.meetings import MINUTE, Meeting, opens_meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from meetings.models.papers import Paper


def stays(role: str | None, group: AdvisoryGroup) -> bool:
    """Whether somebody with this role in ``group`` is there for an item that is for members.

    The members are, and the secretary where the terms let them into the members' space.
    """
    return role in ADVISERS or (role == Role.SECRETARY and group.secretary_in_members_space)


def opens_item(user: User, prefix: str = "") -> Q:
    """Condition for items of which ``user`` may know more than that there is one."""
    groups = user.groups_where(lambda place: stays(place.role, place.group))
    mine = among(f"{prefix}meeting__group", groups)
    return either(Q(**{f"{prefix}members_only": False}), mine)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User | AnonymousUser) -> AgendaItemQuerySet:
        """Of the items that ``user`` may know of, those that are for them."""
        return (
            self.known_to(user).filter(opens_item(user)) if isinstance(user, User) else self.none()
        )

    def known_to(self, user: User | AnonymousUser) -> AgendaItemQuerySet:
        """Items of the meetings ``user`` sees, but none on a topic they may not know of.

        Of an item for members others know that it is there, and how long it takes.
        """
        if not isinstance(user, User):
            return self.none()
        items = self.filter(opens_meeting(user, "meeting__"))
        return items.filter(
            Q(topic=None) | Q(topic__readers_named=False) | visible(user, "topic__")
        )

    def for_everybody(self) -> AgendaItemQuerySet:
        """Items of which everybody in the meeting may know.

        Two walls stand here. Calling a meeting refuses a topic for named readers on its
        agenda; and should an item be on one all the same, whichever way it came there, every
        way to read an agenda leaves it out: to know of such a topic is to be named.
        """
        return self.filter(models.Q(topic=None) | models.Q(topic__readers_named=False))


class AgendaItem(models.Model):
    """One item of an agenda.

    :ivar is_break: nothing is discussed in it.
    :ivar members_only: whether it is for members: others learn neither its title nor its papers.
        It has no topic: a topic says itself who reads it.
    :ivar is_closed: whether it stands here without its words, for somebody whom it is not for.
    :ivar readable: the papers for it, as far as whoever is shown it reads them.
    :ivar carried_from: the item of an earlier meeting that it was before.
    :ivar action: the action that is looked at in it.
    :ivar started_at: when the meeting last moved to it; ``None`` where it never has.
    :ivar version: raised with each change of its words: who saves what they read before is told.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    length = models.DurationField(null=True, blank=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    is_break = models.BooleanField(default=False)
    members_only = models.BooleanField(default=False)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )
    action = models.ForeignKey(
        "Action", on_delete=models.SET_NULL, null=True, blank=True, related_name="looked_at_in"
    )
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    is_closed = False
    readable: Sequence[Paper] = ()

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="one_item_a_number"),
            models.UniqueConstraint(
                fields=("meeting", "carried_from"), name="an_item_is_carried_once_to_a_meeting"
            ),
            models.UniqueConstraint(
                fields=("meeting", "action"), name="an_action_stands_once_on_an_agenda"
            ),
            models.CheckConstraint(
                name="an_item_for_members_has_no_topic",
                condition=Q(members_only=False) | Q(topic=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def as_shown(self, *, stays: bool) -> Self:
        """The item as somebody reads it: without its words where it is not for them.

        :param stays: whether they are there for items that are for members.
        """
        if stays or not self.members_only:
            return self
        item = copy(self)
        item.title, item.is_closed = gettext("An item for members"), True
        return item

    @property
    def is_behind_a_door(self) -> bool:
        """Whether it is on a topic that does not open at once to everybody."""
        return self.topic is not None and self.topic.is_restricted

    @property
    def minutes(self) -> int | None:
        """Its length; ``None`` when nobody has planned one."""
        return None if self.length is None else self.length // MINUTE

    @property
    def group_id(self) -> int:
        return self.meeting.group_id
