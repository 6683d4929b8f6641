"""Suggestions on the wording of a key message: one sentence of it, and what to make of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among, both
from deliberation.anchors import applied
from deliberation.models.key_messages import WORDING_MAX_LENGTH, KeyMessage, Wording, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WHY_MAX_LENGTH = 500  # characters


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: User | AnonymousUser) -> SuggestionQuerySet:
        """Suggestions on messages that ``user`` sees, for the group's own people alone."""
        if not isinstance(user, User):
            return self.none()
        own = among("key_message__topic__group", user.groups_as(OWN_PEOPLE))
        return self.filter(both(visible(user, "key_message__"), own))


class Suggestion(models.Model):
    """What somebody would make of one sentence.

    Its states::

        open -> accepted   (a new wording holds it)
             -> refused    (with a reason)
             -> withdrawn  (by who made it)

    An open one follows its sentence into later wordings. Where that sentence stands no more, it is
    out of date: still read, and not accepted.

    :ivar sentence: as it stood in ``wording``, on which it was made.
    :ivar accepted_as: the wording that holds it.
    """

    class Kind(models.TextChoices):
        REPLACE = "replace", _("Replace the sentence")
        INSERT = "insert", _("Add words after the sentence")
        DELETE = "delete", _("Delete the sentence")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OPEN: {State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
        State.ACCEPTED: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }

    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.PROTECT, related_name="suggestions"
    )
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    sentence = models.TextField(max_length=WORDING_MAX_LENGTH)
    words = models.TextField(max_length=WORDING_MAX_LENGTH, blank=True)
    why = models.TextField(max_length=WHY_MAX_LENGTH)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    suggested_at = models.DateTimeField(default=now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=WHY_MAX_LENGTH, blank=True)
    accepted_as = models.OneToOneField(
        Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestion"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="only_a_deletion_has_no_words",
                condition=models.Q(kind="delete", words="")
                | ~models.Q(kind="delete") & ~models.Q(words=""),
            ),
            models.CheckConstraint(
                name="settled_suggestion_says_by_whom",
                condition=models.Q(state="open", settled_by=None, settled_at=None)
                | ~models.Q(state="open")
                & models.Q(settled_by__isnull=False)
                & models.Q(settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_suggestion_says_why",
                condition=models.Q(state="refused") & ~models.Q(reason="")
                | ~models.Q(state="refused") & models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="accepted_suggestion_has_its_wording",
                condition=models.Q(state="accepted", accepted_as__isnull=False)
                | ~models.Q(state="accepted") & models.Q(accepted_as=None),
            ),
        )

    def __str__(self) -> str:
        return f"suggestion {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.key_message.get_absolute_url()}suggestions/#suggestion-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.key_message.group_id

    @property
    def topic_id(self) -> int:
        return self.key_message.topic_id

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def in_text(self, text: str) -> str | None:
        """``text`` with it; ``None`` where its sentence stands there no more."""
        return applied(text, self.kind, self.sentence, self.words)
