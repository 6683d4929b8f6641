"""A copy of one's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.form_pages import run_action
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE
from accounts.models import DataExport
from core.files import file_response, stored

if TYPE_CHECKING:
    from accounts.http import SignedInRequest


@fresh_factor_required
@FORM_PAGE
def my_data(request: SignedInRequest) -> HttpResponse:
    """What a copy holds and which there are; a press asks for one."""
    if request.method == "POST":
        _asked, reason = run_action(request, lambda: actions.ask_own_data(actor=request.user))
        if reason:
            messages.error(request, reason)
        else:
            messages.success(request, _("The copy is being made. It takes a few minutes."))
        return redirect("accounts:my-data")
    exports = DataExport.objects.of(request.user)
    return render(request, "accounts/my_data.html", {"exports": exports})


@fresh_factor_required
@require_POST
def my_data_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The copy itself, for its person alone."""
    own = DataExport.objects.of(request.user).filter(ready_at__isnull=False)
    export = get_object_or_404(own, pk=pk)
    actions.download_own_data(actor=request.user, export=export)
    return file_response(stored(export.file), "application/zip", "my-data.zip")
