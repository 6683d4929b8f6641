"""Upload papers, wait for their slides, read them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from iag_portal.policy import may, require
from meetings import actions, queries
from meetings.forms import PaperForm
from meetings.models import Paper, Slide
from meetings.slides.sandbox import available
from meetings.views.meetings import find


@require_http_methods(["GET", "POST"])
def paper_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload a slide pack for a meeting. What was typed is kept when the file is refused."""
    meeting = find(request, pk)
    require(request.user, "meetings.upload_paper", meeting)
    form = PaperForm(request.POST or None, request.FILES or None, meeting=meeting)
    if form.is_valid():
        version = actions.upload_paper(
            actor=request.user,
            meeting=meeting,
            title=form.cleaned_data["title"],
            file=form.cleaned_data["file"],
            kind=form.kind,
            item=form.chosen_item(),
        )
        messages.success(request, _("The file has arrived. Its slides are being prepared."))
        return redirect("meetings:paper", pk=version.paper_id)
    context = {"form": form, "meeting": meeting, "tools": available()}
    return render(request, "meetings/paper_new.html", context, status=422 if form.errors else 200)


def find_paper(request: SignedInRequest, pk: int) -> Paper:
    """The paper, as far as this person may know of it, with its versions."""
    visible = Paper.objects.visible_to(request.user).select_related("meeting__group", "item")
    return get_object_or_404(visible.prefetch_related("versions"), pk=pk)


@require_safe
def paper_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper: how far its preparation is, or all its slides at a glance."""
    paper = find_paper(request, pk)
    context = _common(paper) | {
        "slides": queries.slides(paper.version),
        "sees_original": may(request.user, "meetings.upload_paper", paper.meeting),
    }
    template = "meetings/paper.html#state" if request.htmx else "meetings/paper.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def paper_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole pack as text."""
    paper = find_paper(request, pk)
    context = _common(paper) | {"slides": queries.slides(paper.version)}
    return render(request, "meetings/paper_text.html", context)


def _common(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper,
        "version": paper.version,
        "meeting": paper.meeting,
        "marking": paper.meeting.get_marking_display(),
    }


def find_slide(request: SignedInRequest, pk: int, number: int) -> tuple[Paper, Slide]:
    """One slide of the newest version, as far as this person may know of it."""
    paper = find_paper(request, pk)
    visible = Slide.objects.visible_to(request.user).select_related("version")
    return paper, get_object_or_404(visible, version=paper.version, number=number, hidden=False)


@require_safe
def slide_detail(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One slide: its picture, its text, what its pictures show."""
    paper, slide = find_slide(request, pk, number)
    before, after = queries.neighbours(slide)
    context = _common(paper) | {
        "slide": slide,
        "before": before,
        "after": after,
        "total": queries.slides(paper.version).count(),
    }
    template = "meetings/slide.html#own" if request.htmx else "meetings/slide.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def slide_picture(request: SignedInRequest, pk: int, number: int, size: str) -> FileResponse:
    """The picture of a slide, 1280 or 480 px wide, to those who may read the paper."""
    _paper, slide = find_slide(request, pk, number)
    picture = slide.large if size == "large" else slide.small
    if not picture:
        raise Http404
    response = FileResponse(picture.open("rb"), content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = "inline"
    return response
