"""The legal hold on a visit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from accounts.http import FORM_PAGE, SignedInRequest
from accounts.views.holds import hold_page
from core.marking import Marking
from core.policy import require
from visits import actions
from visits.views.visits import find


@FORM_PAGE
def visit_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """The legal hold on a visit, for the chair and the secretary."""
    visit = find(request, pk)
    require(request.user, "visits.view_hold", visit)
    who = request.user
    steps: dict[str, Callable[..., object]] = {
        "hold": partial(actions.hold_visit, actor=who, visit=visit),
        "ask": partial(actions.ask_to_lift_hold, actor=who, visit=visit),
        "lift": partial(actions.lift_hold, actor=who, visit=visit),
    }
    return hold_page(
        request,
        visit,
        steps,
        app="visits",
        to=visit.get_absolute_url(),
        marking=str(Marking.OFFICIAL.label),
    )
