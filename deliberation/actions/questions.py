"""Answer a question in the shared space, or say what else became of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import POLICE
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.states import transition
from deliberation.actions.posts import lock_post, on_record, pointers, write_post
from deliberation.events import (
    QuestionAnswered,
    QuestionCarried,
    QuestionDeclined,
    QuestionReopened,
    QuestionWithdrawn,
)
from deliberation.models import Post, Question, Space

State = Question.State
LATE = _("Somebody said meanwhile what became of this question.")


@transaction.atomic
def answer_question(*, actor: User, post: Post, answer: Post | None = None) -> None:
    """Mark a question as answered.

    :param answer: a later post of the same space; ``None`` where it was answered elsewhere, which
        the police cannot say.
    :raises Refused: when ``actor`` may not, ``answer`` answers nothing, or it was settled
        meanwhile.
    """
    post = lock_post(post)
    require(actor, "deliberation.answer_question", post)
    if answer is None and actor.roles.get(post.group_id) in POLICE:
        raise Refused(_("Select the post that answers it."), thing=post)
    if answer and not _can_answer(answer, post):
        raise Refused(_("A later post of the shared space answers a question."), thing=post)
    _settle(actor, post, State.ANSWERED, answer)
    event = QuestionAnswered(**pointers(post), answer_id=answer.pk if answer else 0)
    emit(event, actor=on_record(actor, post))


@transaction.atomic
def answer_from_seat(*, actor: User, post: Post, body: str) -> Post:
    """Answer a question that was put to a guest: a reply to it, which marks it as answered.

    For a guest without an account an organiser types what they say, and the words begin with that.

    :raises Refused: unless ``actor`` is the guest, or organises the group of a guest without an
        account; where ``write_post`` or ``answer_question`` refuses.
    """
    post = lock_post(post)
    require(actor, "deliberation.answer_from_seat", post)
    seat = post.topic.hot_seat
    if seat.guest is None:
        heading = gettext("%(guest)s, as told to %(writer)s:")
        body = f"{heading % {'guest': seat.guest_name, 'writer': actor}}\n\n{body}"
    answer = write_post(actor=actor, topic=post.topic, space=Space.SHARED, body=body, reply_to=post)
    answer_question(actor=actor, post=post, answer=answer)
    return answer


@transaction.atomic
def decline_question(*, actor: User, post: Post, reason: str) -> None:
    """Say that a question is not taken, and why; everybody who reads it reads that."""
    post = lock_post(post)
    require(actor, "deliberation.decline_question", post)
    if not reason:
        raise Refused(_("Say why it is not taken."), thing=post)
    _settle(actor, post, State.NOT_TAKEN, reason=reason)
    emit(QuestionDeclined(**pointers(post)), actor=on_record(actor, post))


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


def _settle(
    actor: User,
    post: Post,
    state: Question.State,
    answer: Post | None = None,
    reason: str = "",
) -> None:
    question, _made = Question.objects.get_or_create(post=post)
    transition(
        question,
        state,
        if_changed=LATE,
        answer=answer,
        reason=reason,
        settled_by=actor,
        settled_at=now(),
    )


def _can_answer(answer: Post, post: Post) -> bool:
    """Whether it came later, in the same place, and still has its words."""
    same = (answer.topic_id, answer.space) == (post.topic_id, post.space)
    still = Post.objects.select_for_update().filter(pk=answer.pk, removed_at=None)
    return same and answer.pk > post.pk and still.exists()
