"""The page of a legal hold; topics and meetings both have one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.form_pages import form_page
from accounts.forms import HoldForm
from accounts.http import posted
from accounts.models import LegalHold
from core.policy import may

if TYPE_CHECKING:
    from accounts.http import SignedInRequest


def hold_page(
    request: SignedInRequest,
    thing: Model,
    actions: Mapping[str, Callable[..., object]],
    *,
    app: str,
    to: str,
    marking: str,
) -> HttpResponse:
    """Say what holds, or set it; the view has asked whether this person may look.

    :param actions: the actions ``hold`` (with a reason), ``ask`` and ``lift``.
    :param app: whose permissions they are.
    :param to: address of the thing's own page.
    :param marking: of the thing, as the page shows it.
    """
    chosen = request.POST.get("action", "hold")
    if request.method == "POST" and chosen in {"ask", "lift"}:
        actions[chosen]()
        answers = {"ask": _("Another person has to agree now."), "lift": _("The hold is lifted.")}
        messages.success(request, answers[chosen])
        return redirect(request.path)
    form = HoldForm(posted(request))
    return form_page(
        request,
        form,
        lambda: actions["hold"](reason=form.cleaned_data["reason"]),
        "accounts/hold.html",
        done=_("The legal hold is on."),
        to=request.path,
        thing=thing,
        back=to,
        hold=LegalHold.on(thing),
        asks=may(request.user, f"{app}.ask_to_lift_hold", thing),
        lifts=may(request.user, f"{app}.lift_hold", thing),
        marking=marking,
    )
