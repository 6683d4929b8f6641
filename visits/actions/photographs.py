"""Add photographs to a report and remove them; the job that draws them reports back here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.files import remove_with_commit
from core.jobs import named
from core.locks import lock
from core.policy import Refused, require
from core.states import transition_all
from deliberation.attachments import Upload
from visits.events import (
    PhotographAdded,
    PhotographPrepared,
    PhotographRemoved,
    VisitPhotographEvent,
)
from visits.models import VisitPhotograph, VisitReport
from visits.models.photographs import MOST

if TYPE_CHECKING:
    from meetings.slides.photograph import Picture

State = VisitPhotograph.State


@transaction.atomic
def add_photograph(*, actor: User, report: VisitReport, upload: Upload) -> VisitPhotograph:
    """Keep a photograph with its words; a job draws it anew and deletes the file.

    :param upload: checked by ``meetings.slides.photograph.check_photograph``.
    :raises Refused: unless ``actor`` writes the report; without words; when there are six.
    """
    lock(report.visit)
    lock(report, "state")
    require(actor, "visits.add_photograph", report)
    if not upload.description:
        raise Refused(_("Describe what the photograph shows."), thing=report)
    if report.photographs.count() >= MOST:
        raise Refused(_("Six photographs are the most for one report."), thing=report)
    photograph = VisitPhotograph.objects.create(
        report=report, shows=upload.description, added_at=now()
    )
    _say(PhotographAdded, photograph, actor)
    path = f"visits/{report.pk}/{photograph.pk}/original.{upload.kind}"
    photograph.file.save(path, upload.file, save=True)
    prepare = named("visits.jobs.prepare_photograph")  # which reports back to this module
    prepare.enqueue(photograph.pk, key=f"photograph:{photograph.pk}")
    return photograph


@transaction.atomic
def remove_photograph(*, actor: User, photograph: VisitPhotograph) -> None:
    """Take a photograph off a report, with its words.

    :raises Refused: unless ``actor`` writes the report, and it is with them; under a legal hold.
    """
    report = photograph.report
    lock(report.visit)
    lock(report, "state")
    lock(photograph, "file", "picture")  # it may have been drawn since the page was asked for
    require(actor, "visits.remove_photograph", report)
    names = [photograph.file.name, photograph.picture.name]
    remove_with_commit(name for name in names if name)
    event = _event(PhotographRemoved, photograph)
    photograph.delete()
    emit(event, actor=actor)


@transaction.atomic
def finish_photograph(
    *, actor: None, photograph: VisitPhotograph, picture: Picture | None, problem: str = ""
) -> None:
    """Keep the picture that was drawn, or why there is none. A second run replaces nothing.

    :param actor: nobody: the job does it.
    """
    rows = VisitPhotograph.objects.filter(pk=photograph.pk)
    state = State.READY if picture else State.FAILED
    if not transition_all(rows, state, problem=problem[:500], file=""):
        return
    if picture:
        path = f"visits/{photograph.report_id}/{photograph.pk}/picture.webp"
        photograph.picture.save(path, ContentFile(picture.large), save=False)
        rows.update(picture=photograph.picture.name, width=picture.width, height=picture.height)
    if photograph.file:
        remove_with_commit([str(photograph.file.name)])
    _say(PhotographPrepared, photograph, actor)


def _say(kind: type[VisitPhotographEvent], photograph: VisitPhotograph, actor: User | None) -> None:
    emit(_event(kind, photograph), actor=actor)


def _event(kind: type[VisitPhotographEvent], photograph: VisitPhotograph) -> VisitPhotographEvent:
    report = photograph.report
    return kind(
        group_id=report.group_id,
        visit_id=report.visit_id,
        visit_report_id=report.pk,
        visit_photograph_id=photograph.pk,
    )
