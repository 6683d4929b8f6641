"""Changing what a topic asks, and what it asked before."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core import text
from core.policy import require
from deliberation import actions
from deliberation.forms.topics import ChangeTopicForm
from deliberation.live import TopicAudience
from deliberation.models import TopicVersion
from deliberation.views.audiences import find
from deliberation.views.marking import marked


@FORM_PAGE
def topic_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is asked; when somebody was faster, both are shown and mine is kept."""
    topic = find(request, pk)
    require(request.user, "deliberation.change_topic", topic)
    stands = {name: getattr(topic, name) for name in TopicVersion.FIELDS}
    stands |= {"tags": topic.tags.all(), "after": topic.version}
    again = partial(ChangeTopicForm, topic=topic, person=request.user)
    form = again(posted(request), initial=stands)
    return save_page(
        request,
        form,
        lambda: actions.change_topic(actor=request.user, topic=topic, **form.cleaned_data),
        again,
        "deliberation/topic_change.html",
        done=_("The topic is changed."),
        topic=topic,
        **marked([topic]),
    )


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
