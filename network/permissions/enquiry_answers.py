"""Who may do what with an answer to another group: its organisers write, a chair gives it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import is_organiser
from core.policy import rule
from deliberation.permissions.topics import is_chair
from network.models import EnquiredGroup, EnquiryAnswer
from network.permissions.national_topics import its_group_works

State = EnquiryAnswer.State


@rule(_("It can no longer be answered: it was closed, or its last day is over."))
def can_be_answered(person: User, enquired: EnquiredGroup) -> bool:
    return enquired.enquiry.takes_answers


@rule(_("It can no longer be answered: it was closed, or its last day is over."))
def can_still_be_answered(person: User, answer: EnquiryAnswer) -> bool:
    return answer.enquired.enquiry.takes_answers


@rule(_("This was given or taken back already."))
def is_offered(person: User, answer: EnquiryAnswer) -> bool:
    return answer.state == State.OFFERED


@rule(_("This answer is not with another group."))
def is_given(person: User, answer: EnquiryAnswer) -> bool:
    return answer.state == State.GIVEN


OF_ENQUIRY_ANSWERS = {
    "network.answer_enquiry": is_organiser & its_group_works & can_be_answered,
    "network.give_answer": is_chair & its_group_works & is_offered & can_still_be_answered,
    "network.take_back_answer": is_organiser & is_offered,
    "network.withdraw_answer": is_chair & is_given,
}
