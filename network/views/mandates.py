"""Mandates: a group records its own, the network sees which groups have."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import MandateForm
from network.views.asked_forces import find_asked
from network.views.national_topics import find_own


@FORM_PAGE
def mandate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what the representative of the group may hold."""
    asked = find_asked(request, pk)
    require(request.user, "network.record_mandate", asked)
    form = MandateForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions.record_mandate(actor=request.user, asked=asked, **form.cleaned_data),
        "network/mandate.html",
        done=_("It is recorded. Your representative reads it when positions are taken."),
        to=asked.get_absolute_url(),
        asked=asked,
        before=queries.newest_mandate(asked),
        **marked([asked.national_topic.topic]),
    )


@require_safe
def mandates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who represents each force that takes part, and whether its group recorded a mandate."""
    national = find_own(request, pk)
    require(request.user, "network.view_mandates", national)
    speakers = queries.speakers(national)
    counted = [each for each in speakers if each.is_counted]
    context = {
        "national_topic": national,
        "counted": counted,
        "associates": [each for each in speakers if not each.is_counted],
        "with_mandate": sum(each.has_mandate for each in counted),
        "with_voice": sum(each.has_a_voice for each in counted),
        "meeting": queries.next_meeting_on(national),
        **marked([national.topic]),
    }
    return render(request, "network/mandates.html", context)
