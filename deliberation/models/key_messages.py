"""Key messages: the sentences that a group wants heard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import GUESTS
from core.clock import now, today
from core.conditions import among, both, either
from deliberation.models.responses import Response
from deliberation.models.topics import Topic, readable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from deliberation.models.rounds import AgreementRound

WORDING_MAX_LENGTH = 1000  # characters
WHY_MAX_LENGTH = 1000
ADDRESSEES_MAX_LENGTH = 500


def visible(user: User, prefix: str = "") -> Q:
    """Condition for key messages of topics ``user`` sees; guests see them once decided.

    The police lead sees what was published, invited to its topic or not; of a topic for
    named readers only those who are named see anything. What was sent to the police lead
    alone opens nothing to anybody.
    """
    topic, group = f"{prefix}topic__", f"{prefix}topic__group"
    opens = readable(user, topic)
    if guest := user.groups_as(GUESTS):
        decided = Q(**{f"{prefix}state__in": KeyMessage.DECIDED})
        opens = both(opens, ~among(group, guest) | decided)
    sent = Q(**{f"{topic}readers_named": False, f"{prefix}state": KeyMessage.State.SENT})
    return either(opens, both(among(group, user.groups_as({Role.POLICE_LEAD})), sent))


class KeyMessageQuerySet(models.QuerySet["KeyMessage"]):
    def visible_to(self, user: User | AnonymousUser) -> KeyMessageQuerySet:
        """Key messages that ``user`` sees."""
        return self.filter(visible(user)) if isinstance(user, User) else self.none()

    def published(self) -> KeyMessageQuerySet:
        """Those of which ``KeyMessage.is_published`` is true."""
        return self.filter(KeyMessage.PUBLISHED)

    def awaiting_answer(self) -> KeyMessageQuerySet:
        """Those of which ``KeyMessage.awaits_answer`` is true; a test holds the two together."""
        sent = self.alias(
            newest=_newest_answer("decision"), again=_newest_answer("answer_again_by")
        )
        sent = sent.filter(state__in=KeyMessage.WITH_THE_POLICE)
        return sent.filter(Q(newest=None) | ~Q(newest__in=Response.FINAL) | ~Q(again=None))

    def overdue(self) -> KeyMessageQuerySet:
        """Those of which ``KeyMessage.is_overdue`` is true."""
        due = Coalesce(
            _newest_answer("answer_again_by"), _newest_answer("review_on"), F("response_due")
        )
        return self.awaiting_answer().alias(due=due).filter(due__lt=today())

    def answered(self) -> KeyMessageQuerySet:
        """Those that were sent and whose newest answer promises, and owes, no further one."""
        sent = self.alias(
            newest=_newest_answer("decision"), again=_newest_answer("answer_again_by")
        )
        sent = sent.filter(state__in=KeyMessage.WITH_THE_POLICE)
        return sent.filter(newest__in=Response.FINAL, again=None)

    def to_review(self) -> KeyMessageQuerySet:
        """Those of which ``Response.is_to_review`` is true of the newest answer."""
        promised = self.answered().alias(
            kind=_newest_answer("decision"), review=_newest_answer("review_on")
        )
        return promised.filter(kind__in=list(Response.REVIEWED), review__lte=today())


def _newest_answer(field: str) -> Subquery:
    answers = Response.objects.filter(key_message=OuterRef("pk")).order_by("-pk")
    return Subquery(answers.values(field)[:1])


class KeyMessage(models.Model):
    """A sentence that a group wants heard, from first draft to the answer.

    ::

        proposed -> agreed -> sent_inside -> sent -> (responses)
            |    |      +---------------------^
            |    -> not_agreed
            +----> withdrawn

    ``sent`` is what an edition published. ``sent_inside`` went to the police lead, who reads its
    topic, and to nobody else: it is answered too, can be taken back until then (``agreed``), and
    keeps its days and its answers when it is published later.

    :ivar reference: stable for ever, such as ``HAR-2026-014``.
    :ivar why: the group's reasons, in a few words; ``addressed_to``: bodies that are asked to
        reply, one a line. Both may be empty, and are no part of what people take positions on.
    :ivar why_version: of both together; 0 before somebody wrote any. ``why_by``: who wrote them.
    :ivar views_published_at: when an edition first held both views of a message without agreed one;
        they stand from then on.
    :ivar response_due: day by which the police owe an answer, once it was sent.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Being discussed")
        AGREED = "agreed", _("Agreed")
        NOT_AGREED = "not_agreed", _("No agreed view")
        SENT_INSIDE = "sent_inside", _("Sent to the police lead")
        SENT = "sent", _("Sent to the police")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.PROPOSED: {State.AGREED, State.NOT_AGREED, State.WITHDRAWN},
        State.AGREED: {
            State.SENT, State.SENT_INSIDE, State.PROPOSED,  # back with the close of its round
        },
        State.SENT_INSIDE: {State.SENT, State.AGREED},
        State.NOT_AGREED: {State.PROPOSED},
        State.SENT: set(),
        State.WITHDRAWN: set(),
    }  # fmt: skip
    WITH_THE_POLICE = (State.SENT_INSIDE, State.SENT)
    PUBLISHED = Q(state=State.SENT) | Q(state=State.NOT_AGREED, views_published_at__isnull=False)
    DECIDED = (State.AGREED, State.NOT_AGREED, *WITH_THE_POLICE)

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="key_messages")
    reference = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)
    response_due = models.DateField(null=True, blank=True)
    views_published_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(max_length=WHY_MAX_LENGTH, blank=True)
    addressed_to = models.TextField(max_length=ADDRESSEES_MAX_LENGTH, blank=True)
    why_version = models.PositiveSmallIntegerField(default=0)
    why_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = KeyMessageQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="sent_has_a_time_and_a_due_day",
                condition=Q(sent_at__isnull=False, response_due__isnull=False)
                | ~Q(state__in=("sent_inside", "sent")),
            ),
            models.CheckConstraint(
                name="reasons_have_a_writer",
                condition=Q(why_version=0, why="", addressed_to="", why_by=None)
                | Q(why_version__gt=0, why_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("deliberation:key-message", args=[self.pk])

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def is_published(self) -> bool:
        """Whether an edition holds it: sent as advice, or with both views where none was agreed."""
        has_views = self.state == self.State.NOT_AGREED and self.views_published_at is not None
        return has_views or self.state == self.State.SENT

    @property
    def addressees(self) -> list[str]:
        """The bodies that are asked to reply."""
        return [line for line in map(str.strip, self.addressed_to.splitlines()) if line]

    @property
    def wording(self) -> Wording:
        """The newest wording. Reads ``wordings`` as prefetched."""
        return max(self.wordings.all(), key=lambda wording: wording.version)

    @property
    def last_round(self) -> AgreementRound | None:
        """The newest round. Reads ``rounds`` as prefetched."""
        return max(self.rounds.all(), key=lambda agreement_round: agreement_round.pk, default=None)

    @property
    def response(self) -> Response | None:
        """The newest answer. Reads ``responses`` as prefetched."""
        return max(self.responses.all(), key=lambda response: response.pk, default=None)

    @property
    def due_if_sent_now(self) -> date:
        """The day on which an answer is due by the group's terms, if it is sent today."""
        return today() + timedelta(days=self.topic.group.response_days)

    @property
    def awaits_answer(self) -> bool:
        """Whether the police owe an answer, or a further one that they promised."""
        response = self.response
        owed = response is None or not response.is_final
        return owed and self.state in self.WITH_THE_POLICE

    @property
    def answer_due(self) -> date | None:
        """The day on which the (next) answer is due."""
        response = self.response
        if response is None:
            return self.response_due
        return response.answer_again_by or response.review_on or self.response_due

    @property
    def is_overdue(self) -> bool:
        """Whether an answer is owed and its day has passed."""
        due = self.answer_due
        return self.awaits_answer and due is not None and due < today()


class Wording(models.Model):
    """One version of the text of a key message. Never changed: a new text is a new version."""

    key_message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=WORDING_MAX_LENGTH)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=("key_message", "version"), name="one_wording_a_version"
            ),
        )

    def __str__(self) -> str:
        return self.text
