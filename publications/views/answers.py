"""The page on which the police answer, in both records in one go; what became of all advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.form_pages import form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from accounts.models import AdvisoryGroup
from core.policy import require
from deliberation.models import KeyMessage, Response
from deliberation.views.marking import marked
from publications import published, queries
from publications.actions import answer_and_publish, mark_answer_unaddressed
from publications.forms import AnswerForm, UnaddressedForm
from publications.models import Publication
from publications.snapshot import references

if TYPE_CHECKING:
    from django.db.models import QuerySet


@fresh_factor_required  # it stands, and may be public, as soon as it is written
@FORM_PAGE
def answer(request: SignedInRequest, reference: str) -> HttpResponse:
    """Answer one sent message."""
    key_message = get_object_or_404(queries.answerable_by(request.user), reference=reference)
    inside = key_message.state == KeyMessage.State.SENT_INSIDE
    form = AnswerForm(posted(request), inside=inside)
    return form_page(
        request,
        form,
        lambda: answer_and_publish(
            actor=request.user, key_message=key_message, **form.cleaned_data
        ),
        "publications/answer.html",
        done=_("The response stands beside the message."),
        to=lambda response: _next(request, key_message, response),
        field="reason",
        key_message=key_message,
        **(marked([key_message.topic]) if inside else {}),
    )


@fresh_factor_required  # it is public as soon as it is written
@FORM_PAGE
def unaddressed(request: SignedInRequest, reference: str) -> HttpResponse:
    """The chair says, once a message, that the answer does not address the advice."""
    visible = KeyMessage.objects.visible_to(request.user).select_related("topic__group")
    rows = visible.prefetch_related("wordings", "responses")
    key_message = get_object_or_404(rows, reference=reference)
    require(request.user, "deliberation.mark_unaddressed", key_message)
    form = UnaddressedForm(posted(request), key_message=key_message)
    return form_page(
        request,
        form,
        lambda: mark_answer_unaddressed(
            actor=request.user, key_message=key_message, seen=form.cleaned_data["seen"]
        ),
        "publications/unaddressed.html",
        done=_("It stands beside the response, and the police lead is told."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        **marked([key_message.topic]),
    )


@require_safe
def group_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of the advice of one group, for its people and for readers."""
    groups = _read_groups(request).filter(pk=pk)
    group = get_object_or_404(groups)
    return _answers(request, groups, group.name, {"group": group})


@require_safe
def organisation_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of the advice of all groups of one organisation, as far as one reads it."""
    groups = _read_groups(request).filter(organisation__pk=pk)
    group = get_object_or_404(groups.order_by("pk")[:1])
    return _answers(request, groups, group.organisation.name, {"organisation": group.organisation})


def _read_groups(request: SignedInRequest) -> QuerySet[AdvisoryGroup]:
    """One's own groups, and those of which one reads a publication."""
    own = AdvisoryGroup.objects.visible_to(request.user).values("pk")
    read = Publication.objects.visible_to(request.user).filter(group=OuterRef("pk"))
    groups = AdvisoryGroup.objects.filter(Q(pk__in=own) | Exists(read))
    return groups.select_related("organisation")


def _answers(
    request: SignedInRequest,
    groups: QuerySet[AdvisoryGroup],
    title: str,
    context: dict[str, Any],
) -> HttpResponse:
    rows = published.published_messages(request.user, groups)
    context |= {
        "title": title,
        "summed_up": published.summed_up(rows),
        "sections": published.sections(rows),
        "without_view": published.without_view(rows),
    }
    return render(request, "publications/answers.html", context)


def _next(request: SignedInRequest, key_message: KeyMessage, response: Response) -> str:
    """Where a response is added that shows what was done; else where the message stands."""
    if response.decision in Response.DID:
        return reverse("publications:proof-add", args=[key_message.reference])
    if key_message.state == KeyMessage.State.SENT_INSIDE:
        return key_message.get_absolute_url()
    return _back(request, key_message.reference)


def _back(request: SignedInRequest, reference: str) -> str:
    """Address of the newest edition that holds the message, or of the desk."""
    for publication in Publication.objects.visible_to(request.user).filter(
        group__in=list(request.user.roles), withdrawn_at=None
    ):
        edition = queries.current(publication)
        if reference in references(edition.snapshot):
            return f"{publication.get_absolute_url()}#{reference}"
    return reverse("publications:desk")
