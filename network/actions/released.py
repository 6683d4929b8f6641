"""Write down what is released, and sort it into themes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from network.actions.national_topics import LATE
from network.events import MessageReleased, MessagesSorted
from network.models import MessageOffer, NationalTopic, ReleasedMessage
from network.queries import Waiting, themes_of

NUMBERS = 999  # of a year, before a fourth digit is needed


def release(actor: User, waiting: Waiting) -> ReleasedMessage:
    """Write down one message as it was looked through: part of an action, which asked."""
    offer = waiting.offer
    asked = offer.asked
    reference = _next_reference(asked.national_topic.group)
    released = ReleasedMessage.objects.create(
        national_topic=asked.national_topic,
        asked=asked,
        reference=reference,
        words={**waiting.message, "reference": reference},
        in_welsh=offer.in_welsh,
    )
    transition(
        offer,
        MessageOffer.State.RELEASED,
        if_changed=LATE,
        released=released,
        released_by=actor,
        released_at=now(),
    )
    emit(
        MessageReleased(
            group_id=asked.group_id,
            national_topic_id=asked.national_topic_id,
            asked_id=asked.pk,
            released_id=released.pk,
        ),
        actor=actor,
    )
    return released


def _next_reference(network: AdvisoryGroup) -> str:
    """``NAT-2026-R017``: the code of the network, the year, and a number that is drawn by lot.

    Numbers in a row would tell readers which messages one group released together.
    """
    lock(network)
    begins = f"{network.code}-{today().year}-R"
    rows = ReleasedMessage.objects.filter(reference__startswith=begins)
    taken = set(rows.values_list("reference", flat=True))
    most = NUMBERS if len(taken) < NUMBERS // 2 else 10 * (NUMBERS + 1) - 1
    free = [name for number in range(1, most + 1) if (name := f"{begins}{number:03d}") not in taken]
    return secrets.choice(free)


@transaction.atomic
def sort_messages(
    *, actor: User, national_topic: NationalTopic, themes: Mapping[int, int | None]
) -> None:
    """Sort released messages into themes, or out of them.

    What was withdrawn meanwhile stays out: it is in no sum.

    :param themes: key of a theme, or ``None``, by key of the message.
    :raises Refused: unless ``actor`` organises the network; when a theme is gone.
    """
    lock(national_topic)
    require(actor, "network.sort_messages", national_topic)
    present = {theme.pk: theme for theme in themes_of(national_topic)}
    if not {key for key in themes.values() if key is not None} <= present.keys():
        raise Refused(_("One of the themes is no longer there. Look again."), thing=national_topic)
    standing = ReleasedMessage.objects.standing().filter(national_topic=national_topic)
    for key in {*themes.values()}:
        chosen = [message for message, theme in themes.items() if theme == key]
        standing.filter(pk__in=chosen).update(theme=key)
    event = MessagesSorted(group_id=national_topic.group_id, national_topic_id=national_topic.pk)
    emit(event, actor=actor)
