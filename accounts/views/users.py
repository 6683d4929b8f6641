"""How one sees and hears an open meeting."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import actions
from accounts.form_pages import form_page, next_url
from accounts.forms.users import LiveSettingsForm
from accounts.http import FORM_PAGE, SignedInRequest, posted


@FORM_PAGE
def live_settings(request: SignedInRequest) -> HttpResponse:
    """How meetings look and sound to me; the buttons of a live page send a part of the form."""
    me = request.user
    view = "simple" if me.simple_view else "whole"
    before = {"heard": me.heard, "simple_view": view, "large": me.large}
    sent = posted(request)
    form = LiveSettingsForm(None if sent is None else before | sent.dict(), initial=before)
    return form_page(
        request,
        form,
        lambda: actions.change_live_settings(actor=me, **form.cleaned_data),
        "accounts/live_settings.html",
        done=_("Your choices are saved."),
        to=next_url(request, reverse("mfa_index")),
    )
