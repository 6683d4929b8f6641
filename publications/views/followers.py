"""Follow a group or a topic by email without an account: ask, confirm, stop."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.http import FORM_PAGE, posted
from accounts.rates import is_allowed
from publications import actions, published
from publications.forms import FollowForm
from publications.models.followers import follower_number, follower_to_confirm
from publications.views.public import find_public_group, form_again

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from accounts.models import AdvisoryGroup
    from publications.models import Subject

OFTEN = "20/h/ip"  # a library or a police station has one address for many people
OFTEN_TO_ONE = "3/d/key"
TOO_OFTEN = _("Too many requests came from your network. Try again in an hour.")


@login_not_required
@FORM_PAGE
def follow(request: HttpRequest, group_code: str) -> HttpResponse:
    """Ask for an address that is told of what a group publishes."""
    group = find_public_group(group_code)
    return _ask(request, group, {"group": group})


@login_not_required
@FORM_PAGE
def follow_subject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an address that is told of what is published under one topic of the library."""
    subject = get_object_or_404(published.public_subjects(), pk=pk)
    return _ask(request, subject, {"subject": subject})


def _ask(
    request: HttpRequest, what: AdvisoryGroup | Subject, context: dict[str, Model]
) -> HttpResponse:
    """What is answered is the same whoever follows already."""
    form = FollowForm(posted(request))
    again = partial(form_again, request, "publications/follow.html", form, context)
    if request.method != "POST" or not form.is_valid():
        return again()
    if not is_allowed(request, "follow", OFTEN):
        return again(too_often=TOO_OFTEN)
    address = form.cleaned_data["address"]
    if is_allowed(request, "follow-address", OFTEN_TO_ONE, key=address):  # else it has links enough
        actions.ask_to_follow(actor=None, what=what, address=address)
    return render(request, "publications/follow_asked.html", context)


@login_not_required
@FORM_PAGE
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a press says yes. A program that only opens links confirms nothing."""
    follower = follower_to_confirm(token)
    if follower is None:
        return render(request, "publications/follow_late.html", status=HTTPStatus.NOT_FOUND)
    context = {"group": follower.group, "subject": follower.subject}
    if request.method == "POST":
        actions.confirm_follower(actor=None, follower=follower)
        return render(request, "publications/follow_confirmed.html", context)
    return render(request, "publications/follow_confirm.html", context)


@login_not_required
@csrf_exempt
@FORM_PAGE
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of each email leads: one press, and the address is forgotten.

    A mail program presses for its person, as RFC 8058 has it, without a token of a form.
    """
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        actions.remove_follower(actor=None, number=_number(token))
        return HttpResponse()
    return _stop_page(request, token)


@csrf_protect
def _stop_page(request: HttpRequest, token: str) -> HttpResponse:
    number = _number(token)
    if request.method == "POST":
        actions.remove_follower(actor=None, number=number)
        return render(request, "publications/follow_stopped.html")
    return render(request, "publications/follow_stop.html")


def _number(token: str) -> int:
    """Number of the follower, who may be gone; 404 for a link that we never made."""
    if (number := follower_number(token)) is None:
        raise Http404
    return number
