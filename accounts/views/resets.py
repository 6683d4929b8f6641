"""Coming back after losing everything: the link of the mail, the words of the telephone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import actions
from accounts.form_pages import run_action, status_of
from accounts.forms.resets import ComeBackForm
from accounts.http import FORM_PAGE, posted
from accounts.models import SignInReset
from accounts.views.joining import enter


@login_not_required
@FORM_PAGE
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of a sign-in reset leads: to the words and a new password, or to why not."""
    reset = SignInReset.of_token(token)
    if reset is None or not reset.works:
        return render(request, "accounts/come_back_closed.html", status=410 if reset else 404)
    form = ComeBackForm(posted(request), person=reset.person)
    if request.method == "POST" and form.is_valid():
        if not reset.fits(form.cleaned_data["code"]):
            if not (left := actions.record_wrong_words(actor=None, reset=reset)):
                return redirect(request.path)  # which says that it is closed
            form.wrong_words(left)
        else:
            password = form.cleaned_data["password"]
            person, _reason = run_action(
                request, lambda: actions.use_reset(actor=None, reset=reset, password=password)
            )
            if person is None:
                return redirect(request.path)  # somebody was faster; the page says so
            return enter(request, person)
    return render(request, "accounts/come_back.html", {"form": form}, status=status_of(form))
