"""Who may do what with what a force is asked: the people of its lead group."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_organiser
from core.policy import rule
from network.models import AskedForce
from network.permissions.forces import is_chair
from network.permissions.national_topics import its_group_works, opens_to_everybody


@rule(_("Your group has answered already."))
def is_unanswered(person: User, asked: AskedForce) -> bool:
    return asked.state == AskedForce.State.WAITING


@rule(_("It can no longer be answered: it was closed, or its last day is over."))
def can_be_answered(person: User, asked: AskedForce) -> bool:
    return asked.national_topic.takes_answers


@rule(_("Your group does not take part in this."))
def takes_part(person: User, asked: AskedForce) -> bool:
    return asked.state == AskedForce.State.ACCEPTED


OF_ASKED_FORCES = {
    "network.change_named": is_chair & takes_part,
    "network.answer_asked": is_organiser
    & its_group_works
    & is_unanswered
    & can_be_answered
    & opens_to_everybody,
}
