"""Who may do what on the way out of a group: its organisers offer, a chair releases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_organiser
from core.policy import Rule, rule
from deliberation.permissions.topics import is_chair
from network.models import AskedForce, MessageOffer
from network.permissions.asked_forces import takes_part
from network.permissions.national_topics import (
    is_open,
    its_group_works,
    opens_to_everybody,
)


@rule(_("The topic of your group is no longer there."))
def has_its_topic(person: User, asked: AskedForce) -> bool:
    return asked.topic_id is not None


@rule(
    _(
        "Only advice from a topic that is OFFICIAL, for the whole group, and opens without"
        " accepting its handling first goes out."
    )
)
def its_own_topic_opens(person: User, asked: AskedForce) -> bool:
    return bool(asked.topic and opens_to_everybody(person, asked.topic))


@rule(_("This was released or taken back already."))
def is_offered(person: User, offer: MessageOffer) -> bool:
    return offer.state == MessageOffer.State.OFFERED


@rule(_("This is not with the readers of the network."))
def is_released(person: User, offer: MessageOffer) -> bool:
    return offer.state == MessageOffer.State.RELEASED


its_national_topic_is_open = Rule(lambda person, asked: is_open(person, asked.national_topic))
_can_go_out = (
    its_group_works
    & takes_part
    & its_national_topic_is_open
    & opens_to_everybody
    & has_its_topic
    & its_own_topic_opens
)

OF_OFFERS = {
    "network.offer_messages": is_organiser & _can_go_out,
    "network.release_messages": is_chair & _can_go_out,
    "network.take_back_offer": is_organiser & is_offered,
    "network.withdraw_released": is_chair & is_released,
}
