"""What became of a question to those who asked the group."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deliberation.models.posts import Post
from deliberation.models.topics import Topic

REASON_MAX_LENGTH = 300  # characters


class Question(models.Model):
    """The fate of one post that is labelled a question in a shared space.

    A question of which nobody has said anything yet has no row: it is open.

    :ivar answer: the post that answers it; ``None`` where it was answered elsewhere.
    :ivar reason: why it is not taken.
    :ivar settled_by: who said so last, and when.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CARRIED = "carried", _("To be asked at the meeting")
        ANSWERED = "answered", _("Answered")
        NOT_TAKEN = "not_taken", _("Not taken")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.OPEN: {State.CARRIED, State.ANSWERED, State.NOT_TAKEN, State.WITHDRAWN},
        State.CARRIED: {State.OPEN, State.ANSWERED, State.NOT_TAKEN, State.WITHDRAWN},
        State.ANSWERED: {State.OPEN},
        State.NOT_TAKEN: {State.OPEN},
        State.WITHDRAWN: {State.OPEN},
    }

    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="question")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    reason = models.CharField(max_length=REASON_MAX_LENGTH, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="only_an_answered_question_has_an_answer",
                condition=Q(answer=None) | Q(state="answered"),
            ),
            models.CheckConstraint(
                name="what_is_not_taken_has_its_reason",
                condition=Q(state="not_taken") & ~Q(reason="")
                | ~Q(state="not_taken") & Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def topic(self) -> Topic:
        return self.post.topic
