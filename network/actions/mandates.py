"""Record what a group lets its representative hold."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from network.events import MandateRecorded
from network.models import AskedForce, Mandate


@transaction.atomic
def record_mandate(
    *, actor: User, asked: AskedForce, kind: Mandate.Kind | str, words: str = ""
) -> Mandate:
    """Say what the group lets its representative hold. What was recorded before stays on record.

    :param words: what they may hold; empty where they are free to decide.
    :raises Refused: unless ``actor`` leads the group; when it does not take part, or only as an
        associate; when it was cancelled; while the meeting that decides is open; without words
        where there have to be some.
    """
    lock(asked.national_topic, "state")
    require(actor, "network.record_mandate", asked)
    if kind == Mandate.Kind.WORDS and not words.strip():
        raise Refused(_("Say what your representative may hold."), thing=asked)
    mandate = Mandate.objects.create(
        asked=asked,
        kind=kind,
        words=words if kind == Mandate.Kind.WORDS else "",
        recorded_by=actor,
        recorded_at=now(),
    )
    event = MandateRecorded(
        group_id=asked.group_id,
        national_topic_id=asked.national_topic_id,
        asked_id=asked.pk,
        mandate_id=mandate.pk,
    )
    emit(event, actor=actor)
    return mandate
