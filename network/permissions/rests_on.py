"""Who says on which released messages a key message of the network rests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.models import KeyMessage
from deliberation.permissions.evidence import says_what_it_rests_on
from network.models import NationalTopic


@rule(_("Groups release nothing for the topic of this message."))
def is_put_to_forces(person: User, key_message: KeyMessage) -> bool:
    return NationalTopic.objects.put_to_forces(key_message.topic_id).exists()


OF_RESTS_ON = {
    "network.rest_on": says_what_it_rests_on & is_put_to_forces,
}
