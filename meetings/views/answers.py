"""How the buttons of the live page are answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.deeds import INVALID
from accounts.http import SignedInRequest
from iag_portal.middleware.refusals import to_a_button
from iag_portal.numbers import number
from meetings.models import Meeting


def done(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Nothing to swap: the stream brings the change. Without script, the page anew."""
    if request.htmx:
        return HttpResponse(status=204)
    return redirect("meetings:live", meeting.pk)


def chosen(request: SignedInRequest, name: str) -> int:
    """The id of the row that was chosen in the field ``name``; 0 for none."""
    return number(request.POST.get(name, ""))


def wrong(request: SignedInRequest, meeting: Meeting, sentence: str) -> HttpResponse:
    """Say what is wrong; what was typed stays in its box, which nothing swaps."""
    if request.htmx:
        return to_a_button(sentence, INVALID)
    messages.error(request, sentence)
    return redirect("meetings:live", meeting.pk)
