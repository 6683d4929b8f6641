"""Offer agreed messages of a group, take an offer back, release them, withdraw what is out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import LegalHold, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from deliberation.advice import drawn, fingerprint
from deliberation.models import KeyMessage
from network.actions.national_topics import LATE
from network.actions.released import release
from network.events import (
    MessageOffered,
    OfferEvent,
    OfferTakenBack,
    ReleasedWithdrawn,
)
from network.models import AskedForce, MessageOffer, ReleasedMessage
from network.queries import Waiting, looked_through, settled
from publications.outgoing import in_translation

State = MessageOffer.State


@transaction.atomic
def offer_messages(
    *,
    actor: User,
    asked: AskedForce,
    key_messages: Collection[KeyMessage],
    in_welsh: Mapping[int, str],
) -> list[MessageOffer]:
    """Offer agreed messages of the group's own topic to its chair, who releases them.

    :param in_welsh: the same in Welsh, by key of the message, where the group agreed it in both.
    :raises Refused: unless ``actor`` organises a group that takes part; when its topic, or that of
        the network, does not open to everybody; when a message is of another topic, is not agreed,
        was agreed less than a minute ago, or is offered already; when the Welsh names somebody or
        says what a post says.
    """
    asked = _lock(asked)
    require(actor, "network.offer_messages", asked)
    keys = {key_message.pk for key_message in key_messages}
    lock_all(KeyMessage.objects.filter(pk__in=keys))
    chosen = settled(asked, keys)
    under_way = MessageOffer.objects.under_way().filter(key_message__in=keys)
    if not chosen or len(chosen) != len(keys) or under_way.exists():
        raise Refused(_("Choose agreed messages that are not offered yet."), thing=asked)
    offers = [
        MessageOffer(asked=asked, key_message=row, in_welsh=in_welsh.get(key, ""), offered_by=actor)
        for key, row in chosen.items()
    ]
    for offer in offers:
        _refuse_welsh(asked, offer)
        offer.save(force_insert=True)
        emit(_event(MessageOffered, offer), actor=actor)
    return offers


def _refuse_welsh(asked: AskedForce, offer: MessageOffer) -> None:
    """Refuse what names somebody of the group, or stands in a post, as it was typed for this."""
    if offer.in_welsh and offer.key_message:
        message = drawn(offer.key_message)
        if naming := in_translation(offer.in_welsh, message, asked.group):
            raise Refused(" ".join(naming), thing=asked)


@transaction.atomic
def take_back_offer(*, actor: User, offer: MessageOffer) -> None:
    """Take back what is offered and not released; it can be offered again.

    Its Welsh goes, which was typed for it; under a legal hold on the topic of the group, or on that
    of the network, it stays.
    """
    require(actor, "network.take_back_offer", offer)
    topics = (offer.asked.topic, offer.asked.national_topic.topic)
    kept = offer.in_welsh if any(topic and LegalHold.on(topic) for topic in topics) else ""
    transition(offer, State.TAKEN_BACK, if_changed=LATE, in_welsh=kept)
    emit(_event(OfferTakenBack, offer), actor=actor)


def release_messages(
    *,
    actor: User,
    asked: AskedForce,
    offers: Collection[MessageOffer],
    seen: Mapping[int, str],
    is_confirmed: bool,
) -> list[ReleasedMessage]:
    """Release what is offered to the readers of the network, word for word as it was on the screen.

    The words are looked through for names before the transaction, which then only compares and
    writes, so that nobody waits for it.

    :param seen: the fingerprint of the words that were on the screen, by key of the offer.
    :param is_confirmed: that words which may be somebody's name are none, and that those which tell
        whose message it is may.
    :raises Refused: unless ``actor`` chairs the group, and is not who offered them; as
        :func:`offer_messages`; when a message now says something else, or names somebody.
    """
    require(actor, "network.release_messages", asked)
    looked = looked_through(asked, offers)
    if not looked or len(looked) != len(offers):
        raise Refused(_gone(), thing=asked)
    _refuse_naming(looked, asked, is_confirmed=is_confirmed)
    with transaction.atomic():
        asked = _lock(asked)
        require(actor, "network.release_messages", asked)  # it took a while to look through
        _refuse_changes(looked, seen, asked)
        for waits in looked:
            if waits.offer.offered_by_id == actor.pk:
                words = _("You offered this yourself. Another chair releases it.")
                raise Refused(words, thing=asked)
        return [release(actor, waits) for waits in looked]


def _gone() -> str:
    return _("Choose messages that are offered and still agreed. Look at them again.")


def _refuse_naming(looked: Iterable[Waiting], asked: AskedForce, *, is_confirmed: bool) -> None:
    """Refuse names, and whatever else has to be confirmed and is not."""
    naming = [finding for waits in looked for finding in waits.naming]
    kept = [finding.sentence for finding in naming if finding.certain or not is_confirmed]
    if not is_confirmed and (words := {word for waits in looked for word in waits.telling}):
        sentence = _("Readers can tell from “%s” whose message it is. Confirm that they may.")
        kept.append(sentence % "”, “".join(sorted(words)))
    if kept:
        raise Refused(" ".join(dict.fromkeys(kept)), thing=asked)


def _refuse_changes(looked: list[Waiting], seen: Mapping[int, str], asked: AskedForce) -> None:
    """Refuse what is not as it was on the screen, or as it was looked through."""
    keys = [waits.offer.key_message_id for waits in looked if waits.offer.key_message_id]
    lock_all(KeyMessage.objects.filter(pk__in=keys))
    messages = settled(asked, keys)
    if len(messages) != len(looked):
        raise Refused(_gone(), thing=asked)
    for waits in looked:
        print_now = fingerprint(drawn(messages[waits.offer.key_message_id or 0]))
        if not print_now == fingerprint(waits.message) == seen.get(waits.offer.pk):
            raise Refused(LATE, thing=asked)


@transaction.atomic
def withdraw_released(*, actor: User, offer: MessageOffer) -> None:
    """Withdraw what is out: others read its reference and the day, and never its words again.

    It can be offered and released anew, as another message. Possible for as long as it is kept,
    whatever became of the national topic.
    """
    lock(offer.asked.national_topic)  # an edition that counts it waits, or came first
    require(actor, "network.withdraw_released", offer)
    transition(offer, State.WITHDRAWN, if_changed=LATE, withdrawn_by=actor, withdrawn_at=now())
    asked, released_id = offer.asked, offer.released_id or 0
    rows = ReleasedMessage.objects.filter(pk=released_id)
    rows.update(withdrawn_on=today(), theme=None)
    emit(
        ReleasedWithdrawn(
            group_id=asked.group_id,
            national_topic_id=asked.national_topic_id,
            asked_id=asked.pk,
            released_id=released_id,
        ),
        actor=actor,
    )


def _lock(asked: AskedForce) -> AskedForce:
    """The row as it is now, under the lock of its national topic: who closes that waits."""
    lock(asked.national_topic)
    related = (
        "national_topic__topic__group",
        "group__organisation",
        "topic",
        "force__organisation",
    )
    return AskedForce.objects.select_related(*related).get(pk=asked.pk)


def _event(kind: type[OfferEvent], offer: MessageOffer) -> OfferEvent:
    return kind(
        group_id=offer.group_id,
        national_topic_id=offer.asked.national_topic_id,
        asked_id=offer.asked_id,
        offer_id=offer.pk,
    )
