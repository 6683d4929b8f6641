"""Who may do what with a message between groups: on both of its sides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE
from accounts.permissions import group_works, is_organiser
from core.policy import rule
from deliberation.permissions.topics import is_chair
from network.models import Forwarding
from network.permissions.national_topics import its_group_works, opens_to_everybody

State = Forwarding.State


@rule(_("This was sent or taken back already."))
def is_offered(person: User, forwarding: Forwarding) -> bool:
    return forwarding.state == State.OFFERED


@rule(_("This is not with another group or body."))
def is_sent(person: User, forwarding: Forwarding) -> bool:
    return forwarding.state == State.SENT


@rule(
    _(
        "Only advice from a topic that is OFFICIAL, for the whole group, and opens without"
        " accepting its handling first goes out."
    )
)
def its_topic_opens(person: User, forwarding: Forwarding) -> bool:
    message = forwarding.key_message
    return bool(message and opens_to_everybody(person, message.topic))


@rule(_("The group that was to receive it is closed."))
def its_receiver_works(person: User, forwarding: Forwarding) -> bool:
    return forwarding.to_group is None or forwarding.to_group.closed_at is None


@rule(_("Only the chair, the vice-chair or the secretary of the group that has it can do this."))
def answers_for_receiver(person: User, forwarding: Forwarding) -> bool:
    if forwarding.to_organisation_id:
        return forwarding.to_organisation_id in person.organisation_ids
    return person.roles.get(forwarding.to_group_id or 0) in ORGANISERS


@rule(_("Only people of the group that has it can do this."))
def belongs_to_receiver(person: User, forwarding: Forwarding) -> bool:
    return person.roles.get(forwarding.to_group_id or 0) in OWN_PEOPLE


@rule(_("It is acknowledged already."))
def is_unacknowledged(person: User, forwarding: Forwarding) -> bool:
    return forwarding.acknowledged_at is None


@rule(_("Your group has a topic on it already."))
def has_no_topic(person: User, forwarding: Forwarding) -> bool:
    return forwarding.discussed_in_id is None


OF_FORWARDINGS = {
    "network.offer_forwarding": is_organiser & group_works,
    "network.send_forwarding": is_chair
    & its_group_works
    & is_offered
    & its_topic_opens
    & its_receiver_works,
    "network.take_back_forwarding": is_organiser & is_offered,
    "network.withdraw_forwarding": is_chair & is_sent,
    "network.acknowledge_forwarding": answers_for_receiver & is_sent & is_unacknowledged,
    "network.discuss_forwarding": belongs_to_receiver & its_receiver_works & is_sent & has_no_topic,
}
