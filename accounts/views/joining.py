"""From the link in the mail to the first second factor, in one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_otp import user_has_device

from accounts import actions
from accounts.form_pages import OK, REFUSED, next_url, run_action, status_of, submit
from accounts.forms import AgreementForm, JoinForm, PasswordAgainForm
from accounts.http import FORM_PAGE, posted
from accounts.models import Invitation
from accounts.queries import (
    account_for,
    agreement_in_force,
    agreement_to_accept,
)
from accounts.receivers import TICKET

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from accounts.models import User

UNKNOWN, USED, WITHDRAWN, EXPIRED = "unknown", "used", "withdrawn", "expired"


@login_not_required
@FORM_PAGE
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads: to joining, or to the reason why not."""
    waiting = Invitation.of_token(token)
    if waiting is None or (reason := why_closed(waiting)):
        context = {"invitation": waiting, "reason": reason if waiting else UNKNOWN}
        return render(
            request, "accounts/invitation_closed.html", context, status=410 if waiting else 404
        )
    person: Any = request.user
    account = account_for(waiting.email)
    if person.is_authenticated and person != account:
        return render(request, "accounts/invitation_other.html", {"invitation": waiting})
    if account is None or is_unclaimed(account):
        return _join(request, waiting)
    if user_has_device(account) or account.has_a_place:
        return _accept_signed_in(request, waiting)
    return _join_with_password(request, waiting, account)


def why_closed(invitation: Invitation) -> str:
    """Why this invitation cannot be used any more; empty when it can."""
    if invitation.state == Invitation.State.ACCEPTED:
        return USED
    stands = Invitation.objects.standing().filter(pk=invitation.pk).exists()
    if invitation.state == Invitation.State.WITHDRAWN or not stands:
        return WITHDRAWN
    return EXPIRED if invitation.expired else ""


def is_unclaimed(account: User) -> bool:
    """Whether somebody is known but has never been able to sign in."""
    return account.is_active and not account.has_usable_password() and not user_has_device(account)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an account: a name, a password."""
    form = JoinForm(posted(request), address=invitation.email, initial={"name": invitation.name})
    status = OK
    if request.method == "POST":
        person, status = submit(
            request,
            form,
            lambda: actions.accept_invitation(
                actor=None, invitation=invitation, **form.cleaned_data
            ),
        )
        if person:
            return enter(request, person)
        if status == REFUSED:
            return redirect(request.path)  # somebody was faster; the page says what happened
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/invitation.html", context, status=status)


def _join_with_password(
    request: HttpRequest, invitation: Invitation, account: User
) -> HttpResponse:
    """Somebody with a password, no second factor and no place: the link lets them enrol one.

    Whoever has a place has something to lose. They come back by a sign-in reset, with the words
    that an organiser says to them: this mail and a password by email are one mailbox.
    """
    form = PasswordAgainForm(posted(request), user=account)
    if request.method == "POST" and _is_right(form):
        joined, _reason = run_action(
            request, lambda: actions.accept_invitation(actor=account, invitation=invitation)
        )
        return enter(request, account) if joined else redirect(request.path)
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/invitation_password.html", context, status=status_of(form))


def _is_right(form: PasswordAgainForm) -> bool:
    try:
        return bool(form.is_valid())
    except ValidationError as error:  # too many tries
        form.add_error(None, error)
        return False


def _accept_signed_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Somebody with a working account: one press, once they are signed in with their factor."""
    person: Any = request.user
    signed_in = person.is_authenticated and person.is_verified()
    if request.method == "POST" and signed_in:
        _joined, reason = run_action(
            request, lambda: actions.accept_invitation(actor=person, invitation=invitation)
        )
        if reason:
            messages.error(request, reason)
            return redirect(request.path)
        messages.success(request, _("You now belong to %s.") % invitation.place)
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"invitation": invitation, "signed_in": signed_in}
    return render(request, "accounts/invitation_account.html", context)


def enter(request: HttpRequest, person: User) -> HttpResponse:
    """Sign in with leave to enrol a factor; the password just given counts as shown again."""
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, method="password", reauthenticated=True)
    request.session[TICKET] = person.pk
    UserSession.objects.create_from_request(request)
    return redirect("accounts:agreement" if agreement_to_accept(person) else "accounts:enrol")


@FORM_PAGE
def agreement(request: SignedInRequest) -> HttpResponse:
    """The confidentiality agreement: to read, and to accept when there is a new version."""
    to_accept = agreement_to_accept(request.user)
    form = AgreementForm(posted(request)) if to_accept else None
    if to_accept and form and request.method == "POST" and form.is_valid():
        actions.accept_agreement(actor=request.user, agreement=to_accept)
        return redirect(next_url(request, settings.LOGIN_REDIRECT_URL))
    context = {
        "agreement": to_accept or agreement_in_force(),
        "form": form,
        "next": next_url(request, ""),
    }
    return render(request, "accounts/agreement.html", context, status=status_of(form))


@require_safe
def enrol(request: SignedInRequest) -> HttpResponse:
    """The choice of a second step: passkey first, then app."""
    return render(request, "accounts/enrol.html")


@require_safe
def no_factor(request: SignedInRequest) -> HttpResponse:
    """What somebody reads who has a password and nothing else: whom to ask."""
    return render(request, "accounts/no_factor.html")
