"""The printed code card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from accounts import actions
from accounts.fresh import fresh_factor_required
from accounts.http import FORM_PAGE
from accounts.models import CodeCard
from core.clock import now

if TYPE_CHECKING:
    from accounts.http import SignedInRequest


@fresh_factor_required
@FORM_PAGE
def code_card(request: SignedInRequest) -> HttpResponse:
    """What a code card is; a press makes a new one and shows its codes, this once."""
    if request.method == "POST":
        codes = actions.issue_code_card(actor=request.user)
        context = {"codes": [f"{code[:4]} {code[4:]}" for code in codes], "made_at": now()}
        return render(request, "accounts/code_card_codes.html", context)
    card = CodeCard.objects.filter(user=request.user).first()
    return render(request, "accounts/code_card.html", {"card": card})
