"""Save what somebody typed, unless another was faster: then both are on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.forms import Form
from django.http import QueryDict

from accounts.form_pages import CONFLICT, OK, submit
from accounts.http import SignedInRequest
from core.policy import ChangedMeanwhile


class Saved(NamedTuple):
    """How saving went.

    :ivar form: to be drawn again, unless it is done.
    :ivar moved: somebody was faster: the row holds what is theirs, the form what was typed.
    """

    form: Form
    status: int
    done: bool = False
    moved: bool = False


def save(
    request: SignedInRequest,
    form: Form,
    action: Callable[[], object],
    again: Callable[[QueryDict], Form],
) -> Saved:
    """Do the action of a form that was sent.

    A lost race is no refusal of rights and is not recorded as one.

    :param again: makes the form from data anew; it then follows the newest version.
    """
    if request.method != "POST":
        return Saved(form, OK)
    answer, status = submit(request, form, lambda: _or_conflict(action))
    if not isinstance(answer, ChangedMeanwhile):
        return Saved(form, status, done=status == OK)
    data = request.POST.copy()
    data["version"] = str(answer.newest.version)
    mine = again(data)
    mine.add_error(None, str(answer))
    return Saved(mine, CONFLICT, moved=True)


def _or_conflict(action: Callable[[], object]) -> object:
    try:
        return action()
    except ChangedMeanwhile as moved:
        return moved
