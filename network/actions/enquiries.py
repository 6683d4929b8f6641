"""Ask other groups who knows: written by one, asked by another, closed with thanks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from network.actions.national_topics import LATE
from network.events import (
    EnquiryAsked,
    EnquiryClosed,
    EnquiryDrafted,
    EnquiryEvent,
    EnquiryExpired,
    EnquiryTakenBack,
)
from network.models import EnquiredGroup, Enquiry, EnquiryAnswer
from network.models.enquiries import LATEST
from network.queries import groups_to_write_to
from publications.outgoing import in_words

State = Enquiry.State


@transaction.atomic
def draft_enquiry(
    *,
    actor: User,
    group: AdvisoryGroup,
    title: str,
    question: str,
    closes_on: date,
    groups: Collection[AdvisoryGroup],
) -> Enquiry:
    """Write a question for the chair to ask.

    :param groups: whom it is put to: groups of the directory.
    :raises Refused: unless ``actor`` organises the group; when it names somebody of the group; for
        a last day that is over or far ahead; without groups, and for one that cannot be asked.
    """
    require(actor, "network.draft_enquiry", group)
    if not today() <= closes_on <= today() + timedelta(days=LATEST):
        raise Refused(_("Choose a last day within the next 180 days."), thing=group)
    keys = {row.pk for row in groups}
    chosen = list(groups_to_write_to(group, actor).filter(pk__in=keys))
    if not chosen or len(chosen) != len(keys):
        raise Refused(_("Choose groups from the list."), thing=group)
    _refuse_naming(group, title, question, is_confirmed=True)  # whoever asks it confirms that
    enquiry = Enquiry.objects.create(
        group=group, title=title, question=question, closes_on=closes_on, drafted_by=actor
    )
    for each in chosen:
        EnquiredGroup.objects.create(enquiry=enquiry, group=each)
    emit(_event(EnquiryDrafted, enquiry), actor=actor)
    return enquiry


def _refuse_naming(group: AdvisoryGroup, *texts: str, is_confirmed: bool) -> None:
    if naming := in_words("\n".join(texts), group, is_confirmed=is_confirmed):
        raise Refused(" ".join(naming), thing=group)


@transaction.atomic
def take_back_enquiry(*, actor: User, enquiry: Enquiry) -> None:
    """Take back a question that no other group has read."""
    require(actor, "network.take_back_enquiry", enquiry)
    transition(enquiry, State.TAKEN_BACK, if_changed=LATE, closed_at=now())
    emit(_event(EnquiryTakenBack, enquiry), actor=actor)


@transaction.atomic
def ask_enquiry(*, actor: User, enquiry: Enquiry, is_confirmed: bool = False) -> None:
    """Put the question to the groups, in the name of one's own.

    Its words cannot have changed since they were on the screen. They are looked through for names
    again: people may have joined since.

    :param is_confirmed: that words which may be somebody's name are none.
    :raises Refused: unless ``actor`` chairs the group, and is not who wrote it; when its last day
        is over; when it names somebody.
    """
    require(actor, "network.ask_enquiry", enquiry)
    if enquiry.drafted_by_id == actor.pk:
        raise Refused(_("You wrote this yourself. Another chair asks it."), thing=enquiry)
    texts = (enquiry.title, enquiry.question)
    _refuse_naming(enquiry.group, *texts, is_confirmed=is_confirmed)
    transition(enquiry, State.ASKED, if_changed=LATE, asked_by=actor, asked_at=now())
    emit(_event(EnquiryAsked, enquiry), actor=actor)


@transaction.atomic
def close_enquiry(*, actor: User, enquiry: Enquiry) -> None:
    """Close a question: no group answers it any more, and those that did are thanked."""
    lock(enquiry, "state")
    require(actor, "network.close_enquiry", enquiry)
    transition(enquiry, State.CLOSED, if_changed=LATE, closed_at=now())
    emit(_event(EnquiryClosed, enquiry), actor=actor)


@transaction.atomic
def remove_expired_enquiries(*, actor: None, ids: list[int]) -> None:
    """Remove these, with whom they asked and what was answered.

    :param actor: nobody: the schedule does it.
    """
    rows = Enquiry.objects.filter(pk__in=ids)
    lock_all(rows)
    for enquiry in rows.order_by("pk"):
        event = _event(EnquiryExpired, enquiry)
        EnquiryAnswer.objects.filter(enquired__enquiry=enquiry).delete()
        EnquiredGroup.objects.filter(enquiry=enquiry).delete()
        enquiry.delete()
        emit(event, actor=actor)


def _event(kind: type[EnquiryEvent], enquiry: Enquiry) -> EnquiryEvent:
    return kind(group_id=enquiry.group_id, enquiry_id=enquiry.pk)
