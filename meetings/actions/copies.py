"""Reading papers: what is sensitive is written down, and a copy carries its reader's name."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import pdf
from core.audit.models import Record
from core.clock import now
from core.emit import emit
from core.jobs import named
from core.policy import Refused, require
from deliberation.queries import head_for_all
from meetings.actions.papers import pointers
from meetings.events import PaperCopyAsked, PaperCopyTaken, PaperOpened
from meetings.models import Paper, PaperCopy
from meetings.models.copies import copy_of

AGAIN = timedelta(hours=1)  # slides of one sitting are one opening
KEPT = timedelta(days=1)


@transaction.atomic
def open_sensitive_paper(*, actor: User, paper: Paper) -> None:
    """Write down that ``actor`` opened an OFFICIAL-SENSITIVE paper; once an hour.

    :raises Refused: unless they may read it.
    """
    require(actor, "meetings.read_paper", paper)
    before = Record.objects.filter(
        actor=actor,
        event=PaperOpened.name,
        at__gt=now() - AGAIN,
        facts__version_id=paper.version.pk,
    )
    if not before.exists():
        emit(PaperOpened(**pointers(paper.version)), actor=actor)


@transaction.atomic
def ask_paper_copy(*, actor: User, paper: Paper) -> PaperCopy:
    """Ask for a copy with the name of ``actor`` on every page; a job lays it out.

    Who asks again within a day gets the same one.

    :raises Refused: unless they may read it and it is ready; where no PDF can be made.
    """
    require(actor, "meetings.take_copy", paper)
    if earlier := copy_of(actor, paper.version):
        return earlier
    if words := pdf.unavailable():
        raise Refused(words, thing=paper)
    copy = PaperCopy.objects.create(
        version=paper.version,
        user=actor,
        head=head_for_all(paper.group_id),
        asked_at=now(),
        expires_at=now() + KEPT,
    )
    named("meetings.jobs.lay_out_copy").enqueue(copy.pk)  # which reports back by its row
    emit(PaperCopyAsked(**pointers(paper.version), copy_id=copy.pk), actor=actor)
    return copy


@transaction.atomic
def take_paper_copy(*, actor: User, copy: PaperCopy) -> None:
    """Write down that ``actor`` downloads their copy.

    :raises Refused: when it is somebody else's, too old, not ready, or no longer theirs to read.
    """
    require(actor, "meetings.read_paper", copy.version.paper)
    mine = PaperCopy.objects.visible_to(actor).filter(pk=copy.pk).exclude(file="")
    if not mine.exists():
        raise Refused(_("This copy is not there any more. Ask for a new one."), thing=copy)
    emit(PaperCopyTaken(**pointers(copy.version), copy_id=copy.pk), actor=actor)
