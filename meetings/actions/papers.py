"""Upload papers; the job that prepares their slides reports back here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.files import digest, remove_with_commit
from core.jobs import named
from core.locks import lock
from core.notices.mail import send_mail_to
from core.policy import Refused, require
from core.states import transition_all
from deliberation.attachments import MOST, TOO_MANY, Upload
from deliberation.models import HandbookPage, Post, Response, Space
from meetings.events import (
    PaperEvent,
    PaperFailed,
    PaperPrepared,
    PaperRejected,
    PaperUploaded,
)
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion, Slide
from meetings.slides.finding import collected
from meetings.slides.package import Kind

if TYPE_CHECKING:
    from meetings.slides.convert import SlideContent

State = PaperVersion.State
HARMFUL = _lazy(
    "The virus scanner found something harmful in this file, so it was deleted. Nobody could open"
    " it. Check the computer that it came from before you upload another file."
)
TOO_MANY_PROOFS = _lazy("Three photographs or papers are the most for one response.")


@transaction.atomic
def upload_paper(
    *,
    actor: User,
    meeting: Meeting,
    title: str,
    file: UploadedFile[bytes],
    kind: str,
    item: AgendaItem | None = None,
    notes_shared: bool = False,
) -> PaperVersion:
    """Keep an uploaded file and have its slides prepared by a job.

    :param file: checked by ``meetings.slides.package.check_upload``, which answered ``kind``.
    :raises Refused: when ``item`` is of another meeting, or not for ``actor``.
    """
    require(actor, "meetings.upload_paper", meeting)
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    if item and not items.filter(pk=item.pk).exists():
        raise Refused(_("This item is on another agenda."), thing=meeting)
    paper = Paper.objects.create(meeting=meeting, item=item, title=title)
    return _keep_file(actor, paper, Upload(file, kind), notes_shared=notes_shared)


@transaction.atomic
def attach_to_post(*, actor: User, post: Post, uploads: Sequence[Upload]) -> None:
    """Keep files with a post, each to be prepared as a paper is; their names become titles.

    :param uploads: checked by ``meetings.slides.package.check_upload``.
    :raises Refused: unless ``actor`` wrote the post and it has its words; when they are too many;
        for a photograph that is not described.
    """
    require(actor, "deliberation.attach_to_post", post)
    if len(uploads) > MOST - post.attachments.count():
        raise Refused(TOO_MANY, thing=post)
    for upload in uploads:
        if Kind(upload.kind).is_photograph:
            paper = Paper(post=post, title=_("Photograph"))
            _keep_photograph(actor, paper, upload)
            continue
        title = PurePath(_printable(upload.file.name)).stem or _("Attached file")
        paper = Paper.objects.create(post=post, title=title)
        _keep_file(actor, paper, upload)


def _keep_photograph(actor: User, paper: Paper, upload: Upload) -> None:
    """Keep it under no name, for cameras name by time; its words are there before its picture."""
    if not upload.description:
        raise Refused(_("Describe what the photograph shows."), thing=paper.post or paper.response)
    paper.save()
    version = _keep_file(actor, paper, upload)
    Slide.objects.create(version=version, number=1, descriptions=[upload.description])


@transaction.atomic
def add_proof(*, actor: User, response: Response, upload: Upload) -> Paper:
    """Keep a photograph or a paper that shows what the police say was done.

    It is prepared as every paper is, and read by those who see the key message. It is not public.

    :param upload: checked by ``meetings.slides.package.check_upload``, or by ``check_photograph``;
        its description is what the photograph shows, or what the paper is called.
    :raises Refused: unless ``actor`` may answer, and the response says what was done; when there
        are as many as a response can have; without a description.
    """
    lock(response)  # two at once are counted
    require(actor, "meetings.add_proof", response)
    if response.proofs.standing().count() >= MOST:
        raise Refused(TOO_MANY_PROOFS, thing=response)
    if Kind(upload.kind).is_photograph:
        paper = Paper(response=response, title=_("Photograph"))
        _keep_photograph(actor, paper, upload)
        return paper
    if not upload.description:
        raise Refused(_("Say what the paper is."), thing=response)
    paper = Paper.objects.create(response=response, title=upload.description)
    _keep_file(actor, paper, upload)
    return paper


@transaction.atomic
def add_document(*, actor: User, page: HandbookPage, title: str, upload: Upload) -> Paper:
    """Keep a file with a page of the handbook, to be prepared as a paper is.

    :param upload: checked by ``meetings.slides.package.check_upload``.
    :raises Refused: unless ``actor`` changes the page, and it is not archived.
    """
    lock(page, "archived_at")
    require(actor, "deliberation.change_handbook_page", page)
    paper = Paper.objects.create(page=page, title=title)
    _keep_file(actor, paper, upload)
    return paper


@transaction.atomic
def replace_document(*, actor: User, paper: Paper, upload: Upload) -> Paper:
    """Keep a new version of a document. The one before is read until this one is ready.

    :param upload: checked by ``meetings.slides.package.check_upload``.
    :raises Refused: unless it is a document of the handbook, whose page ``actor`` changes; when
        it was removed.
    """
    lock(paper)  # two versions do not get one number
    paper = Paper.objects.with_place().get(pk=paper.pk)  # as it is, not as the page had it
    require(actor, "meetings.replace_document", paper)
    last = paper.versions.aggregate(last=Max("number"))["last"]
    _keep_file(actor, paper, upload, number=last + 1)
    return paper


def _keep_file(
    actor: User,
    paper: Paper,
    upload: Upload,
    *,
    notes_shared: bool = False,
    number: int = 1,
) -> PaperVersion:
    version = PaperVersion(
        paper=paper,
        number=number,
        file_name="" if Kind(upload.kind).is_photograph else _printable(upload.file.name),
        kind=upload.kind,
        notes_shared=notes_shared,
        sha256=digest(upload.file),
        uploaded_by=actor,
        uploaded_at=now(),
    )
    version.save()
    _tell(PaperUploaded, version, actor)  # of two presses the second ends here, before its file
    version.file.save(f"papers/{paper.pk}/{number}/original.{upload.kind}", upload.file, save=True)
    prepare = named("meetings.jobs.prepare_paper")  # which reports back to this module
    prepare.enqueue(version.pk, key=f"prepare:{version.pk}")
    return version


def _printable(name: str | None) -> str:
    return "".join(filter(str.isprintable, name or ""))[:200]


@transaction.atomic
def finish_paper(*, actor: None, version: PaperVersion, slides: Iterable[SlideContent]) -> None:
    """Keep the slides that the job made. A second run replaces nothing."""
    contents = list(slides)
    reasons = {content.no_picture_reason for content in contents} - {""}
    state = State.TEXT_ONLY if reasons else State.READY
    count = sum(not content.hidden for content in contents)
    problem = " ".join(sorted(reasons))[:500]
    rows = PaperVersion.objects.filter(pk=version.pk)
    findings = collected(contents)
    if not transition_all(rows, state, problem=problem, done=count, total=count, findings=findings):
        return
    described = dict(version.slides.values_list("number", "descriptions"))  # of a photograph
    version.slides.all().delete()
    for content in contents:
        _keep(
            version,
            replace(content, descriptions=described.get(content.number, content.descriptions)),
        )
    _delete_photograph(version)
    _tell(PaperPrepared, version, actor)


@transaction.atomic
def fail_paper(*, actor: None, version: PaperVersion, problem: str) -> None:
    """Say why a paper could not be prepared; ``problem`` is a sentence of ours."""
    rows = PaperVersion.objects.filter(pk=version.pk)
    if transition_all(rows, State.FAILED, problem=problem[:500]):
        _delete_photograph(version)
        _tell(PaperFailed, version, actor)


def _delete_photograph(version: PaperVersion) -> None:
    """Delete the file of a photograph: it says where it was taken, and nobody needs it."""
    if Kind(version.kind).is_photograph:
        PaperVersion.objects.filter(pk=version.pk).update(file="")
        remove_with_commit([str(version.file.name)])


@transaction.atomic
def reject_paper(*, actor: None, version: PaperVersion) -> None:
    """Remove a file in which the virus scanner found something, and tell who uploaded it."""
    rows = PaperVersion.objects.filter(pk=version.pk)
    if transition_all(rows, State.REJECTED, file="", problem=str(HARMFUL)):
        remove_with_commit([str(version.file.name)])
        path = version.paper.get_absolute_url()
        send_mail_to(version.uploaded_by, "look_now", {"path": path}, about=version.paper)
        _tell(PaperRejected, version, actor)


def _keep(version: PaperVersion, content: SlideContent) -> None:
    slide = Slide(
        version=version,
        number=content.number,
        hidden=content.hidden,
        title=content.title[:300],
        text=content.text,
        blocks=content.blocks,
        notes=content.notes if version.notes_shared else "",
        descriptions=content.descriptions,
        has_video=content.has_video,
        width=content.width,
        height=content.height,
    )
    folder = f"papers/{version.paper_id}/{version.number}"
    for name, picture in (("large", content.large), ("small", content.small)):
        if picture:
            path = f"{folder}/{content.number}-{name}.webp"
            getattr(slide, name).save(path, ContentFile(picture), save=False)
    slide.save()


def _tell(kind: type[PaperEvent], version: PaperVersion, actor: User | None) -> None:
    emit(kind(**pointers(version)), actor=actor)


def pointers(version: PaperVersion) -> dict[str, Any]:
    """What every event about a paper carries."""
    paper, post = version.paper, version.paper.post
    ids = {"group_id": paper.group_id, "paper_id": paper.pk, "version_id": version.pk}
    if paper.response:
        return {**ids, "topic_id": paper.topic_id, "response_id": paper.response_id}
    if post:
        return {**ids, "topic_id": post.topic_id, "post_id": post.pk, "space": Space(post.space)}
    return {**ids, "meeting_id": paper.meeting_id, "handbook_page_id": paper.page_id}
