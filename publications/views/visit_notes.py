"""A member’s public note about a visit: written, offered, prepared, named, looked at."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.files import file_response
from core.policy import require
from publications import actions
from publications.forms import NoteForm, OfferForm, PrepareNoteForm, ReturnForm
from publications.models import Release, VisitNote
from publications.note import content_of
from visits.models import VisitPhotograph
from visits.queries import names_in_group
from visits.recognisable import perhaps_names, told_in
from visits.views.reports import find_report

WEBP = "image/webp"


def find_note(request: SignedInRequest, **where: int) -> VisitNote:
    """The note, or 404 alike for what is not there and what is not theirs to know of."""
    joined = VisitNote.objects.visible_to(request.user).select_related(
        "report__visit__group__organisation", "report__visit__observer", "photograph"
    )
    return get_object_or_404(joined, **where)


def _of_visit(request: SignedInRequest, pk: int) -> VisitNote:
    return find_note(request, report__visit__pk=pk)


def _shows_photograph(request: SignedInRequest, note: VisitNote) -> bool:
    """Whether they open the photograph: who has left the group does not any more."""
    photographs = VisitPhotograph.objects.visible_to(request.user)
    return photographs.filter(pk=note.photograph_id or 0).exists()


@require_safe
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it has come, and what comes next."""
    shown = _of_visit(request, pk)
    context = {
        "note": shown,
        "visit": shown.report.visit,
        "is_mine": shown.observer_id == request.user.pk,
        "shows_photograph": _shows_photograph(request, shown),
        "publication": shown.publication,
        "release": shown.releases.under_way().first(),
    }
    return render(request, "publications/note.html", context)


@FORM_PAGE
def note_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write it, and save what there is. Where it was saved in another window, both are shown."""
    report = find_report(request, pk)
    require(request.user, "publications.write_note", report)
    newest = VisitNote.objects.visible_to(request.user).filter(report=report).first()
    published = newest and newest.publication
    asked = partial(NoteForm, report=report, is_published=bool(published))
    form = asked(posted(request), initial=NoteForm.initial_of(newest))
    return save_page(
        request,
        form,
        lambda: actions.write_note(
            actor=request.user,
            report=report,
            text=form.text(),
            after=form.cleaned_data["after"],
        ),
        asked,
        "publications/note_write.html",
        done=_("The note is saved. Nobody else reads it before you offer it."),
        visit=report.visit,
        published=published,
    )


@FORM_PAGE
def note_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go through the checklist, then give it to the group."""
    offered = _of_visit(request, pk)
    require(request.user, "publications.offer_note", offered)
    form = OfferForm(posted(request), initial={"version": offered.version})
    names = names_in_group(offered.report)
    return form_page(
        request,
        form,
        lambda: actions.offer_note(
            actor=request.user,
            note=offered,
            confirmed=form.confirmed(),
            version=form.cleaned_data["version"],
        ),
        "publications/note_offer.html",
        done=_("The note is offered. You can take it back until it is published."),
        to=offered.get_absolute_url(),
        note=offered,
        visit=offered.report.visit,
        shows_photograph=True,
        told=told_in(offered.text, names),
        perhaps=perhaps_names(offered.text, names),
    )


@FORM_PAGE
def note_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then take it back."""
    taken_back = _of_visit(request, pk)
    require(request.user, "publications.take_back_note", taken_back)
    return confirm(
        request,
        lambda: actions.take_back_note(actor=request.user, note=taken_back),
        done=_("The note is yours alone again."),
        to=taken_back.get_absolute_url(),
        title=_("Take your note back?"),
        text=_("It is not published, and what was prepared of it is thrown away."),
        button=_("Take it back"),
        cancel_words=_("Leave it with the group"),
    )


@FORM_PAGE
def note_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let one’s name stand beside it."""
    named = _of_visit(request, pk)
    require(request.user, "publications.name_writer", named)
    return confirm(
        request,
        lambda: actions.name_writer(actor=request.user, note=named),
        done=_("Your name stands beside the note, as soon as it is published."),
        to=named.get_absolute_url(),
        title=_("Let your name stand beside the note?"),
        text=_(
            "Anyone who reads its page reads your name there: at once, if it is published. It is in"
            " no file of the note."
        ),
        button=_("Show my name"),
        cancel_words=_("Leave it without"),
    )


@FORM_PAGE
def note_unname(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one’s name away from it."""
    unnamed = _of_visit(request, pk)
    require(request.user, "publications.unname_writer", unnamed)
    return confirm(
        request,
        lambda: actions.unname_writer(actor=request.user, note=unnamed),
        done=_("Your name does not stand beside the note any more."),
        to=unnamed.get_absolute_url(),
        title=_("Take your name away from the note?"),
        text=_("It is gone from the page at once. People read that a member wrote it."),
        button=_("Take my name away"),
        cancel_words=_("Leave it there"),
    )


@FORM_PAGE
def note_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    """The secretary reads it and hands it to the police lead."""
    offered = find_note(request, pk=pk)
    require(request.user, "publications.prepare_note", offered)
    form = PrepareNoteForm(posted(request), note=offered, person=request.user)
    return form_page(
        request,
        form,
        lambda: actions.prepare_note(
            actor=request.user,
            note=offered,
            draft=form.draft(),
            version=form.cleaned_data["version"],
        ),
        "publications/note_prepare.html",
        done=attrgetter("waits_with"),
        note=offered,
        visit=offered.report.visit,
        shows_photograph=True,
    )


def prepare_again(request: SignedInRequest, release: Release) -> HttpResponse:
    """The same after it was sent back, or the chair approved it; checks begin anew."""
    if release.visit_note is None:
        raise Http404
    form = PrepareNoteForm(
        posted(request), note=release.visit_note, person=request.user, release=release
    )
    return form_page(
        request,
        form,
        lambda: actions.prepare_note_again(
            actor=request.user,
            release=release,
            draft=form.draft(),
            version=form.cleaned_data["version"],
        ),
        "publications/note_prepare.html",
        done=attrgetter("waits_with"),
        note=release.visit_note,
        visit=release.visit_note.report.visit,
        release=release,
        shows_photograph=True,
    )


@FORM_PAGE
def note_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send it back to its writer."""
    returned = find_note(request, pk=pk)
    require(request.user, "publications.return_note", returned)
    form = ReturnForm(posted(request), initial={"version": returned.version})
    return form_page(
        request,
        form,
        lambda: actions.return_note(actor=request.user, note=returned, **form.cleaned_data),
        "publications/note_return.html",
        done=_("The note is sent back. Its writer is told."),
        to=returned.report.visit.get_absolute_url(),
        note=returned,
        visit=returned.report.visit,
    )


@require_safe
def release_photograph(request: SignedInRequest, pk: int) -> HttpResponse:
    """The photograph of a note on its way out, for who looks at what will be public."""
    rows = Release.objects.visible_to(request.user).under_way()
    release = get_object_or_404(rows.select_related("visit_note__photograph"), pk=pk)
    if release.visit_note is None or not (content := content_of(release.visit_note)):
        raise Http404
    return file_response(content, WEBP)
