"""The page on which the police answer: both records are written in one go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE, SignedInRequest, posted
from deliberation.models import KeyMessage
from deliberation.views.marking import marked
from publications import queries
from publications.actions import answer_and_publish
from publications.forms import AnswerForm
from publications.models import Publication


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
        to=key_message.get_absolute_url() if inside else lazy(_back, str)(request, reference),
        field="reason",
        key_message=key_message,
        **(marked([key_message.topic]) if inside else {}),
    )


def _back(request: SignedInRequest, reference: str) -> str:
    """Address of the newest edition that holds the message, or of the desk."""
    for publication in Publication.objects.visible_to(request.user).filter(
        group__in=list(request.user.roles), withdrawn_at=None
    ):
        edition = queries.current(publication)
        if any(message["reference"] == reference for message in edition.snapshot["messages"]):
            return f"{publication.get_absolute_url()}#{reference}"
    return reverse("publications:desk")
