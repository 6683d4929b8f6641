"""How a topic is handled: accepted before it opens, changed by those who keep it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.deeds import OK, attempt
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.numbers import number
from core.policy import require
from deliberation import actions
from deliberation.forms import HandlingForm
from deliberation.models import HandlingText, Topic
from deliberation.views.audience import find
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
    status = OK
    if request.method == "POST":
        made, status = attempt(request, form, lambda: _change(request, topic, form))
        if made:
            messages.success(request, _("The handling is changed."))
            return redirect("deliberation:topic-audience", pk)
    texts = topic.handling_texts.order_by("-version")
    context = {"form": form, "topic": topic, "texts": texts, **marked([topic])}
    return render(request, "deliberation/handling_change.html", context, status=status)


def _change(request: SignedInRequest, topic: Topic, form: HandlingForm) -> HandlingText:
    said = form.cleaned_data
    return actions.change_handling(
        actor=request.user, topic=topic, text=said["handling"], first=said["handling_first"]
    )
