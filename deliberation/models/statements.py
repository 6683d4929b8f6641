"""What those who did not agree put on record in their own words, alone or together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from core.clock import now
from core.conditions import among, both
from deliberation.models.key_messages import KeyMessage, visible

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

STATEMENT_MAX_LENGTH = 2000  # characters


class MinorityStatement(models.Model):
    """Why some did not agree, in their own words; or the two views where there is no agreed one.

    Its words are its author's: nobody else changes them. Those of one side stand in the order in
    which they were written, which is that of their numbers.

    :ivar version: of its words; whoever signs signs one version.
    :ivar signers: how many stand for these words, its author among them.
    """

    class Side(models.TextChoices):
        FOR = "for", _("For")
        AGAINST = "against", _("Against")

    key_message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="statements")
    side = models.CharField(max_length=10, choices=Side, default=Side.AGAINST)
    text = models.TextField(max_length=STATEMENT_MAX_LENGTH)
    version = models.PositiveSmallIntegerField(default=1)
    signers = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("-side", "pk")
        constraints = (
            models.CheckConstraint(
                name="its_author_stands_for_it", condition=models.Q(signers__gte=1)
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.key_message.get_absolute_url()}#statement-{self.pk}"

    @property
    def group_id(self) -> int:
        return self.key_message.group_id

    @property
    def topic_id(self) -> int:
        return self.key_message.topic_id


class StatementSignature(models.Model):
    """Somebody of the same side who stands for the words of a statement as well."""

    statement = models.ForeignKey(
        MinorityStatement, on_delete=models.PROTECT, related_name="signatures"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("statement", "user"), name="signed_once_a_statement"),
        )

    def __str__(self) -> str:
        return f"signature {self.pk}"


class StatementDraftQuerySet(models.QuerySet["StatementDraft"]):
    def visible_to(self, user: User | AnonymousUser) -> StatementDraftQuerySet:
        """Drafts beside messages that ``user`` sees, for the group's own people alone."""
        if not isinstance(user, User):
            return self.none()
        own = among("key_message__topic__group", user.groups_as(OWN_PEOPLE))
        return self.filter(both(visible(user, "key_message__"), own))


class StatementDraft(models.Model):
    """One of two views as the chair or the secretary put it into words, for those who hold it.

    It is on record, and shown to others, once somebody confirms it who took that side: then it is
    theirs, a ``MinorityStatement``, and the draft is gone.

    :ivar version: of its words; whoever confirms confirms one version.
    """

    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.PROTECT, related_name="statement_drafts"
    )
    side = models.CharField(max_length=10, choices=MinorityStatement.Side)
    text = models.TextField(max_length=STATEMENT_MAX_LENGTH)
    version = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    objects = StatementDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-side", "pk")
        constraints = (
            models.UniqueConstraint(fields=("key_message", "side"), name="one_draft_a_side"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def group_id(self) -> int:
        return self.key_message.group_id

    @property
    def topic_id(self) -> int:
        return self.key_message.topic_id
