"""What everybody has in front of them: the item, the slide, the wording, the round."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.models.memberships import ADVISERS
from deliberation.actions import Asked, open_agreement_round
from deliberation.models import AgreementRound, KeyMessage, Wording
from iag_portal.emit import emit
from iag_portal.policy import Refused, require
from meetings.events import ItemStarted, SlideShown, WordingShown
from meetings.models import AgendaItem, Attendance, Meeting, Recusal, Slide


@transaction.atomic
def start_item(*, actor: User, meeting: Meeting, item: AgendaItem) -> None:
    """Move the meeting to an item; the first slide of its paper comes up, the wording goes.

    :raises Refused: when the item is of another meeting.
    """
    require(actor, "meetings.run_meeting", meeting)
    if item.meeting_id != meeting.pk:
        raise Refused(_("This item is on another agenda."))
    slides = Slide.objects.filter(version__paper__item=item, hidden=False)
    first = slides.order_by("version__paper", "-version__number", "number").first()
    Meeting.objects.filter(pk=meeting.pk).update(item=item, slide=first, wording=None)
    emit(
        ItemStarted(group_id=meeting.group_id, meeting_id=meeting.pk, item_id=item.pk), actor=actor
    )


@transaction.atomic
def show_slide(*, actor: User, meeting: Meeting, slide: Slide) -> None:
    """Show a slide to everybody who follows the presenter.

    :raises Refused: when the slide is of another meeting's paper.
    """
    require(actor, "meetings.show_slide", meeting)
    if slide.version.paper.meeting_id != meeting.pk:
        raise Refused(_("This slide belongs to another meeting."))
    Meeting.objects.filter(pk=meeting.pk).update(slide=slide)
    emit(
        SlideShown(group_id=meeting.group_id, meeting_id=meeting.pk, slide_id=slide.pk), actor=actor
    )


@transaction.atomic
def show_wording(*, actor: User, meeting: Meeting, wording: Wording | None) -> None:
    """Put a wording on everybody's screen; ``None`` takes it off.

    :raises Refused: when it is of another group.
    """
    require(actor, "meetings.show_wording", meeting)
    if wording and wording.key_message.group_id != meeting.group_id:
        raise Refused(_("This key message belongs to another group."))
    Meeting.objects.filter(pk=meeting.pk).update(wording=wording)
    emit(
        WordingShown(
            group_id=meeting.group_id,
            meeting_id=meeting.pk,
            wording_id=wording.pk if wording else 0,
        ),
        actor=actor,
    )


@transaction.atomic
def open_round(*, actor: User, meeting: Meeting, key_message: KeyMessage) -> AgreementRound:
    """Ask the members about a key message in this meeting, and put it on the screen.

    Asked are the members who did not send apologies, however they take part; those who
    declared an interest in an item on the same topic are recused, with their reason.
    """
    require(actor, "meetings.run_meeting", meeting)
    agreement_round = open_agreement_round(
        actor=actor,
        key_message=key_message,
        asked=_asked(meeting, key_message),
        occasion=meeting.stream,
    )
    Meeting.objects.filter(pk=meeting.pk).update(wording=agreement_round.wording)
    emit(
        WordingShown(
            group_id=meeting.group_id,
            meeting_id=meeting.pk,
            wording_id=agreement_round.wording_id,
        ),
        actor=actor,
    )
    return agreement_round


def _asked(meeting: Meeting, key_message: KeyMessage) -> list[Asked]:
    roll = Membership.objects.current().filter(group=meeting.group_id, role__in=ADVISERS)
    recusals = Recusal.objects.filter(item__meeting=meeting, item__topic=key_message.topic_id)
    reasons = dict(recusals.values_list("user_id", "reason"))
    coming = meeting.attendances.filter(user__in=roll.values("user"))
    return [
        Asked(user=one.user, mode=one.mode, recusal=reasons.get(one.user_id, ""))
        for one in coming.exclude(mode=Attendance.Mode.APOLOGIES).select_related("user")
    ]
