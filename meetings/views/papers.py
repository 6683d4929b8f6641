"""Upload papers, wait for their slides, read them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page, next_url, run_action
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from core.clock import now
from core.dates import day_and_time
from core.files import file_response, stored
from core.marking import Marking
from core.policy import may, require
from meetings import actions, queries
from meetings.copies.faces import name_on_copies
from meetings.findings import checks, for_readers
from meetings.forms import MovePaperForm, PaperForm
from meetings.models import Meeting, Paper, PaperCopy, PaperMark, PaperVersion, Slide
from meetings.models.copies import copy_of
from meetings.models.papers import PLACES, visible_paper
from meetings.slides.package import Kind
from meetings.slides.sandbox import available
from meetings.views.meetings import find


@FORM_PAGE
def paper_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload a slide pack for a meeting. What was typed is kept when the file is refused."""
    meeting = find(request, pk)
    require(request.user, "meetings.upload_paper", meeting)
    form = PaperForm(posted(request), request.FILES or None, meeting=meeting, person=request.user)
    return form_page(
        request,
        form,
        lambda: _upload(request, meeting, form).paper,
        "meetings/paper_new.html",
        done=_("The file has arrived. Its slides are being prepared."),
        meeting=meeting,
        tools=available(),
    )


def _upload(request: SignedInRequest, meeting: Meeting, form: PaperForm) -> PaperVersion:
    return actions.upload_paper(
        actor=request.user,
        meeting=meeting,
        title=form.cleaned_data["title"],
        file=form.cleaned_data["file"],
        kind=form.kind,
        item=form.chosen_item(),
        notes_shared=form.cleaned_data["notes_shared"],
    )


def find_paper(request: SignedInRequest, pk: int) -> Paper:
    """The paper, as far as this person may know of it, with its versions."""
    paper = or_404(visible_paper(request.user, pk))
    prefetch_related_objects([paper], "versions")
    return paper


@require_safe
def paper_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper: how far its preparation is, or all its slides at a glance."""
    paper = find_paper(request, pk)
    replaces = may(request.user, "meetings.replace_document", paper)
    namesakes = queries.namesakes(paper, request.user)
    context = _common(request, paper) | {
        "slides": queries.slides(paper.version),
        "copy": copy_of(request.user, paper.version),
        "sees_original": _uploads_again(request, paper),
        "removes": may(request.user, "meetings.remove_paper", paper),
        "moves": may(request.user, "meetings.move_paper", paper),
        "replaces": replaces,
        "replacement": paper.next_version if replaces else None,
        "checks": _checks(request, paper),
        "remarks": for_readers(paper.version),
        "name_on_copies": name_on_copies(request.user),
        "namesakes": namesakes,
        "changed": _changed(request, paper, namesakes[0]),
    }
    template = "meetings/paper.html#state" if request.htmx else "meetings/paper.html"
    return render(request, template, context)


def _uploads_again(request: SignedInRequest, paper: Paper) -> bool:
    meeting = paper.meeting
    return meeting is not None and bool(may(request.user, "meetings.upload_paper", meeting))


def _changed(request: SignedInRequest, paper: Paper, before: Paper | None) -> list[int] | None:
    """Slides with other words than in the paper before, for who has opened that; else nothing."""
    if before is None or not (paper.version.is_readable and before.version.is_readable):
        return None
    if not PaperMark.objects.filter(user=request.user, paper=before).exists():
        return None
    return queries.changed_slides(before.version, paper.version)


def _checks(request: SignedInRequest, paper: Paper) -> list[tuple[str, str]]:
    """What was found in the file, for who looks after it."""
    return checks(paper.version) if may(request.user, "meetings.check_paper", paper) else []


@FORM_PAGE
def paper_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a paper that should not be there; asks first."""
    paper = find_paper(request, pk)
    require(request.user, "meetings.remove_paper", paper)
    return confirm(
        request,
        lambda: actions.remove_paper(actor=request.user, paper=paper),
        "meetings/paper_remove.html",
        done=_("The paper is removed, with its slides and all copies."),
        to=paper.get_absolute_url() if paper.meeting else paper.back_url,
        cancel=paper.get_absolute_url(),
        title=_("Remove this paper?"),
        button=_("Remove this paper"),
        cancel_words=_("Keep this paper"),
        variant="warning",
        paper=paper,
    )


@FORM_PAGE
def paper_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a paper be for another item of its agenda."""
    paper = find_paper(request, pk)
    require(request.user, "meetings.move_paper", paper)
    form = MovePaperForm(
        posted(request),
        meeting=cast("Meeting", paper.meeting),
        person=request.user,
        initial={"item": paper.item_id},
    )
    address = next_url(request, paper.get_absolute_url())
    return form_page(
        request,
        form,
        lambda: actions.move_paper(actor=request.user, paper=paper, item=form.chosen_item()),
        "meetings/paper_move.html",
        done=_("The paper is for another item now."),
        to=address,
        paper=paper,
        next=address,
    )


@require_safe
def paper_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole pack as text."""
    paper = find_paper(request, pk)
    context = _common(request, paper) | {
        "slides": queries.slides(paper.version),
        "remarks": for_readers(paper.version),
    }
    return render(request, "meetings/paper_text.html", context)


def _common(request: SignedInRequest, paper: Paper) -> dict[str, Any]:
    _write_down(request, paper)
    return {
        "paper": paper,
        "version": paper.version,
        "is_photograph": Kind(paper.version.kind).is_photograph,
        "marking": paper.marking.label,
        "sensitive": is_sensitive(paper),
    }


def is_sensitive(paper: Paper) -> bool:
    """Whether it is written down who opens this paper."""
    return paper.marking == Marking.OFFICIAL_SENSITIVE


def _write_down(request: SignedInRequest, paper: Paper) -> None:
    if not paper.version.is_readable:
        return
    PaperMark.objects.note_opened(request.user, paper)
    if is_sensitive(paper):
        actions.open_sensitive_paper(actor=request.user, paper=paper)


def find_slide(request: SignedInRequest, pk: int, number: int) -> tuple[Paper, Slide]:
    """One slide of the newest version, as far as this person may know of it."""
    paper = find_paper(request, pk)
    return paper, get_object_or_404(queries.slides(paper.version), number=number)


@require_safe
def slide_detail(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One slide: its picture, its text, what its pictures show."""
    paper, slide = find_slide(request, pk, number)
    before, after = queries.neighbours(slide)
    context = _common(request, paper) | {
        "slide": slide,
        "before": before,
        "after": after,
        "total": queries.last_number(paper.version),
    }
    template = "meetings/slide.html#own" if request.htmx else "meetings/slide.html"
    return render(request, template, context)


@require_safe
def slide_picture(request: SignedInRequest, pk: int, number: int, size: str) -> HttpResponse:
    """The picture of a slide, 1280 or 480 px wide, to those who may read the paper.

    Of an OFFICIAL-SENSITIVE paper it carries the reader's name, in the picture itself.
    """
    paper, slide = find_slide(request, pk, number)
    picture = (slide.large if size == "large" else slide.small).name
    if not picture:
        raise Http404
    if not is_sensitive(paper):
        return file_response(stored(picture), "image/webp")
    from meetings.copies.picture import marked  # noqa: PLC0415 -- loads Pillow

    _write_down(request, paper)
    words = (
        paper.marking.label,
        name_on_copies(request.user),
        day_and_time(now()),
    )
    return file_response(marked(stored(picture), " · ".join(words)), "image/webp")


@require_POST
def copy_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a copy of the paper with one's own name on every page."""
    paper = find_paper(request, pk)
    _copy, reason = run_action(
        request, lambda: actions.ask_paper_copy(actor=request.user, paper=paper)
    )
    if reason:
        messages.error(request, reason)
    return redirect(paper)


@require_POST
def copy_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy itself, for its reader alone."""
    visible = PaperCopy.objects.visible_to(request.user).exclude(file="")
    joins = [f"version__paper__{place}__group" for place in PLACES]
    with_places = visible.select_related(*joins, "version__paper__item__topic")
    copy = get_object_or_404(with_places, pk=pk)
    actions.take_paper_copy(actor=request.user, copy=copy)
    marking = copy.version.paper.marking.label
    name = f"{marking}-paper-{copy.version.paper_id}-copy-{pk}.pdf"
    return file_response(stored(copy.file), "application/pdf", name)
