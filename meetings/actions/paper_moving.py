"""Move a paper to another item of its agenda, where it opens to nobody whom it was closed to."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.emit import emit
from core.policy import Refused, require
from meetings.actions.history import note_agenda
from meetings.actions.lock import lock_meeting
from meetings.actions.papers import pointers
from meetings.events import PaperMoved
from meetings.models import AgendaItem, Meeting, Paper


@transaction.atomic
def move_paper(*, actor: User, paper: Paper, item: AgendaItem | None) -> Paper:
    """Let ``paper`` be for another item of its meeting.

    :param item: ``None`` for the meeting as a whole.
    :raises Refused: unless ``actor`` is the chair or the secretary and the meeting is to come; when
        ``item`` is on another agenda or not for ``actor``, or is its item already; when somebody
        could read it there who may not read it now.
    """
    require(actor, "meetings.move_paper", paper)
    meeting = lock_meeting(cast("Meeting", paper.meeting))
    paper = Paper.objects.with_place().select_related("item__topic__group").get(pk=paper.pk)
    require(actor, "meetings.move_paper", paper)  # asked anew, of what was waited for
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    if item and not items.filter(pk=item.pk).exists():
        raise Refused(_("This item is on another agenda."), thing=paper)
    if paper.item == item:
        raise Refused(_("The paper is for this item already."), thing=paper)
    if opens_further(paper, item):
        raise Refused(
            _(
                "Somebody could read this paper there who may not read it now. Remove it, and"
                " upload it again for the other item."
            ),
            thing=paper,
        )
    paper.item = item
    paper.save(update_fields=["item"])
    note_agenda(meeting, actor)
    version, number = paper.version, item.pk if item else 0
    emit(PaperMoved(**pointers(version), item_id=number), actor=actor)
    return paper


def let_go_of_gone(item: AgendaItem) -> None:
    """Keep what is told of papers that are gone with the meeting, where that opens it to nobody."""
    dropped = item.papers.exclude(pk__in=item.papers.standing())
    for paper in dropped.select_related("item__topic__group"):
        if not opens_further(paper, None):
            Paper.objects.filter(pk=paper.pk).update(item=None)


def opens_further(paper: Paper, item: AgendaItem | None) -> bool:
    """Whether ``paper``, for ``item``, would open to somebody to whom it is closed.

    Away from a restricted topic, or from an item for members, it could at any time, whoever
    reads that now.
    """
    now, then = paper.item.topic if paper.item else None, item.topic if item else None
    if now and now != then and now.is_restricted:
        return True
    if paper.item and paper.item.members_only and not (item and item.members_only):
        return True
    moved = Paper(meeting=paper.meeting, item=item)
    closed = moved.readers().exclude(user__in=paper.readers().values("user"))
    return closed.exists()
