"""Who may ask that a message is sent on, and who declines: those who speak for either side."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_organiser
from core.policy import Rule, rule
from network.models import Forwarding, ForwardingRequest
from network.permissions.forwardings import answers_for_receiver, is_sent, its_receiver_works
from network.permissions.national_topics import its_group_works

speaks_for_who_asked = Rule(lambda person, thing: answers_for_receiver(person, thing.forwarding))


@rule(_("This was answered or taken back already."))
def is_open(person: User, forwarding_request: ForwardingRequest) -> bool:
    return forwarding_request.state == ForwardingRequest.State.ASKED


@rule(_("The message has not been sent there. Offer it, or decline."))
def is_there(person: User, forwarding_request: ForwardingRequest) -> bool:
    sent = Forwarding.objects.filter(
        key_message=forwarding_request.forwarding.key_message_id,
        to_group=forwarding_request.to_group_id,
        to_organisation=forwarding_request.to_organisation_id,
        state=Forwarding.State.SENT,
    )
    return forwarding_request.forwarding.key_message_id is not None and sent.exists()


OF_FORWARDING_REQUESTS = {
    "network.ask_forwarding_request": answers_for_receiver
    & its_receiver_works
    & its_group_works
    & is_sent,
    "network.take_back_forwarding_request": speaks_for_who_asked & is_open,
    "network.decline_forwarding_request": is_organiser & is_open,
    "network.grant_forwarding_request": is_organiser & is_open & is_there,
}
