"""Who reads what groups released, all of it in one place, and who sorts it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_organiser
from core.policy import rule
from network.models import NationalTopic
from network.permissions.national_topics import belongs_to_network, its_group_works


@rule(_("Only people of the network, and people who read for an organisation, read this."))
def reads_for_an_organisation(person: User, national_topic: NationalTopic) -> bool:
    return bool(person.organisation_ids)


OF_RELEASED = {
    "network.view_released": belongs_to_network | reads_for_an_organisation,
    "network.sort_messages": is_organiser & its_group_works,
}
