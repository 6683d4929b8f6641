"""The press by which a reader says that their body received an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publications import actions
from publications.models import Edition

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@require_POST
def receipt_confirm(request: SignedInRequest, reference: str, number: int) -> HttpResponse:
    """Confirm the receipt of one edition."""
    editions = Edition.objects.visible_to(request.user).select_related("publication")
    edition = get_object_or_404(editions, publication__reference=reference, number=number)
    actions.confirm_receipt(actor=request.user, edition=edition)
    messages.success(request, _("The group can see that you received it."))
    return redirect("publications:past-edition", reference, number)
