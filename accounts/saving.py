"""Save what somebody typed, unless another was faster: then both are on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from accounts.form_pages import CONFLICT, OK, Done, go_on, submit
from core.forms.fields import HiddenMomentField, HiddenVersionField
from core.policy import ChangedMeanwhile

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse, QueryDict


def save_page(
    request: HttpRequest,
    form: BaseForm,
    action: Callable[[], Done],
    again: Callable[[QueryDict], BaseForm],
    template: str,
    *,
    done: str | Callable[[Done], str],
    to: str | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with a form, as ``form_page``, about something that somebody else may change too.

    Whoever comes second gets their own words back in a form that follows the newest version. The
    template knows that by ``moved``, and the newest row, where there is one, as ``theirs``.

    :param again: makes the form from what was sent.
    """
    context |= {"moved": False, "theirs": None}
    status = OK
    if request.method == "POST":
        result: Any
        result, status = submit(request, form, lambda: or_conflict(action))
        if isinstance(result, ChangedMeanwhile):
            sent = request.POST.copy()
            sent[_follows(form)] = str(result.version)
            form, status = again(sent), CONFLICT
            form.add_error(None, str(result))
            context |= {"moved": True, "theirs": result.newest}
        elif status == OK:
            return go_on(request, result, done, to)
    return render(request, template, {**context, "form": form}, status=status)


def _follows(form: BaseForm) -> str:
    """Name of the field of ``form`` that says which version was on the screen."""
    kinds = (HiddenVersionField, HiddenMomentField)
    return next(name for name, field in form.fields.items() if isinstance(field, kinds))


def or_conflict(action: Callable[[], Done]) -> Done | ChangedMeanwhile:
    """A lost race is no refusal of rights, and is not recorded as one."""
    try:
        return action()
    except ChangedMeanwhile as moved:
        return moved
