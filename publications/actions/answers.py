"""What the police answer, set beside the editions that hold the message."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import User
from core.emit import emit
from core.policy import Refused
from deliberation.actions import answer_key_message, mark_unaddressed
from deliberation.models import KeyMessage, Response
from publications.events import AnswerPublished
from publications.models import Answer
from publications.names import in_response, told_of


@transaction.atomic
def answer_and_publish(
    *,
    actor: User,
    key_message: KeyMessage,
    decision: Response.Decision,
    reason: str = "",
    review_on: date | None = None,
) -> Response:
    """Answer a key message; the answer stands beside its editions at once.

    What was sent inside the portal stands in none; its answers do once it is published.

    :raises Refused: when the reason or the day is missing, or the reason names somebody.
    """
    response = answer_key_message(
        actor=actor, key_message=key_message, decision=decision, reason=reason, review_on=review_on
    )
    if naming := in_response(reason, key_message):
        raise Refused(told_of(naming[0], actor, key_message), thing=key_message)
    freeze(key_message, actor=actor)
    return response


@transaction.atomic
def mark_answer_unaddressed(*, actor: User, key_message: KeyMessage, seen: int) -> Response:
    """Say for the group that an answer does not address its advice; beside its editions too.

    :raises Refused: when there is another answer meanwhile.
    """
    response = mark_unaddressed(actor=actor, key_message=key_message, seen=seen)
    frozen = Answer.objects.filter(
        reference=key_message.reference, answered_at=response.answered_at
    )
    frozen.update(unaddressed_on=response.unaddressed_on, answer_again_by=response.answer_again_by)
    return response


@transaction.atomic
def freeze_answers(*, actor: None, key_message: KeyMessage) -> int:
    """Freeze what was answered elsewhere; answers how many were new.

    It may be repeated: an answer is frozen once. One that names a member is not.
    """
    return freeze(key_message, actor=actor)


def freeze(key_message: KeyMessage, *, actor: User | None) -> int:
    """Copy each answer that is not there yet, word for word. In the caller's transaction.

    Of a message that is in no edition, none.
    """
    if not key_message.is_published:
        return 0
    there = set(
        Answer.objects.filter(reference=key_message.reference).values_list("answered_at", flat=True)
    )
    new = [r for r in key_message.responses.order_by("pk") if r.answered_at not in there]
    fit = [response for response in new if not in_response(response.reason, key_message)]
    for response in fit:
        answer = Answer.objects.create(
            group_id=key_message.group_id,
            reference=key_message.reference,
            decision=response.decision,
            reason=response.reason,
            review_on=response.review_on,
            answered_at=response.answered_at,
            unaddressed_on=response.unaddressed_on,
            answer_again_by=response.answer_again_by,
        )
        emit(
            AnswerPublished(group_id=key_message.group_id, answer_id=answer.pk),
            actor=actor,
        )
    return len(fit)
