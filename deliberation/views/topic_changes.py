"""Changing what a topic asks, and what it asked before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import CONFLICT, OK, submit
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core import text
from core.policy import ChangedMeanwhile, require
from deliberation import actions
from deliberation.forms.topics import ChangeTopicForm
from deliberation.live import TopicAudience
from deliberation.models import Topic, TopicVersion
from deliberation.views.audience import find
from deliberation.views.marking import marked


@FORM_PAGE
def topic_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is asked; when somebody was faster, both are shown and mine is kept."""
    topic = find(request, pk)
    require(request.user, "deliberation.change_topic", topic)
    stands = {name: getattr(topic, name) for name in TopicVersion.FIELDS}
    stands |= {"tags": topic.tags.all(), "after": topic.version}
    form = ChangeTopicForm(posted(request), topic=topic, person=request.user, initial=stands)
    context: dict[str, Any] = {"form": form, "topic": topic, **marked([topic])}
    status = OK
    if request.method == "POST":
        outcome, status = submit(request, form, lambda: _change(request, topic, form))
        if isinstance(outcome, ChangedMeanwhile):
            status = CONFLICT
            context |= _both(request, outcome.newest, str(outcome))
        elif outcome:
            messages.success(request, _("The topic is changed."))
            return redirect(topic)
    return render(request, "deliberation/topic_change.html", context, status=status)


def _change(request: SignedInRequest, topic: Topic, form: ChangeTopicForm) -> object:
    """The topic, or the conflict: it is no refusal of rights and is not recorded as one."""
    try:
        return actions.change_topic(actor=request.user, topic=topic, **form.cleaned_data)
    except ChangedMeanwhile as moved:
        return moved


def _both(request: SignedInRequest, newest: Topic, reason: str) -> dict[str, Any]:
    """What I typed in a form that now follows theirs, with theirs beside it."""
    typed = request.POST.copy()
    typed["after"] = str(newest.version)
    form = ChangeTopicForm(typed, topic=newest, person=request.user)
    form.add_error(None, reason)
    return {"form": form, "theirs": newest, "their_ask": text.render(newest.ask)}


@require_safe
def topic_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the topic asked before, newest first, as far back as this person reads it."""
    topic = find(request, pk)
    require(request.user, "deliberation.view_topic_versions", topic)
    since = TopicAudience.of(request.user, topic).since
    rows = list(topic.versions.select_related("written_by"))
    ends = [*(after.written_at for after in rows[1:]), None]  # when another took its place
    versions = [
        (version, text.render(version.ask))
        for version, ended in zip(rows, ends, strict=False)
        if since is None or ended is None or ended > since
    ]
    context = {"topic": topic, "versions": versions[::-1], **marked([topic])}
    return render(request, "deliberation/topic_versions.html", context)
