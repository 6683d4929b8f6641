"""Answer key messages."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions import role_in
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.actions.key_messages import LATE, pointers
from deliberation.events import ResponseGiven, ResponseUnaddressed
from deliberation.models import KeyMessage, Response


@transaction.atomic
def answer_key_message(
    *,
    actor: User,
    key_message: KeyMessage,
    decision: Response.Decision,
    reason: str = "",
    review_on: date | None = None,
) -> Response:
    """Add the police response to a key message that was sent.

    :param reason: needed when it is accepted in part or not, and of what was done.
    :param review_on: day of the next answer, needed while it is under consideration; or the day
        by which the police say what was done.
    :raises Refused: when the reason or the day is missing, or the day is over.
    """
    lock(key_message, "state")  # it may be taken back this moment
    require(actor, "deliberation.answer_key_message", key_message)
    if decision in Response.NEEDS_REASON and not reason.strip():
        raise Refused(Response.reason_missing(decision), thing=key_message)
    waits = decision == Response.Decision.UNDER_CONSIDERATION
    keeps_day = waits or decision in Response.REVIEWED
    if (waits and review_on is None) or (keeps_day and review_on and review_on <= today()):
        raise Refused(_("Give the day, after today, by which you will respond."), thing=key_message)
    response = Response.objects.create(
        key_message=key_message,
        decision=decision,
        reason=reason,
        review_on=review_on if keeps_day else None,
        answered_by=actor,
        answered_at=now(),
        on_behalf=role_in(actor, key_message) == Role.SECRETARY,
    )
    emit(ResponseGiven(**pointers(key_message), response_id=response.pk), actor=actor)
    return response


@transaction.atomic
def mark_unaddressed(*, actor: User, key_message: KeyMessage, seen: int) -> Response:
    """Say for the group, once a key message, that the answer does not address its advice.

    The police then owe another, within the group's days from today.

    :param seen: id of the answer that was on the screen.
    :raises Refused: when there is another answer meanwhile.
    """
    lock(key_message, "state")  # a later answer may come this moment
    require(actor, "deliberation.mark_unaddressed", key_message)
    response = key_message.responses.latest("pk")
    if response.pk != seen:
        raise Refused(LATE, thing=key_message)
    response.unaddressed_by, response.unaddressed_on = actor, today()
    response.answer_again_by = today() + timedelta(days=key_message.topic.group.response_days)
    response.save(update_fields=("unaddressed_by", "unaddressed_on", "answer_again_by"))
    emit(ResponseUnaddressed(**pointers(key_message), response_id=response.pk), actor=actor)
    return response
