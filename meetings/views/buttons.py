"""How the buttons of the live page are answered."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.form_pages import INVALID
from accounts.http import SignedInRequest
from core.forms.errors import first_error
from core.middleware.refusals import to_a_button
from core.numbers import number
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
    """Say what is wrong with a choice."""
    if request.htmx:
        return to_a_button(sentence, INVALID)
    messages.error(request, sentence)
    return redirect("meetings:live", meeting.pk)


def words_again(request: SignedInRequest, meeting: Meeting, form: Form) -> HttpResponse:
    """Say what is wrong. What was typed stays in its box; without script, it stands on a page."""
    if request.htmx:
        return to_a_button(first_error(form), INVALID)
    context = {"meeting": meeting, "form": form}
    return render(request, "meetings/words_again.html", context, status=INVALID)
