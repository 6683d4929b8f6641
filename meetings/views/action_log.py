"""The action log of a group, one action of it, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, or_404, posted
from accounts.models import AdvisoryGroup
from accounts.saving import save_page
from core.marking import Marking
from core.numbers import number
from core.pagination import ShortPaginator
from core.policy import Rule, require
from deliberation.models.asker import PreparedRow
from deliberation.permissions import is_chair_or_secretary
from meetings import actions, queries
from meetings.action_log import People
from meetings.forms import action_log as forms
from meetings.models import Action, Meeting
from meetings.permissions.action_log import reports

PAGE = 25  # actions
STATES = {"open": Action.ACTIVE, "closed": Action.CLOSED}


def _log(group: AdvisoryGroup) -> str:
    return reverse("meetings:action-log", args=[group.pk])


def _find(request: SignedInRequest, pk: int) -> Action:
    return or_404(_ACTION(request.user, pk))


_ACTION = PreparedRow(
    lambda asker: Action.objects.visible_to(asker).select_related("group", "owner", "item")
)


def _require_turn(
    request: SignedInRequest, permission: str, action: Action, taker: Rule = is_chair_or_secretary
) -> None:
    """Refuse who never does this. What comes too late is refused on its own page, words and all."""
    if request.method != "POST" or not taker(request.user, action):
        require(request.user, permission, action)


def _marked(rows: Iterable[Action]) -> str:
    return str(Marking.highest(row.marking for row in rows).label)


@require_safe
def action_log(request: SignedInRequest, group: int) -> HttpResponse:
    """The actions of a group: those that are open first, by day."""
    advisory_group = find_group(request, group)
    require(request.user, "meetings.read_actions", advisory_group)
    counts = queries.action_counts(advisory_group, request.user)
    rows = queries.actions_of(advisory_group, request.user)
    asked = request.GET.get("show", "")
    chosen = asked if asked in STATES else ""
    rows = rows.filter(state__in=STATES[chosen]) if chosen else rows
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    people = People(request.user, advisory_group.pk)
    context = {
        "group": advisory_group,
        "page": page,
        "entries": queries.action_entries(page.object_list, people),
        "chosen": chosen,
        "choices": [("open", _("Open"), counts["open"]), ("closed", _("Closed"), counts["closed"])],
        "reported": counts["reported"],
        "standing": str(queries.action_standing(advisory_group, request.user)),
        "marking": _marked(page.object_list),
    }
    return render(request, "meetings/action_log.html", context)


@require_safe
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One action, and what became of it."""
    action = _find(request, pk)
    people = People(request.user, action.group_id)
    context = {
        "action": action,
        "owner": people.name(action.owner),
        "has_left": people.has_left(action.owner),
        "history": queries.action_history(action, people),
        "meeting": Meeting.objects.visible_to(request.user).filter(actions=action).first(),
        "marking": action.get_marking_display(),
    }
    return render(request, "meetings/action.html", context)


@FORM_PAGE
def action_add(request: SignedInRequest, group: int) -> HttpResponse:
    """Give somebody something to do by a day."""
    advisory_group = find_group(request, group)
    require(request.user, "meetings.add_action", advisory_group)
    meeting = number(request.GET.get("meeting"))
    form = forms.AddActionForm(
        posted(request), group=advisory_group, person=request.user, meeting=meeting
    )
    return form_page(
        request,
        form,
        lambda: actions.add_action(
            actor=request.user, group=advisory_group, planned=form.planned(), **form.agreed_at()
        ),
        "meetings/action_form.html",
        marking=str(form.marking.label),
        done=lambda action: _("%(action)s is added.") % {"action": action.reference},
        to=_log(advisory_group),
        group=advisory_group,
        cancel=_log(advisory_group),
    )


@FORM_PAGE
def action_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an action; when somebody was faster, both are shown and mine is kept."""
    action = _find(request, pk)
    _require_turn(request, "meetings.change_action", action)
    again = partial(forms.ChangeActionForm, action=action)
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.change_action(
            actor=request.user,
            action=action,
            planned=form.planned(),
            after=form.cleaned_data["after"],
            words=form.cleaned_data["words"],
        ),
        again,
        "meetings/action_form.html",
        done=_("The action is changed."),
        log_entry=action,
        group=action.group,
        cancel=action.get_absolute_url(),
        marking=action.get_marking_display(),
    )


@FORM_PAGE
def action_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that an action is done, for oneself or for its owner."""
    action = _find(request, pk)
    _require_turn(request, "meetings.report_action", action, taker=reports)
    form = forms.ReportActionForm(posted(request))
    return _reason_page(
        request,
        form,
        lambda: actions.report_action(
            actor=request.user,
            action=action,
            words=form.cleaned_data["words"],
            partly=form.is_partly,
        ),
        action,
        title=_("Report an action"),
        text=_("The chair or the secretary closes it, at the next meeting or before."),
        done=_("Thank you. The chair or the secretary closes it."),
        submit=_("Report it"),
    )


@FORM_PAGE
def action_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close one action as its owner reported it; asks first, and anew when it moved meanwhile."""
    action = _find(request, pk)
    require(request.user, "meetings.close_action", action)
    closes_as = Action.CLOSES_AS[Action.State(action.state)].label
    again = partial(forms.CloseActionForm, initial={"after": action.version})
    form = again(posted(request))
    return save_page(
        request,
        form,
        lambda: actions.close_action(
            actor=request.user, action=action, after=form.cleaned_data["after"]
        ),
        again,
        "accounts/confirm.html",
        done=_("The action is closed."),
        to=action.get_absolute_url(),
        title=_("Close %(action)s?") % {"action": action.reference},
        text=_("%(task)s It is closed as: %(state)s. You can open it again.")
        % {"task": _sentence(action.task), "state": str(closes_as).lower()},
        button=_("Close the action"),
        cancel=action.get_absolute_url(),
        marking=action.get_marking_display(),
    )


@FORM_PAGE
def actions_close(request: SignedInRequest, group: int) -> HttpResponse:
    """Close the actions that were reported, all at once or those that are ticked."""
    advisory_group = find_group(request, group)
    require(request.user, "meetings.close_actions", advisory_group)
    reported = list(queries.reported_actions(advisory_group, request.user))
    form = forms.CloseActionsForm(posted(request), reported=reported)
    return form_page(
        request,
        form,
        lambda: actions.close_actions(actor=request.user, reported=form.chosen()),
        "meetings/actions_close.html",
        done=lambda n: (
            ngettext("%(n)d action is closed.", "%(n)d actions are closed.", n) % {"n": n}
        ),
        to=_log(advisory_group),
        group=advisory_group,
        reported=reported,
        cancel=_log(advisory_group),
        marking=_marked(reported),
    )


@FORM_PAGE
def action_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a report back to its owner, or open an action again that is closed."""
    action = _find(request, pk)
    _require_turn(request, "meetings.reopen_action", action)
    form = forms.ReasonForm(posted(request))
    sends_back = action.is_reported
    return _reason_page(
        request,
        form,
        lambda: actions.reopen_action(
            actor=request.user, action=action, words=form.cleaned_data["words"]
        ),
        action,
        title=_("Send the action back") if sends_back else _("Open the action again"),
        text=_("It is then to be done again. Its owner gets a notice."),
        done=_("The action is open again."),
        submit=_("Send it back") if sends_back else _("Open it again"),
    )


@FORM_PAGE
def action_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an action back; asks why."""
    action = _find(request, pk)
    _require_turn(request, "meetings.withdraw_action", action)
    form = forms.ReasonForm(posted(request))
    return _reason_page(
        request,
        form,
        lambda: actions.withdraw_action(
            actor=request.user, action=action, words=form.cleaned_data["words"]
        ),
        action,
        title=_("Withdraw the action"),
        text=_("Nobody has to do it any more. Its owner gets a notice. You can open it again."),
        done=_("The action is withdrawn."),
        submit=_("Withdraw it"),
        variant="warning",
    )


def _sentence(task: str) -> str:
    """``task`` with an end, so that another sentence can follow."""
    return task if task.endswith((".", "!", "?")) else f"{task}."


def _reason_page(
    request: SignedInRequest,
    form: Form,
    do: Callable[[], Action],
    action: Action,
    **context: Any,
) -> HttpResponse:
    """A page that asks for words about an action, and then does something with it."""
    return form_page(
        request,
        form,
        do,
        "meetings/action_words.html",
        to=action.get_absolute_url(),
        log_entry=action,
        marking=action.get_marking_display(),
        **context,
    )
