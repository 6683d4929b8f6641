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
    visible = BreakGlass.objects.visible_to(request.user).select_related("asked_by")
    asks = may(request.user, "deliberation.ask_break_glass", None)
    return render(request, "deliberation/break_glasses.html", {"glasses": visible, "asks": asks})


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
    cleaned = form.cleaned_data
    return actions.ask_break_glass(
        actor=request.user,
        topic_number=cleaned["topic_number"],
        space=Space(cleaned["space"]),
        reason=cleaned["reason"],
        lasts=timedelta(hours=cleaned["hours"]),
    )


def _find(request: SignedInRequest, pk: int) -> BreakGlass:
    visible = BreakGlass.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("asked_by", "confirmed_by", "ended_by"), pk=pk)


@require_safe
def glass(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who asked, why, until when, who confirmed, how often it was used."""
    glass = _find(request, pk)
    knows = glass.topic is not None and glass.topic.is_visible_to(request.user)
    context = {"glass": glass, "topic": glass.topic if knows else None, "marking": MARKED}
    return render(request, "deliberation/break_glass.html", context)


@fresh_factor_required
@FORM_PAGE
def glass_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second person confirms, with a factor shown just now."""
    glass = _find(request, pk)
    require(request.user, "deliberation.confirm_break_glass", glass)
    return confirm(
        request,
        lambda: actions.confirm_break_glass(actor=request.user, glass=glass),
        done=_("It is confirmed. The chair of the group has been told."),
        to=glass.get_absolute_url(),
        title=_("Let %s read this space?") % glass.asked_by,
        text=_(
            "Topic %(number)d, %(space)s, until %(until)s. The reason given: %(reason)s"
            " The chair is told at once and can end it. Each look is recorded."
        )
        % {
            "number": glass.topic_number,
            "space": glass.get_space_display(),
            "until": day_and_time(glass.ends_at),
            "reason": glass.reason,
        },
        button=_("Confirm"),
        variant="warning",
        marking=MARKED,
    )


@FORM_PAGE
def glass_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the request back, or turn it down."""
    glass = _find(request, pk)
    require(request.user, "deliberation.withdraw_break_glass", glass)
    return confirm(
        request,
        lambda: actions.withdraw_break_glass(actor=request.user, glass=glass),
        done=_("Nothing was opened."),
        to=glass.get_absolute_url(),
        title=_("Turn this request down?"),
        text=_("Nobody reads anything. The request stays on record."),
        button=_("Turn it down"),
    )


@FORM_PAGE
def glass_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End it now."""
    glass = _find(request, pk)
    require(request.user, "deliberation.end_break_glass", glass)
    return confirm(
        request,
        lambda: actions.end_break_glass(actor=request.user, glass=glass),
        done=_("It has ended."),
        to=glass.get_absolute_url(),
        title=_("End this reading now?"),
        text=_("The page that is open closes at once."),
        button=_("End it"),
        variant="warning",
    )


@require_POST
def glass_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The space as it is now. A post, because each look is an action and is recorded."""
    glass = _find(request, pk)
    seq = streams.current(glass.stream)  # before the action: what comes in between is not missed
    actions.use_break_glass(actor=request.user, glass=glass)
    if glass.topic is None:  # there never was one: the look at nothing is on record
        raise Http404
    context = {
        "glass": glass,
        "topic": glass.topic,
        "space": Space(glass.space),
        "ask": text.render(glass.topic.ask),
        "summary": queries.summary(glass.topic, glass.space),
        "posts": queries.posts(glass.topic, glass.space),
        "stream": glass.stream,
        "seq": seq,
        **marked([glass.topic]),
    }
    return render(request, "deliberation/break_glass_space.html", context)
