"""The agenda of a meeting before it opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, or_404, posted
from accounts.saving import or_conflict, save_page
from core.numbers import number
from core.policy import require
from deliberation.permissions import is_chair, is_secretary
from meetings import actions, queries
from meetings.forms.agenda import ItemForm
from meetings.models import Action, AgendaItem, Meeting
from meetings.views.meetings import find

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _address(meeting: Meeting) -> str:
    return reverse("meetings:agenda-change", args=[meeting.pk])


def _find(request: SignedInRequest, pk: int) -> AgendaItem:
    """An item of an agenda that this person may change."""
    item = or_404(queries.item_of(request.user, pk))
    require(request.user, "meetings.change_agenda", item)
    return item


@require_safe
def agenda_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """The items, each with what can be done with it."""
    meeting = find(request, pk)
    require(request.user, "meetings.change_agenda", meeting)
    context = {
        "meeting": meeting,
        "agenda": queries.agenda(meeting, request.user),
        "too_long": queries.too_long(meeting, request.user),
        "left_over": queries.left_over(meeting, request.user),
        "marking": meeting.get_marking_display(),
    }
    return render(request, "meetings/agenda.html", context)


@require_POST
def agenda_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the chair to agree to the agenda."""
    meeting = find(request, pk)
    if meeting.agenda_asked_at and is_secretary(request.user, meeting):  # pressed in two windows
        messages.info(request, _("The chair is asked already."))
        return redirect(meeting)
    actions.ask_agenda(actor=request.user, meeting=meeting)
    messages.success(request, _("The chair is asked to agree to the agenda."))
    return redirect(meeting)


@require_POST
def agenda_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree to the agenda that the chair has read, unless it was changed or agreed meanwhile."""
    meeting = find(request, pk)
    is_agreed = meeting.agenda_state == Meeting.AgendaState.AGREED
    if is_agreed and is_chair(request.user, meeting):  # another was faster, or pressed twice
        messages.info(request, _("The agenda is agreed already."))
        return redirect(meeting)
    version = number(request.POST.get("version", ""))
    agree = partial(actions.agree_agenda, actor=request.user, meeting=meeting, version=version)
    if or_conflict(agree):
        messages.error(request, _("Somebody changed the agenda meanwhile. Read it again."))
    else:
        messages.success(request, _("The agenda is agreed."))
    return redirect(meeting)


@FORM_PAGE
def item_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an item at the end of the agenda."""
    meeting = find(request, pk)
    require(request.user, "meetings.change_agenda", meeting)
    form = ItemForm(posted(request), meeting=meeting, person=request.user, item=None)
    return form_page(
        request,
        form,
        lambda: actions.add_item(actor=request.user, meeting=meeting, planned=form.planned()),
        "meetings/item.html",
        done=_("The item is added at the end of the agenda."),
        to=_address(meeting),
        meeting=meeting,
        agenda_url=_address(meeting),
    )


@require_POST
def item_carry(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """Put an item of the last meeting on the agenda; the page comes back at it."""
    meeting = find(request, pk)
    visible = AgendaItem.objects.visible_to(request.user).select_related("meeting", "topic")
    carried = get_object_or_404(visible, pk=item)
    carry = partial(actions.carry_item, actor=request.user, meeting=meeting, item=carried)
    return _carried(request, meeting, meeting.agenda.filter(carried_from=carried), carry)


@require_POST
def action_carry(request: SignedInRequest, pk: int, action: int) -> HttpResponse:
    """Put an open action on the agenda; the page comes back at it."""
    meeting = find(request, pk)
    carried = get_object_or_404(Action.objects.visible_to(request.user), pk=action)
    carry = partial(actions.carry_action, actor=request.user, meeting=meeting, action=carried)
    return _carried(request, meeting, meeting.agenda.filter(action=carried), carry)


def _carried(
    request: SignedInRequest,
    meeting: Meeting,
    there: QuerySet[AgendaItem],
    carry: Callable[[], AgendaItem],
) -> HttpResponse:
    """The page at the item that was carried, now or by another press."""
    require(request.user, "meetings.change_agenda", meeting)
    if item := there.first():
        messages.info(request, _("This is on the agenda already."))
    else:
        item = carry()
    return redirect(f"{_address(meeting)}#item-{item.pk}")


@FORM_PAGE
def item_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an item; when somebody was faster, theirs is shown and mine is kept."""
    item = _find(request, pk)
    meeting = item.meeting
    again = partial(ItemForm, meeting=meeting, person=request.user, item=item)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.change_item(
            actor=request.user,
            item=item,
            planned=form.planned(),
            version=form.cleaned_data["version"],
        ),
        again,
        "meetings/item.html",
        done=_("The item is changed."),
        to=_address(meeting),
        meeting=meeting,
        item=item,
        agenda_url=_address(meeting),
    )


@require_POST
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let an item change places with its neighbour; the page comes back at that item."""
    item = _find(request, pk)
    actions.move_item(actor=request.user, item=item, up=request.POST.get("to") == "up")
    return redirect(f"{_address(item.meeting)}#item-{item.pk}")


@FORM_PAGE
def item_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove an item; asks first. Where papers are for it, shows what can be done with these."""
    item = _find(request, pk)
    papers = queries.papers_of(item, request.user)
    if papers and request.method != "POST":
        context = {"item": item, "meeting": item.meeting, "papers": papers}
        context["agenda_url"] = _address(item.meeting)
        return render(request, "meetings/item_papers.html", context)
    return confirm(
        request,
        lambda: actions.remove_item(actor=request.user, item=item),
        "meetings/confirm.html",
        done=_("The item is removed."),
        to=_address(item.meeting),
        title=_("Remove “%s” from the agenda?") % item.title,
        text=_("It cannot be called back; you can add it again."),
        button=_("Remove the item"),
        cancel_words=_("Keep the item"),
        variant="warning",
        meeting=item.meeting,
    )
