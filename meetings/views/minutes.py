"""The minutes of a meeting: read, drafted, written, published, agreed."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page, run_action
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import save_page
from core.files import file_response
from core.policy import may, require
from core.prepared import Given
from deliberation.models.asker import PreparedFor, PreparedRow
from meetings import actions, queries
from meetings.forms.minutes import AgreeMinutesForm, MinutesForm, PublishMinutesForm
from meetings.minutes import Document, Entry
from meetings.models import Meeting, Minutes, MinutesItem
from meetings.views.meetings import find


def find_minutes(request: SignedInRequest, pk: int) -> Minutes:
    """The minutes of a meeting, as far as this person may know of them."""
    rows: list[Minutes] = _MINUTES(request.user, meeting=pk)
    return or_404(next(iter(rows), None))


def find_item(request: SignedInRequest, pk: int) -> MinutesItem:
    """What minutes say of an item, as far as this person may read it."""
    return or_404(_ITEM(request.user, pk))


_MINUTES = PreparedFor(
    lambda asker: (
        Minutes.objects.visible_to(asker)
        .filter(meeting=Given("meeting", BigIntegerField()))
        .select_related("meeting__group")
    ),
    by_standing=False,
)
_ITEM = PreparedRow(
    lambda asker: MinutesItem.objects.visible_to(asker).select_related(
        "minutes__meeting__group", "item__topic"
    )
)


@FORM_PAGE
def minutes_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then begin the minutes of a meeting."""
    meeting = find(request, pk)
    require(request.user, "meetings.draft_minutes", meeting)
    return confirm(
        request,
        lambda: actions.draft_minutes(actor=request.user, meeting=meeting),
        done=_("The draft is there. Now write what was said in each item."),
        to=Minutes(meeting=meeting).get_absolute_url(),
        cancel=meeting.get_absolute_url(),
        title=_("Draft the minutes"),
        text=_(
            "Who was there, the papers, the outcomes and the actions stand there already, from"
            " what the meeting left. You write what was said. Until you publish them, only the"
            " chair, the vice-chair and the secretary read them."
        ),
        button=_("Draft the minutes"),
        marking=meeting.get_marking_display(),
    )


@require_safe
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes, as far as this person reads them."""
    row = find_minutes(request, pk)
    document = queries.minutes_document(row, request.user)
    context = {
        "document": document,
        "minutes": row,
        "meeting": row.meeting,
        "agreed_in": _agreed_in(request, row),
        "marking": str(document.marking.label),
        **_deeds(request, document),
    }
    return render(request, "meetings/minutes.html", context)


def _agreed_in(request: SignedInRequest, minutes: Minutes) -> Meeting | None:
    """The meeting that agreed them, where this person knows of it."""
    if minutes.agreed_in_id is None:
        return None
    return Meeting.objects.visible_to(request.user).filter(pk=minutes.agreed_in_id).first()


def _deeds(request: SignedInRequest, document: Document) -> dict[str, object]:
    """What this person may do. It is the same for each item that they read."""
    items = [entry.minuted for entry in document.entries if entry.minuted]
    deeds = {"writes": "write_minutes", "corrects": "propose_correction"}
    deeds["answers"] = "record_correction"
    return {
        "drafts": queries.reads_drafts(document.minutes, request.user),
        **{
            name: bool(items and may(request.user, f"meetings.{permission}", items[0]))
            for name, permission in deeds.items()
        },
    }


@FORM_PAGE
def minutes_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what was said in an item; when somebody was faster, both are shown and mine is kept.

    A refusal of what I typed, such as after somebody published the minutes, gives it back.
    """
    item = find_item(request, pk)
    if request.method != "POST" or not queries.reads_drafts(item.minutes, request.user):
        require(request.user, "meetings.write_minutes", item)
    again = partial(MinutesForm, minutes_item=item)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.write_minutes(actor=request.user, minutes_item=item, **form.cleaned_data),
        again,
        "meetings/minutes_write.html",
        done=_("The minutes of this item are saved."),
        minutes_item=item,
        meeting=item.minutes.meeting,
        entry=_entry(request, item),
        marking=item.get_marking_display(),
    )


def _entry(request: SignedInRequest, item: MinutesItem) -> Entry | None:
    """The item with its facts, to stand beside what is typed."""
    document = queries.minutes_document(item.minutes, request.user)
    return next((entry for entry in document.entries if entry.minuted == item), None)


@require_safe
def minutes_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the minutes of an item said, newest first, each with what it changed."""
    item = find_item(request, pk)
    context = {
        "minutes_item": item,
        "meeting": item.minutes.meeting,
        "steps": queries.minutes_versions(item, request.user),
        "marking": item.get_marking_display(),
    }
    return render(request, "meetings/minutes_versions.html", context)


@FORM_PAGE
def minutes_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for how long people check the minutes, then give them to everybody who was invited."""
    row = find_minutes(request, pk)
    require(request.user, "meetings.publish_minutes", row)
    form = PublishMinutesForm(posted(request), initial={"working_days": queries.usual_days(row)})
    document = queries.minutes_document(row, request.user)
    return form_page(
        request,
        form,
        lambda: actions.publish_minutes(actor=request.user, minutes=row, **form.cleaned_data),
        "meetings/minutes_publish.html",
        done=_("The minutes are published. Everybody who was invited gets a notice."),
        minutes=row,
        meeting=row.meeting,
        document=document,
        marking=str(document.marking.label),
    )


@FORM_PAGE
def minutes_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask at which meeting, then record that the minutes were agreed."""
    row = find_minutes(request, pk)
    require(request.user, "meetings.agree_minutes", row)
    form = AgreeMinutesForm(posted(request), minutes=row)
    document = queries.minutes_document(row, request.user)
    return form_page(
        request,
        form,
        lambda: actions.agree_minutes(actor=request.user, minutes=row, meeting=form.chosen),
        "meetings/minutes_agree.html",
        done=_("It is recorded that the minutes were agreed. Nothing changes them any more."),
        minutes=row,
        meeting=row.meeting,
        accepted=queries.accepted_corrections(row),
        marking=str(document.marking.label),
    )


@require_POST
def minutes_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as PDF, with the name of who takes it on each page."""
    from meetings.copies.minutes import lay_out_minutes  # noqa: PLC0415 -- loads Pillow

    row = find_minutes(request, pk)
    _nothing, reason = run_action(
        request, lambda: actions.take_minutes_copy(actor=request.user, minutes=row)
    )
    if reason:
        messages.error(request, reason)
        return redirect(row)
    document = queries.minutes_document(row, request.user)
    copy = queries.copy_of_minutes(document, request.user)
    content = lay_out_minutes(copy, {"document": document, "meeting": row.meeting})
    name = f"{document.marking.label}-minutes-{row.meeting_id}.pdf"
    return file_response(content, "application/pdf", name)
