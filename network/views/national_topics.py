"""National topics: the list, where one stands, and its steps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm, form_page
from accounts.http import FORM_PAGE, SignedInRequest, find_group, posted
from core import text
from core.pagination import ShortPaginator
from core.policy import may, require
from deliberation.views.marking import marked
from network import actions, queries
from network.forms import ChangeWindowForm, NationalTopicForm
from network.models import NationalTopic

PAGE = 20  # national topics


@require_safe
def national_topics(request: SignedInRequest) -> HttpResponse:
    """My networks, and each national topic that I may know of, with what my group is asked.

    Those with the latest last day come first, so what is over stands below.
    """
    user = request.user
    rows = NationalTopic.objects.visible_to(user).select_related("topic__group")
    rows = rows.order_by("-closes_on", "-pk")
    page = ShortPaginator(rows, PAGE).get_page(request.GET.get("page"))
    mine = queries.asked_of(user, national_topic__in=[row.pk for row in page])
    asked: dict[int, list[Any]] = {}
    for row in mine:
        asked.setdefault(row.national_topic_id, []).append(row)
    context = {
        "networks": queries.networks_of(user),
        "to_lead": queries.forces_to_lead(user),
        "page": page,
        "rows": [(row, asked.get(row.pk, [])) for row in page],
    }
    return render(request, "network/networks.html", context)


@FORM_PAGE
def draft(request: SignedInRequest, group: int) -> HttpResponse:
    """Choose the topic of the network that is put to its forces, and the last day."""
    host = find_group(request, group)
    require(request.user, "network.keep_forces", host)
    topics = queries.topics_to_put(host, request.user)
    form = NationalTopicForm(posted(request), topics=topics)
    return form_page(
        request,
        form,
        lambda: actions.draft_national_topic(actor=request.user, **form.cleaned_data),
        "network/national_topic_new.html",
        done=_("It is a draft. Now choose which forces you ask."),
        to=lambda national_topic: reverse("network:ask", args=[national_topic.pk]),
        group=host,
        topics=topics,
    )


def find(request: SignedInRequest, pk: int) -> NationalTopic:
    """The national topic, as far as this person may know of it."""
    rows = NationalTopic.objects.visible_to(request.user).select_related("topic__group")
    return get_object_or_404(rows, pk=pk)


def find_own(request: SignedInRequest, pk: int) -> NationalTopic:
    """The same, of a network of this person's: nobody else is known to have tried its steps."""
    national_topic = find(request, pk)
    if not may(request.user, "network.view_forces", national_topic):
        raise Http404
    return national_topic


@require_safe
def national_topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """The question, how many take part, and for the network's own people which forces do."""
    national = find(request, pk)
    belongs = bool(may(request.user, "network.view_forces", national))
    figures = queries.figures(national, small_too=belongs)
    context: dict[str, Any] = {
        "national_topic": national,
        "question": text.render(national.topic.ask),
        "reading": national.reading.all(),
        "turnouts": queries.turnouts(national, figures) if national.no_longer_waits else [],
        "figures": figures,
        "message_figures": queries.message_figures(national, apart=figures.hide_whose),
        "published": queries.newest_summary(national, request.user)
        if national.no_longer_waits
        else None,
        "mine": queries.asked_of(request.user, national_topic=national),
        **marked([national.topic]),
    }
    if belongs:
        asked = queries.every_asked(national)
        context |= {
            "asked": asked,
            "placed": [row for row in asked if row.force.row],
            "others": [row for row in asked if not row.force.row],
        }
        context["reads_reasons"] = bool(may(request.user, "network.view_reasons", national))
    return render(request, "network/national_topic.html", context)


@FORM_PAGE
def change_window(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the last day, which asks nobody anew."""
    national = find_own(request, pk)
    require(request.user, "network.change_window", national)
    form = ChangeWindowForm(posted(request), national_topic=national)
    return form_page(
        request,
        form,
        lambda: actions.change_window(
            actor=request.user, national_topic=national, **form.cleaned_data
        ),
        "network/window.html",
        done=_("The last day is moved."),
        to=national.get_absolute_url(),
        field="closes_on",
        national_topic=national,
        **marked([national.topic]),
    )


@FORM_PAGE
def open_(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then put it to the groups."""
    national = find_own(request, pk)
    require(request.user, "network.open_national_topic", national)
    return confirm(
        request,
        lambda: actions.open_national_topic(actor=request.user, national_topic=national),
        done=_("It is open, and the groups are told."),
        to=national.get_absolute_url(),
        title=_("Open this national topic?"),
        text=_(
            "The chairs and secretaries of the groups that you ask are told. Their people, and"
            " people who read for national bodies, can then read the title, the question and how"
            " many take part."
        ),
        button=_("Open it"),
        cancel_words=_("Not now"),
        **marked([national.topic]),
    )


@FORM_PAGE
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then end it."""
    national = find_own(request, pk)
    require(request.user, "network.close_national_topic", national)
    return confirm(
        request,
        lambda: actions.close_national_topic(actor=request.user, national_topic=national),
        done=_("It is closed."),
        to=national.get_absolute_url(),
        title=_("Close this national topic?"),
        text=_(
            "Groups that have not answered can no longer do so. The topics of the groups stay open:"
            " they are theirs. It cannot be opened again."
        ),
        button=_("Close it"),
        cancel_words=_("Keep it open"),
        variant="warning",
        **marked([national.topic]),
    )


@FORM_PAGE
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that it does not take place."""
    national = find_own(request, pk)
    require(request.user, "network.cancel_national_topic", national)
    return confirm(
        request,
        lambda: actions.cancel_national_topic(actor=request.user, national_topic=national),
        done=_("It is cancelled."),
        to=national.get_absolute_url(),
        title=_("Cancel this national topic?"),
        text=_(
            "Nobody can answer it any more, and its page says that it was cancelled. The topics of"
            " the groups stay: they are theirs. You can put the same topic to the forces again: all"
            " of them are asked anew."
        ),
        button=_("Cancel it"),
        cancel_words=_("Keep it"),
        variant="warning",
        **marked([national.topic]),
    )
