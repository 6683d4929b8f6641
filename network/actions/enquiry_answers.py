"""Answer another group in the name of one's own: written by one, given by another."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from network.actions.national_topics import LATE
from network.events import (
    AnswerGiven,
    AnswerOffered,
    AnswerTakenBack,
    AnswerWithdrawn,
    EnquiryAnswerEvent,
)
from network.models import EnquiredGroup, EnquiryAnswer
from network.queries import to_point_at
from publications.models import Publication
from publications.outgoing import in_words

State = EnquiryAnswer.State


@transaction.atomic
def offer_answer(
    *,
    actor: User,
    enquired: EnquiredGroup,
    words: str,
    publication: Publication | None,
    shared: bool,
) -> EnquiryAnswer:
    """Write what the group answers, for its chair to give.

    :param publication: of the group, which anyone can read.
    :param shared: whether every other group that was asked reads it too.
    :raises Refused: unless ``actor`` organises the group; when the question is closed or its last
        day is over; when the group has an answer already; when it names somebody of the group.
    """
    require(actor, "network.answer_enquiry", enquired)
    _refuse_naming(enquired, words, is_confirmed=True)  # whoever gives it confirms that
    lock(enquired)
    if EnquiryAnswer.objects.under_way().filter(enquired=enquired).exists():
        raise Refused(_("Your group has an answer already. Take it back first."), thing=enquired)
    if publication and publication not in to_point_at(enquired.group):
        raise Refused(_("Choose something that anyone can read."), thing=enquired)
    answer = EnquiryAnswer.objects.create(
        enquired=enquired, words=words, publication=publication, shared=shared, offered_by=actor
    )
    emit(_event(AnswerOffered, answer), actor=actor)
    return answer


def _refuse_naming(enquired: EnquiredGroup, words: str, *, is_confirmed: bool) -> None:
    """Refuse words that name somebody, or stand in a post; those of the question may."""
    asked = enquired.enquiry
    known = (asked.title, asked.question)
    if naming := in_words(words, enquired.group, known=known, is_confirmed=is_confirmed):
        raise Refused(" ".join(naming), thing=enquired)


@transaction.atomic
def take_back_answer(*, actor: User, answer: EnquiryAnswer) -> None:
    """Take back an answer that no other group has read."""
    require(actor, "network.take_back_answer", answer)
    transition(answer, State.TAKEN_BACK, if_changed=LATE)
    emit(_event(AnswerTakenBack, answer), actor=actor)


@transaction.atomic
def give_answer(*, actor: User, answer: EnquiryAnswer, is_confirmed: bool = False) -> None:
    """Give the answer in the name of the group.

    Its words cannot have changed since they were on the screen. They are looked through for names
    again: people may have joined since. That is before the lock, so that nobody waits for it.

    :param is_confirmed: that words which may be somebody's name are none.
    :raises Refused: unless ``actor`` chairs the group, and is not who wrote it; when the question
        is closed or its last day is over; when it names somebody.
    """
    require(actor, "network.give_answer", answer)
    if answer.offered_by_id == actor.pk:
        raise Refused(_("You wrote this yourself. Another chair gives it."), thing=answer)
    _refuse_naming(answer.enquired, answer.words, is_confirmed=is_confirmed)
    lock(answer.enquired.enquiry, "state", "closes_on")  # who closes it waits
    require(actor, "network.give_answer", answer)  # it took a while to look through
    transition(answer, State.GIVEN, if_changed=LATE, given_by=actor, given_at=now())
    emit(_event(AnswerGiven, answer), actor=actor)


@transaction.atomic
def withdraw_answer(*, actor: User, answer: EnquiryAnswer) -> None:
    """Withdraw an answer: no other group reads it any more. Possible as long as it is kept."""
    require(actor, "network.withdraw_answer", answer)
    transition(answer, State.WITHDRAWN, if_changed=LATE, withdrawn_by=actor, withdrawn_at=now())
    emit(_event(AnswerWithdrawn, answer), actor=actor)


def _event(kind: type[EnquiryAnswerEvent], answer: EnquiryAnswer) -> EnquiryAnswerEvent:
    enquiry_id = answer.enquired.enquiry_id
    return kind(group_id=answer.group_id, enquiry_id=enquiry_id, enquiry_answer_id=answer.pk)
