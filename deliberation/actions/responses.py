"""Answer key messages."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions import role_in
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.actions.key_messages import pointers
from deliberation.events import ResponseGiven
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

    :param reason: needed when it is accepted in part or not.
    :param review_on: day of the next answer, needed while it is under consideration.
    :raises Refused: when the reason or the day is missing.
    """
    lock(key_message, "state")  # it may be taken back this moment
    require(actor, "deliberation.answer_key_message", key_message)
    if decision in Response.NEEDS_REASON and not reason.strip():
        raise Refused(_("Say why it is not, or not wholly, accepted."), thing=key_message)
    waits = decision == Response.Decision.UNDER_CONSIDERATION
    if waits and (review_on is None or review_on <= today()):
        raise Refused(_("Give the day, after today, by which you will respond."), thing=key_message)
    response = Response.objects.create(
        key_message=key_message,
        decision=decision,
        reason=reason,
        review_on=review_on if waits else None,
        answered_by=actor,
        answered_at=now(),
        on_behalf=role_in(actor, key_message) == Role.SECRETARY,
    )
    emit(ResponseGiven(**pointers(key_message), response_id=response.pk), actor=actor)
    return response
