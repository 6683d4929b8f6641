"""Who may do what with a question to other groups: its organisers write, a chair asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import group_works, is_organiser
from core.clock import today
from core.policy import rule
from deliberation.permissions.topics import is_chair
from network.models import Enquiry
from network.permissions.national_topics import its_group_works

State = Enquiry.State


@rule(_("This was asked or taken back already."))
def is_drafted(person: User, enquiry: Enquiry) -> bool:
    return enquiry.state == State.DRAFTED


@rule(_("Its last day is over. Take it back and write it with a later one."))
def has_time_left(person: User, enquiry: Enquiry) -> bool:
    return today() <= enquiry.closes_on


@rule(_("This question is not open."))
def is_asked(person: User, enquiry: Enquiry) -> bool:
    return enquiry.state == State.ASKED


OF_ENQUIRIES = {
    "network.draft_enquiry": is_organiser & group_works,
    "network.ask_enquiry": is_chair & its_group_works & is_drafted & has_time_left,
    "network.take_back_enquiry": is_organiser & is_drafted,
    "network.close_enquiry": is_organiser & is_asked,
}
