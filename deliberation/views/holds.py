"""The legal hold on a topic."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from accounts.http import FORM_PAGE, SignedInRequest
from accounts.views.holds import hold_page
from core.policy import require
from deliberation import actions
from deliberation.views.audiences import find


@FORM_PAGE
def topic_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """The legal hold on a topic, for the chair and the secretary."""
    topic = find(request, pk)
    require(request.user, "deliberation.view_hold", topic)
    who = request.user
    steps: dict[str, Callable[..., object]] = {
        "hold": partial(actions.hold_topic, actor=who, topic=topic),
        "ask": partial(actions.ask_to_lift_hold, actor=who, topic=topic),
        "lift": partial(actions.lift_hold, actor=who, topic=topic),
    }
    return hold_page(
        request,
        topic,
        steps,
        app="deliberation",
        to=topic.get_absolute_url(),
        marking=topic.get_marking_display(),
    )
