"""Notes to the chair or the secretary: mine in a group, one with its answers, a new one."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from accounts.models import AdvisoryGroup
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation import actions
from deliberation.forms.notes import AnswerForm, NoteForm
from deliberation.models import Note, Topic
from deliberation.models.asker import PreparedRow
from deliberation.models.notes import addressees
from deliberation.views.marking import marked

PAGE = 50  # notes


@require_safe
def notes(request: SignedInRequest, group: int) -> HttpResponse:
    """The notes of this person in a group, those with the newest words first."""
    here = find_group(request, group)
    require(request.user, "deliberation.write_note", here)
    mine = Note.objects.visible_to(request.user).filter(group=here)
    mine = mine.select_related("topic", "written_by", "addressee")
    page = ShortPaginator(mine, PAGE).get_page(request.GET.get("page"))
    rows = [(note, note.other(request.user), note.is_unread_by(request.user)) for note in page]
    topics = [note.topic for note in page if note.topic]
    context = {"group": here, "page": page, "notes": rows, **marked(topics)}
    return render(request, "deliberation/notes.html", context)


@FORM_PAGE
def note_new(request: SignedInRequest, group: int) -> HttpResponse:
    """Write to an organiser of the group; about a topic where ``?topic=`` names one."""
    here = find_group(request, group)
    require(request.user, "deliberation.write_note", here)
    topic = _topic(request, here)
    places = addressees(here, topic, request.user).select_related("user").order_by("role")
    form = NoteForm(posted(request), places=places)
    return form_page(
        request,
        form,
        lambda: actions.write_note(
            actor=request.user,
            group=here,
            topic=topic,
            addressee=form.cleaned_data["addressee"].user,
            body=form.cleaned_data["body"],
        ),
        "deliberation/note_new.html",
        done=_("Your note is sent."),
        group=here,
        topic=topic,
        places=places,
        **marked([topic] if topic else []),
    )


def _topic(request: SignedInRequest, group: AdvisoryGroup) -> Topic | None:
    """The topic of ``?topic=``, or 404 alike for what is not there and what is not theirs."""
    if (asked := request.GET.get("topic")) is None:
        return None
    visible = Topic.objects.visible_to(request.user).filter(group=group)
    if (topic := visible.filter(pk=number(asked)).first()) is None:
        raise Http404
    return topic


_NOTE = PreparedRow(
    lambda asker: Note.objects.visible_to(asker).select_related(
        "group", "topic", "written_by", "addressee"
    )
)


@FORM_PAGE
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """One note with its answers, and the form for the next; what was unread is read now."""
    note = or_404(_NOTE(request.user, pk))
    if request.method != "POST":
        Note.objects.note_read(note, request.user)
    form = AnswerForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.answer_note(actor=request.user, note=note, **form.cleaned_data),
        "deliberation/note.html",
        done=_("Your answer is sent."),
        to=note.get_absolute_url(),
        note=note,
        answers=note.answers.select_related("written_by"),
        verdict=may(request.user, "deliberation.answer_note", note),
        **marked([note.topic] if note.topic else []),
    )
