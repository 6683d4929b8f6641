"""A form that is sent twice does its action once (decision 0021).

Each drawing of a form has a token of its own: Django's CSRF token for a plain form, and for a
form that a script sends the key that the script makes (``static/js/once.js``). Token, person,
address and what was filled in, but for a ballot, make one fingerprint. ``emit`` writes it down in
the transaction of the action, so it is there when the action is, and gone when it is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.files import digest
from core.sent_forms.models import SentForm, is_done

TOKEN, KEY = "csrfmiddlewaretoken", "form_key"
# A ballot too: whoever sends the same drawing again would learn from the answer what it said.
LEFT_OUT = frozenset({TOKEN, KEY, "ballot"})


class SentTwiceError(Exception):
    """The same form did its action in another request meanwhile."""


@dataclass
class Sending:
    """One form that is being dealt with.

    :ivar claimed: whether the fingerprint was written down with an action of this request.
    """

    fingerprint: str
    claimed: bool = False


_current: ContextVar[Sending | None] = ContextVar("sending", default=None)


@contextmanager
def dealing_with(sending: Sending) -> Iterator[None]:
    """What is emitted meanwhile belongs to this form."""
    token = _current.set(sending)
    try:
        yield
    finally:
        _current.reset(token)


def fingerprint(request: HttpRequest) -> str:
    """64 hexadecimal digits of who sent what to where; empty when the form has no token."""
    token = "" if request.headers.get("HX-Request") else request.POST.get(TOKEN)
    own = request.POST.get(KEY) or token
    return _digits(request, own) if own else ""


def _digits(request: HttpRequest, own: str) -> str:
    parts = [str(request.user.pk), request.get_full_path(), own]
    for name, values in sorted(request.POST.lists()):
        if name not in LEFT_OUT:
            parts += [name, *values]
    for name, files in sorted(request.FILES.lists()):
        parts += [name, *(f"{file.name} {digest(file)}" for file in files)]
    words = "\0".join(parts).encode("utf-8", "surrogatepass")
    return salted_hmac("iag_portal.sent_forms", words, algorithm="sha256").hexdigest()


def claim() -> None:
    """Write down, in the action's transaction, that the form at hand has done its action.

    :raises SentTwiceError: when another request has done so.
    """
    sending = _current.get()
    if sending is None or sending.claimed:
        return
    try:
        with transaction.atomic():
            SentForm.objects.note_done(sending.fingerprint)
    except IntegrityError:
        raise SentTwiceError from None
    sending.claimed = True


def done_meanwhile() -> bool:
    """Whether another press of the form at hand has done its action since this one began.

    This one may be refused then, because what it asks for is so already.
    """
    sending = _current.get()
    return sending is not None and not sending.claimed and is_done(sending.fingerprint)


def note_confirmed(request: HttpRequest, address: str) -> None:
    """Write down that this person did this here, in whichever drawing, and where they were sent."""
    SentForm.objects.note_newest(_digits(request, ""), address)


def confirmed_just_now(request: HttpRequest) -> str:
    """Where they were sent who did so a few minutes ago: who goes back sees another drawing."""
    mark = _digits(request, "")
    return (
        SentForm.objects.recent().filter(fingerprint=mark).values_list("answer", flat=True).first()
        or ""
    )
