"""Who may do what with the minutes of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.policy import rule
from deliberation.permissions import is_chair, is_chair_or_secretary
from meetings.models import Correction, Meeting, Minutes, MinutesItem


def minutes_of(thing: Minutes | MinutesItem | Correction) -> Minutes:
    """The minutes that ``thing`` is, or belongs to."""
    if isinstance(thing, Correction):
        thing = thing.minutes_item
    return thing if isinstance(thing, Minutes) else thing.minutes


@rule(_("This meeting did not take place."))
def took_place(person: User, meeting: Meeting) -> bool:
    return meeting.state == Meeting.State.ENDED


@rule(_("The minutes of this meeting are begun already."))
def has_no_minutes(person: User, meeting: Meeting) -> bool:
    return not Minutes.objects.filter(meeting=meeting).exists()


@rule(_("The minutes of this meeting are agreed. Nothing that they say is changed any more."))
def minutes_are_not_agreed(person: User, meeting: Meeting) -> bool:
    return not Minutes.objects.filter(meeting=meeting, state=Minutes.State.AGREED).exists()


@rule(_("You do not have access to these minutes."))
def reads_minutes(person: User, minutes: Minutes) -> bool:
    return Minutes.objects.visible_to(person).filter(pk=minutes.pk).exists()


@rule(_("You do not have access to the minutes of this item."))
def reads_item(person: User, thing: MinutesItem | Correction) -> bool:
    item = thing.minutes_item if isinstance(thing, Correction) else thing
    return MinutesItem.objects.visible_to(person).filter(pk=item.pk).exists()


@rule(_("These minutes are published. What they say is changed by a correction."))
def is_draft(person: User, thing: Minutes | MinutesItem) -> bool:
    return minutes_of(thing).is_draft


@rule(_("These minutes are a draft, or agreed already."))
def is_published(person: User, thing: Minutes | MinutesItem | Correction) -> bool:
    return minutes_of(thing).is_published


@rule(_("The time to propose corrections is over. Tell the chair before the next meeting."))
def is_in_time(person: User, item: MinutesItem) -> bool:
    """The chair and the secretary also write down what the next meeting says."""
    return item.minutes.is_being_checked or role_in(person, item) in ORGANISERS


@rule(_("Only people who were invited to this meeting can do this."))
def was_invited(person: User, item: MinutesItem) -> bool:
    invited = item.minutes.meeting.attendances.standing().filter(user=person)
    return role_in(person, item) is not None and invited.exists()


@rule(_("This correction was answered already."))
def waits(person: User, correction: Correction) -> bool:
    return correction.waits


@rule(_("A correction waits for an answer. Answer it first."))
def all_answered(person: User, minutes: Minutes) -> bool:
    return not Correction.objects.waiting().filter(minutes_item__minutes=minutes).exists()


proposes = (is_chair_or_secretary | was_invited) & is_published & is_in_time

POLICY = {
    "meetings.draft_minutes": is_chair_or_secretary & took_place & has_no_minutes,
    "meetings.read_minutes": reads_minutes,
    "meetings.write_minutes": is_chair_or_secretary & is_draft & reads_item,
    "meetings.publish_minutes": is_chair_or_secretary & is_draft,
    "meetings.propose_correction": proposes & reads_item,
    "meetings.record_correction": is_chair_or_secretary & is_published & reads_item,
    "meetings.answer_correction": is_chair_or_secretary & is_published & waits & reads_item,
    "meetings.agree_minutes": is_chair & is_published & all_answered,
}
