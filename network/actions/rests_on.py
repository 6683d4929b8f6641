"""Say on which released messages a key message of the network rests."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.models import KeyMessage
from network.events import RestsOnChanged
from network.models import ReleasedMessage, RestsOn
from network.queries import national_topic_of

GONE = _("One of these was withdrawn meanwhile. Look at the list again.")


@transaction.atomic
def rest_on(
    *, actor: User, key_message: KeyMessage, add: Collection[str], remove: Collection[str]
) -> None:
    """Say on what it rests as well, and on what it does not after all. The rest stays.

    :param add: references of messages that stand; ``remove``: of those that it rests on.
    :raises Refused: unless ``actor`` words messages there and it is undecided, with no round open;
        when its topic was not put to forces; when one of ``add`` does not stand, or is another's.
    """
    if (national_topic := national_topic_of(key_message)) is not None:
        lock(national_topic)  # a withdrawal waits, or came first
    lock(key_message.topic)  # a hold waits, or came first
    lock(key_message, "state")
    require(actor, "network.rest_on", key_message)
    of_topic = ReleasedMessage.objects.filter(national_topic=national_topic)
    chosen = list(of_topic.standing().filter(reference__in=add))
    if len(chosen) < len({*add}) or national_topic is None:
        raise Refused(GONE, thing=key_message)
    rests = RestsOn.objects.filter(key_message=key_message)
    rests.filter(released__in=of_topic.filter(reference__in=remove)).delete()
    rows = [RestsOn(key_message=key_message, released=released) for released in chosen]
    RestsOn.objects.bulk_create(rows, ignore_conflicts=True)  # somebody chose it meanwhile
    pointers = {"national_topic_id": national_topic.pk, "key_message_id": key_message.pk}
    emit(RestsOnChanged(group_id=key_message.group_id, **pointers), actor=actor)
