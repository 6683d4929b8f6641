"""What a key message rests on: choose posts and slides, and take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.form_pages import form_page
from accounts.http import FORM_PAGE, SignedInRequest, posted
from core.policy import require
from deliberation import actions, queries
from deliberation.forms.evidence import EvidenceForm
from deliberation.models import Evidence, KeyMessage
from deliberation.views.key_messages import find as find_message
from deliberation.views.marking import marked

if TYPE_CHECKING:
    from django.http import HttpResponse


@FORM_PAGE
def evidence_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say on which posts and slides the message rests, of those that one reads."""
    key_message = find_message(request, pk)
    require(request.user, "deliberation.add_evidence", key_message)
    posts, slides = queries.evidence_to_add(key_message, request.user)
    form = EvidenceForm(posted(request), posts=posts, slides=slides)
    return form_page(
        request,
        form,
        lambda: actions.add_evidence(
            actor=request.user, key_message=key_message, **form.cleaned_data
        ),
        "deliberation/evidence_add.html",
        done=_("It is saved."),
        to=key_message.get_absolute_url(),
        key_message=key_message,
        offered=bool(posts or slides),
        **marked([key_message.topic]),
    )


@require_POST
def evidence_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one away, of those that one reads."""
    rows = Evidence.objects.visible_to(request.user)
    joined = rows.filter(key_message__in=KeyMessage.objects.visible_to(request.user))
    evidence = get_object_or_404(joined.select_related("key_message__topic__group"), pk=pk)
    actions.remove_evidence(actor=request.user, evidence=evidence)
    messages.success(request, _("It is taken away. You can choose it again."))
    return redirect(evidence.key_message)
