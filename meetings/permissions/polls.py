"""Who asks which dates suit, and who answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from accounts.permissions import group_works, role_in
from core.policy import rule
from deliberation.permissions import is_chair_or_secretary
from meetings.models import DatePoll


@rule(_("Only the group’s own people are asked."))
def is_asked(person: User, poll: DatePoll) -> bool:
    return role_in(person, poll) in OWN_PEOPLE


@rule(_("This question is closed."))
def is_undecided(person: User, poll: DatePoll) -> bool:
    return poll.is_undecided


@rule(_("The last day to answer is over."))
def takes_answers(person: User, poll: DatePoll) -> bool:
    return poll.takes_answers


POLICY = {
    "meetings.open_poll": is_chair_or_secretary & group_works,
    "meetings.answer_poll": is_asked & is_undecided & takes_answers,
    "meetings.record_poll_answer": is_chair_or_secretary & is_undecided & takes_answers,
    "meetings.view_poll_answers": is_chair_or_secretary,
    "meetings.arrange_from_poll": is_chair_or_secretary & is_undecided,
    "meetings.withdraw_poll": is_chair_or_secretary & is_undecided,
}
