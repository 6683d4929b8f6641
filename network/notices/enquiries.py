"""What people are told of questions between groups: one waits, is asked, answered or closed."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import CHAIRS, ORGANISERS
from core.notices.kinds import Kind
from network.events import (
    AnswerGiven,
    AnswerOffered,
    AnswerWithdrawn,
    EnquiryAsked,
    EnquiryClosed,
    EnquiryDrafted,
)
from network.models import EnquiredGroup, Enquiry, EnquiryAnswer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _who_ask(enquiry: Enquiry, _facts: Facts) -> QuerySet[User]:
    """The chairs of the group, of whom whoever wrote it is none that asks it."""
    chairs = User.objects.in_roles(enquiry.group_id, CHAIRS)
    return chairs.exclude(pk=enquiry.drafted_by_id)


def _organisers_of(asked: QuerySet[EnquiredGroup]) -> QuerySet[User]:
    groups = AdvisoryGroup.objects.working().filter(pk__in=asked.values("group"))
    places = Membership.objects.current().filter(group__in=groups, role__in=ORGANISERS)
    return User.objects.filter(pk__in=places.values("user"))


def _who_are_asked(enquiry: Enquiry, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of each group that is asked."""
    return _organisers_of(enquiry.asked.all())


def _who_answered(enquiry: Enquiry, _facts: Facts) -> QuerySet[User]:
    """Those of each group whose answer stands."""
    given = EnquiryAnswer.objects.filter(state=EnquiryAnswer.State.GIVEN)
    return _organisers_of(enquiry.asked.filter(answers__in=given))


def _who_give(answer: EnquiryAnswer, _facts: Facts) -> QuerySet[User]:
    """The chairs of the group, of whom whoever wrote it is none that gives it."""
    chairs = User.objects.in_roles(answer.group_id, CHAIRS)
    return chairs.exclude(pk=answer.offered_by_id)


def _who_asked(enquiry: Enquiry, _facts: Facts) -> QuerySet[User]:
    """The chairs and the secretary of the group that asks."""
    return User.objects.in_roles(enquiry.group_id, ORGANISERS)


def _waits_for_chair(enquiry: Enquiry) -> bool:
    return enquiry.state == Enquiry.State.DRAFTED


def _can_be_given(answer: EnquiryAnswer) -> bool:
    waits = answer.state == EnquiryAnswer.State.OFFERED
    return waits and answer.enquired.enquiry.takes_answers


of_enquiry = partial(Kind, about=Enquiry, fact="enquiry_id", joins=("group",))

OF_ENQUIRIES = (
    of_enquiry(
        event=EnquiryDrafted,
        says=_("A question to other groups waits for you to ask it"),
        people=_who_ask,
        still=_waits_for_chair,
    ),
    of_enquiry(
        event=EnquiryAsked,
        says=_("Another group asks who knows. Your group can answer, or let it pass"),
        people=_who_are_asked,
        still=attrgetter("takes_answers"),
    ),
    Kind(
        event=AnswerOffered,
        fact="enquiry_answer_id",
        about=EnquiryAnswer,
        says=_("An answer to another group waits for you to give it"),
        people=_who_give,
        shows=attrgetter("enquired.enquiry"),
        still=_can_be_given,
        joins=("enquired__enquiry",),
    ),
    of_enquiry(
        event=AnswerGiven,
        says=_("A group has answered a question of your group"),
        people=_who_asked,
    ),
    of_enquiry(
        event=AnswerWithdrawn,
        says=_("An answer to a question of your group has been withdrawn"),
        people=_who_asked,
    ),
    of_enquiry(
        event=EnquiryClosed,
        says=_("A question that your group answered is closed, with thanks"),
        people=_who_answered,
    ),
)
