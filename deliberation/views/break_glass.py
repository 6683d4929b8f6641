"""Break-glass: ask, confirm, look, end. What is read is only ever answered to a recorded post."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.form_pages import confirm, form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, administrators_only, posted
from core import text
from core.dates import day_and_time
from core.live import streams
from core.marking import Marking
from core.policy import may, require
from deliberation import actions, queries
from deliberation.forms.break_glass import BreakGlassForm
from deliberation.models import BreakGlass, Space
from deliberation.views.marking import marked

# Always: the reason may tell of a marked topic, and a mark that comes and goes would tell which.
MARKED = Marking.OFFICIAL_SENSITIVE.label


@require_safe
def glasses(request: SignedInRequest) -> HttpResponse:
    """What was asked for: all for administrators, by number; for others what concerns them."""
    found = BreakGlass.objects.visible_to(request.user).select_related("asked_by")
    asks = may(request.user, "deliberation.ask_break_glass", None)
    return render(request, "deliberation/break_glasses.html", {"glasses": found, "asks": asks})


@administrators_only
@fresh_factor_required
@FORM_PAGE
def glass_new(request: SignedInRequest) -> HttpResponse:
    """Ask to read one space."""
    form = BreakGlassForm(posted(request))
    return form_page(
        request,
        form,
        lambda: _ask(request, form),
        "deliberation/break_glass_new.html",
        done=_("A second person has to confirm it now."),
    )


def _ask(request: SignedInRequest, form: BreakGlassForm) -> BreakGlass:
    said = form.cleaned_data
    return actions.ask_break_glass(
        actor=request.user,
        topic_number=said["topic_number"],
        space=Space(said["space"]),
        reason=said["reason"],
        lasts=timedelta(hours=said["hours"]),
    )


def _find(request: SignedInRequest, pk: int) -> BreakGlass:
    visible = BreakGlass.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("asked_by", "confirmed_by", "ended_by"), pk=pk)


@require_safe
def glass(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who asked, why, until when, who confirmed, how often it was used."""
    found = _find(request, pk)
    knows = found.topic is not None and found.topic.is_visible_to(request.user)
    context = {"glass": found, "topic": found.topic if knows else None, "marking": MARKED}
    return render(request, "deliberation/break_glass.html", context)


@fresh_factor_required
@FORM_PAGE
def glass_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second person confirms, with a factor shown just now."""
    found = _find(request, pk)
    require(request.user, "deliberation.confirm_break_glass", found)
    return confirm(
        request,
        lambda: actions.confirm_break_glass(actor=request.user, glass=found),
        done=_("It is confirmed. The chair of the group has been told."),
        to=found.get_absolute_url(),
        title=_("Let %s read this space?") % found.asked_by,
        text=_(
            "Topic %(number)d, %(space)s, until %(until)s. The reason given: %(reason)s"
            " The chair is told at once and can end it. Each look is recorded."
        )
        % {
            "number": found.topic_number,
            "space": found.get_space_display(),
            "until": day_and_time(found.ends_at),
            "reason": found.reason,
        },
        button=_("Confirm"),
        variant="warning",
        marking=MARKED,
    )


@FORM_PAGE
def glass_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the request back, or turn it down."""
    found = _find(request, pk)
    require(request.user, "deliberation.withdraw_break_glass", found)
    return confirm(
        request,
        lambda: actions.withdraw_break_glass(actor=request.user, glass=found),
        done=_("Nothing was opened."),
        to=found.get_absolute_url(),
        title=_("Turn this request down?"),
        text=_("Nobody reads anything. The request stays on record."),
        button=_("Turn it down"),
    )


@FORM_PAGE
def glass_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End it now."""
    found = _find(request, pk)
    require(request.user, "deliberation.end_break_glass", found)
    return confirm(
        request,
        lambda: actions.end_break_glass(actor=request.user, glass=found),
        done=_("It has ended."),
        to=found.get_absolute_url(),
        title=_("End this reading now?"),
        text=_("The page that is open closes at once."),
        button=_("End it"),
        variant="warning",
    )


@require_POST
def glass_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The space as it is now. A post, because each look is an action and is recorded."""
    found = _find(request, pk)
    seq = streams.current(found.stream)  # before the action: what comes in between is not missed
    actions.use_break_glass(actor=request.user, glass=found)
    if found.topic is None:  # there never was one: the look at nothing is on record
        raise Http404
    context = {
        "glass": found,
        "topic": found.topic,
        "space": Space(found.space),
        "ask": text.render(found.topic.ask),
        "summary": queries.summary(found.topic, found.space),
        "posts": queries.posts(found.topic, found.space),
        "stream": found.stream,
        "seq": seq,
        **marked([found.topic]),
    }
    return render(request, "deliberation/break_glass_space.html", context)
