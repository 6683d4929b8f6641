"""What a group can offer, what waits for its chair, and what stands in the way of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from core.names import folded
from core.undo import can_be_undone
from deliberation.advice import Message, drawn
from deliberation.models import AgreementRound, KeyMessage
from network.models import AskedForce, MessageOffer
from publications.names import Finding, Guard, parts_of

AGREED = (KeyMessage.State.AGREED, *KeyMessage.WITH_THE_POLICE)
# Words that stand in the name of nearly every group and force, and so tell of none.
_EVERYWHERE = """
    advisory and board city commissioner committee community constabulary council county crime
    district force forum for group groups heddlu iag iags independent local metropolitan national
    network of office panel police policing scrutiny service the young youth
"""
PLAIN = frozenset(_EVERYWHERE.split())
SHORTEST = 3  # letters of a word of a name that is looked for
EDGES = ".,;:!?“”‘’\"'()"


class Waiting(NamedTuple):
    """An offer, with the words that would leave as they are drawn now.

    :ivar naming: words in it that are, or may be, somebody's name.
    :ivar telling: words in it that stand in the name of the group or of its force.
    """

    offer: MessageOffer
    message: Message
    naming: list[Finding]
    telling: list[str]


def _decided() -> QuerySet[KeyMessage]:
    """Agreed messages with all that :func:`deliberation.advice.drawn` reads of them."""
    closed = AgreementRound.objects.filter(state=AgreementRound.State.CLOSED)
    rounds = Prefetch("rounds", closed.select_related("wording").with_reservations())
    agreed = KeyMessage.objects.filter(state__in=AGREED)
    return agreed.order_by("reference").prefetch_related(rounds, "statements")


def _is_settled(key_message: KeyMessage) -> bool:
    """Whether a round agreed it, whose close nobody can take back."""
    last = key_message.last_round
    return last is not None and not can_be_undone(last.undo_until)


def settled(asked: AskedForce, keys: Iterable[int]) -> dict[int, KeyMessage]:
    """Of the key messages of these keys those that the group agreed in its topic, by key."""
    return {row.pk: row for row in agreed(topic=asked.topic_id, pk__in=list(keys))}


def agreed(**of: object) -> list[KeyMessage]:
    """Key messages that a group agreed for good, with all that is drawn of them."""
    return [row for row in _decided().filter(**of) if _is_settled(row)]


def to_offer(asked: AskedForce, person: User) -> list[KeyMessage]:
    """What ``person`` can offer of the group's topic: agreed, and not under way already."""
    under_way = MessageOffer.objects.under_way().filter(asked=asked, key_message__isnull=False)
    seen = KeyMessage.objects.visible_to(person).filter(topic=asked.topic_id)
    free = seen.exclude(pk__in=under_way.values("key_message"))
    return agreed(pk__in=free.values("pk"))


def offers_of(asked: AskedForce) -> list[MessageOffer]:
    """What the group offered and released, for its own people."""
    rows = MessageOffer.objects.filter(asked=asked).exclude(state=MessageOffer.State.TAKEN_BACK)
    offers = list(rows.select_related("key_message", "released"))
    for offer in offers:
        offer.asked = asked
    return offers


def waiting(asked: AskedForce) -> list[Waiting]:
    """What is offered and still can go out, each with what stands in its way."""
    offered = MessageOffer.objects.filter(asked=asked, state=MessageOffer.State.OFFERED)
    rows = list(offered.select_related("offered_by"))
    return looked_through(asked, rows)


def looked_through(asked: AskedForce, offers: Iterable[MessageOffer]) -> list[Waiting]:
    """Each of ``offers`` as it would leave now; those that no longer can are left out."""
    by_key = {offer.key_message_id: offer for offer in offers if offer.key_message_id}
    for offer in by_key.values():
        offer.asked = asked
    messages = settled(asked, by_key)
    guard, telling = Guard(asked.group), _telling_words(asked)
    return [
        Waiting(
            offer,
            message := drawn(messages[key]),
            naming(guard, message, offer.in_welsh),
            _telling(telling, message, offer.in_welsh),
        )
        for key, offer in by_key.items()
        if key in messages
    ]


def _texts(message: Message, in_welsh: str) -> Iterator[tuple[str, str, str]]:
    yield from parts_of(message)
    yield "references", message["reference"], in_welsh


def naming(guard: Guard, message: Message, in_welsh: str = "") -> list[Finding]:
    """Words in what would leave that are, or may be, somebody's name."""
    return [finding for part in _texts(message, in_welsh) for finding in guard.look(*part)]


def _telling_words(asked: AskedForce) -> tuple[frozenset[str], frozenset[str]]:
    """Plain words by which readers would know the group or its force: of names, and codes."""
    names = (asked.group.name, str(asked.group.organisation), str(asked.force.organisation))
    words = {word for name in names for word in folded(name).split()}
    codes = {asked.group.code.lower(), asked.force.code.lower()}
    return frozenset(w for w in words - PLAIN if len(w) >= SHORTEST), frozenset(codes)


def _telling(
    words: tuple[frozenset[str], frozenset[str]], message: Message, in_welsh: str
) -> list[str]:
    """Which of ``words`` stand in it, names with an ending too, as they are written there."""
    names, codes = words
    text = " ".join(part for _field, _where, part in _texts(message, in_welsh))
    written = {word.strip(EDGES) for word in text.replace("-", " ").split()}
    plain = {word: folded(word).strip() for word in written}
    return sorted(
        word for word in written if plain[word] in codes or plain[word].startswith(tuple(names))
    )
