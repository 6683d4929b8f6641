"""Who records what a representative may hold, and who sees which groups have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from accounts.permissions import is_organiser, role_in
from core.policy import rule
from network.models import AskedForce, NationalTopic, NetworkForce
from network.models.mandates import is_being_decided
from network.permissions.asked_forces import takes_part
from network.permissions.national_topics import its_group_works
from network.permissions.representations import leads_group


@rule(_("An associate takes part in the meeting without a position, so it needs no mandate."))
def has_a_position(person: User, asked: AskedForce) -> bool:
    return asked.standing == NetworkForce.Standing.FORCE


@rule(_("This was cancelled."))
def is_not_cancelled(person: User, asked: AskedForce) -> bool:
    return asked.national_topic.state != NationalTopic.State.CANCELLED


@rule(_("The meeting that decides this is open now. A mandate is recorded before it."))
def is_not_being_decided(person: User, asked: AskedForce) -> bool:
    return not is_being_decided(asked.national_topic)


@rule(_("Only the group’s own people read what their representative may hold."))
def belongs_to_group(person: User, asked: AskedForce) -> bool:
    return role_in(person, asked.group) in OWN_PEOPLE


OF_MANDATES = {
    "network.record_mandate": leads_group
    & its_group_works
    & takes_part
    & has_a_position
    & is_not_cancelled
    & is_not_being_decided,
    "network.view_mandate": belongs_to_group,
    "network.view_mandates": is_organiser,
}
