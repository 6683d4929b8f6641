"""Notes to the chair or the secretary: between two people, and read by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from deliberation.models.topics import Space, Topic, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NOTE_MAX_LENGTH = 2000  # characters


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User | AnonymousUser) -> NoteQuerySet:
        """Those to or from ``user``, in groups of theirs, about topics that they may know of.

        An office is none of it: who takes one over reads nothing of before.
        """
        if not isinstance(user, User):
            return self.none()
        mine = Q(written_by=user) | Q(addressee=user)
        about = either(Q(topic=None), visible(user, "topic__"))
        return self.filter(both(among("group", user.roles), about, mine))

    def unread_by(self, user: User) -> NoteQuerySet:
        """Those of which ``user`` has not had the newest words on their screen."""
        return self.visible_to(user).filter(unread_by=user)

    def note_read(self, note: Note, user: User) -> None:
        """Note that ``user`` has had ``note`` on their screen, as it was read from the database.

        Written by GET and told to nobody: reading is no action. What came since stays unread.
        """
        self.filter(pk=note.pk, unread_by=user, last_at=note.last_at).update(unread_by=None)


def addressees(
    group: AdvisoryGroup, topic: Topic | None, writer: User
) -> models.QuerySet[Membership]:
    """Places of those to whom ``writer`` can write: the organisers who may know of ``topic``.

    So a named reader learns which of the organisers are named too: they are whom to turn to.
    """
    organise = Membership.objects.current().filter(group=group, role__in=ORGANISERS)
    others = organise.filter(user__is_active=True).exclude(user=writer)
    return others if topic is None else others.filter(pk__in=topic.readers(Space.SHARED))


class Note(models.Model):
    """What somebody wrote to an organiser of their group; both answer it, and nobody else reads it.

    :ivar topic: what it is about; perhaps none.
    :ivar last_at: when either of them last wrote.
    :ivar unread_by: who of the two has not had the newest words on their screen.
    """

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="notes")
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    body = models.TextField()
    written_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now, db_index=True)
    unread_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("-last_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="note_is_to_somebody_else",
                condition=~Q(addressee=models.F("written_by")),
            ),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:note", args=[self.pk])

    def other(self, person: User) -> Any:
        """Of the two, the one who is not ``person``."""
        return self.addressee if self.written_by_id == person.pk else self.written_by

    def is_unread_by(self, person: User) -> bool:
        return self.unread_by_id == person.pk


class NoteAnswer(models.Model):
    """What one of the two answered. Never changed."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="answers")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    body = models.TextField()
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"answer {self.pk} to note {self.note_id}"

    @property
    def group_id(self) -> int:
        return self.note.group_id
