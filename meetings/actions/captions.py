"""Arrange captions, and write them: what is kept of them is little, and not for long."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.sent_forms.claims import claim
from meetings.actions.lock import lock_meeting
from meetings.events import CaptionsArranged, CaptionsBegan
from meetings.models import Caption, Meeting
from meetings.models.captions import KEPT, lines_of

MOVED_ON = _(
    "The meeting has moved to another item, so this was not shown: it may not be for everybody who"
    " reads along now. Press “Send” if it is."
)
NOT_LAST = _("This line cannot be corrected any more: another one came after it, or it is gone.")


@transaction.atomic
def arrange_captions(
    *, actor: User, meeting: Meeting, address: str, captioner: User | None = None
) -> None:
    """Say where captions are written, and by whom; those who need them are told, and who writes.

    :param address: of a page outside, by https; empty where nobody writes there.
    :param captioner: who writes in the portal; ``None`` for nobody.
    :raises Refused: when they are not invited to this meeting.
    """
    require(actor, "meetings.arrange_captions", lock_meeting(meeting))
    invited = meeting.attendances.with_access()
    if captioner and not invited.filter(user=captioner).exists():
        raise Refused(_("Only somebody who is invited to this meeting writes here."), thing=meeting)
    other = Meeting.objects.filter(pk=meeting.pk).exclude(captions=address, captioner=captioner)
    if other.update(captions=address, captioner=captioner):
        meeting.captions, meeting.captioner = address, captioner
        ids = {"group_id": meeting.group_id, "meeting_id": meeting.pk}
        writes = captioner.pk if captioner else 0
        emit(CaptionsArranged(**ids, captioner_id=writes), actor=actor)


@transaction.atomic
def write_captions(
    *, actor: User, meeting: Meeting, item_id: int | None, text: str, corrects: int | None = None
) -> list[Caption]:
    """Show lines to everybody who reads along, or put the last one right.

    The record says that somebody began, and not each line: it would outlive the words.

    :param item_id: which item was under way when the words were begun.
    :param corrects: the line in whose place they stand; it has to be the last one.
    :raises Refused: when the meeting has moved on meanwhile, or the line is not the last.
    """
    require(actor, "meetings.write_captions", lock_meeting(meeting))
    if item_id != meeting.item_id:
        raise Refused(MOVED_ON, thing=meeting)
    claim()  # the same form again writes nothing twice, also where nothing is recorded
    if not meeting.lines.filter(by=actor).exists():
        emit(CaptionsBegan(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)
    first, *rest = lines_of(text)
    if corrects is None:
        rest = [first, *rest]
    else:
        _correct(actor, meeting, corrects, first)
    row = {"meeting": meeting, "item_id": meeting.item_id, "by": actor, "written_at": now()}
    written = [Caption.objects.create(text=line, **row) for line in rest]
    kept = meeting.lines.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    meeting.lines.exclude(pk__in=list(kept)).delete()
    return written


def _correct(actor: User, meeting: Meeting, pk: int, text: str) -> None:
    last = meeting.lines.filter(item=meeting.item_id).order_by("pk").last()
    if last is None or (last.pk, last.by_id) != (pk, actor.pk):
        raise Refused(NOT_LAST, thing=meeting)
    meeting.lines.filter(pk=pk).update(text=text, version=F("version") + 1)


def forget_captions(meeting: Meeting) -> None:
    """Nothing of them stays when a meeting ends, also where its end is taken back."""
    meeting.lines.all().delete()
