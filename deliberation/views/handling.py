"""How a topic is handled: accepted before it opens, changed by those who keep it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.form_pages import OK, form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.numbers import number
from core.policy import require
from deliberation import actions
from deliberation.forms.topics import HandlingForm
from deliberation.models import HandlingText, Topic
from deliberation.views.audiences import find
from deliberation.views.marking import marked


def handling_page(request: SignedInRequest, topic: Topic, status: int = OK) -> HttpResponse:
    """All that somebody sees of a topic whose handling they have not accepted."""
    context = {"topic": topic, **marked([topic])}
    return render(request, "deliberation/handling.html", context, status=status)


@require_POST
def handling_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept the version that was on my screen."""
    topic = find(request, pk)
    version = number(request.POST.get("version"))
    actions.accept_handling(actor=request.user, topic=topic, version=version)
    return redirect(topic)


@FORM_PAGE
def handling_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a new handling text; earlier ones stay on record."""
    topic = find(request, pk)
    initial = {"handling": topic.handling, "handling_first": topic.handling_first}
    require(request.user, "deliberation.change_handling", topic)
    form = HandlingForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        lambda: _change(request, topic, form),
        "deliberation/handling_change.html",
        done=_("The handling is changed."),
        to=reverse("deliberation:topic-audience", args=[pk]),
        topic=topic,
        texts=topic.handling_texts.order_by("-version"),
        **marked([topic]),
    )


def _change(request: SignedInRequest, topic: Topic, form: HandlingForm) -> HandlingText:
    cleaned = form.cleaned_data
    return actions.change_handling(
        actor=request.user, topic=topic, text=cleaned["handling"], first=cleaned["handling_first"]
    )
