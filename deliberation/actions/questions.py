"""Say what became of a question in the shared space."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.posts import lock_post, on_record, pointers
from deliberation.events import (
    QuestionAnswered,
    QuestionCarried,
    QuestionReopened,
    QuestionWithdrawn,
)
from deliberation.models import Post, Question

State = Question.State
LATE = _("Somebody said meanwhile what became of this question.")


@transaction.atomic
def answer_question(*, actor: User, post: Post, answer: Post | None = None) -> None:
    """Mark a question as answered.

    :param answer: a later post of the same space; ``None`` where it was answered elsewhere, which
        the police lead cannot say.
    :raises Refused: when ``actor`` may not, ``answer`` answers nothing, or it was settled
        meanwhile.
    """
    post = lock_post(post)
    require(actor, "deliberation.answer_question", post)
    if answer is None and actor.roles.get(post.group_id) == Role.POLICE_LEAD:
        raise Refused(_("Select the post that answers it."), thing=post)
    if answer and not _can_answer(answer, post):
        raise Refused(_("A later post of the shared space answers a question."), thing=post)
    _settle(actor, post, State.ANSWERED, answer)
    event = QuestionAnswered(**pointers(post), answer_id=answer.pk if answer else 0)
    emit(event, actor=on_record(actor, post))


@transaction.atomic
def carry_question(*, actor: User, post: Post) -> None:
    """Keep a question for the meeting."""
    post = lock_post(post)
    require(actor, "deliberation.carry_question", post)
    _settle(actor, post, State.CARRIED)
    emit(QuestionCarried(**pointers(post)), actor=actor)


@transaction.atomic
def withdraw_question(*, actor: User, post: Post) -> None:
    """No longer ask one's own question; its words stay."""
    post = lock_post(post)
    require(actor, "deliberation.withdraw_question", post)
    _settle(actor, post, State.WITHDRAWN)
    emit(QuestionWithdrawn(**pointers(post)), actor=on_record(actor, post))


@transaction.atomic
def reopen_question(*, actor: User, post: Post) -> None:
    """Ask a question again that was settled or carried to the meeting."""
    post = lock_post(post)
    require(actor, "deliberation.reopen_question", post)
    _settle(actor, post, State.OPEN)
    emit(QuestionReopened(**pointers(post)), actor=on_record(actor, post))


def _settle(actor: User, post: Post, state: Question.State, answer: Post | None = None) -> None:
    question, _made = Question.objects.get_or_create(post=post)
    transition(question, state, if_changed=LATE, answer=answer, settled_by=actor, settled_at=now())


def _can_answer(answer: Post, post: Post) -> bool:
    """Whether it came later, in the same place, and still has its words."""
    same = (answer.topic_id, answer.space) == (post.topic_id, post.space)
    still = Post.objects.select_for_update().filter(pk=answer.pk, removed_at=None)
    return same and answer.pk > post.pk and still.exists()
