"""Where a space stands: saying it, what was said before, taking it away."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import confirm
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.saving import save_page
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.summaries import SummaryForm
from deliberation.models import History, Space, Topic
from deliberation.permissions import SpaceOf
from deliberation.views import audiences
from deliberation.views.marking import marked


def _find(request: SignedInRequest, pk: int, space: str, permission: str) -> tuple[Topic, Space]:
    """The space; 404 alike for what is not there and what is not theirs to read."""
    topic = audiences.find(request, pk)
    if space not in topic.spaces_of(request.user):
        raise Http404
    require(request.user, permission, SpaceOf(topic, Space(space)))
    return topic, Space(space)


@FORM_PAGE
def summary_write(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """Say where a space stands; when somebody was faster, both are shown and mine is kept."""
    topic, where = _find(request, pk, space, "deliberation.write_summary")
    newest = queries.summary(topic, where)
    stands = {"body": newest.body, "after": newest.pk} if newest else {"after": 0}
    form = SummaryForm(posted(request), initial=stands)
    here = topic.url_of(where)
    return save_page(
        request,
        form,
        lambda: actions.write_summary(
            actor=request.user, topic=topic, space=where, **form.cleaned_data
        ),
        SummaryForm,
        "deliberation/summary_write.html",
        done=_("The summary is saved."),
        to=here,
        topic=topic,
        space=where,
        here=here,
        reads_later=topic.history == History.FROM_JOINING,
        **marked([topic]),
    )


@require_safe
def summary_versions(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """What the summary of a space said, newest first, each with what it changed."""
    topic, where = _find(request, pk, space, "deliberation.read_space")
    steps = queries.summary_steps(topic, where, request.user)
    context = {"topic": topic, "space": where, "steps": steps, "here": topic.url_of(where)}
    context |= marked([topic])
    return render(request, "deliberation/summary_versions.html", context)


@FORM_PAGE
def summary_remove(request: SignedInRequest, pk: int, space: str) -> HttpResponse:
    """Show what goes, then remove the summary with all that it said before."""
    topic, where = _find(request, pk, space, "deliberation.remove_summary")
    return confirm(
        request,
        lambda: actions.remove_summary(actor=request.user, topic=topic, space=where),
        "deliberation/summary_remove.html",
        done=_("The summary is removed."),
        to=topic.url_of(where),
        variant="warning",
        topic=topic,
        space=where,
        summary=queries.summary(topic, where),
        **marked([topic]),
    )
