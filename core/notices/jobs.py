"""Sending mails, in the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model

from core.jobs import job
from core.notices.mail import send_now

if TYPE_CHECKING:
    from core.jobs.functions import Pointer

PATIENCE = timedelta(minutes=1)  # for one talk with the mail server
ATTEMPTS = 10  # over about half a day, with the growing pauses of core.jobs


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def deliver(kind: Pointer, to: Pointer, about: Pointer, *flat: Pointer) -> None:
    """Send the mail ``kind`` to a person by id or to an address.

    :param about: ``app.model:key`` of what the person must still be let to see, or nothing.
    :param flat: the context as name, value, name, value, ….
    """
    people = get_user_model().objects
    recipient = people.filter(pk=to).first() if isinstance(to, int) else str(to)
    if recipient is not None and may_still_see(recipient, str(about)):
        names, values = map(str, flat[::2]), flat[1::2]
        send_now(recipient, str(kind), dict(zip(names, values, strict=True)))


def may_still_see(recipient: Any, about: str) -> bool:
    """Whether ``recipient`` may look at the row now; true for a mail about none."""
    if not about:
        return True
    label, _, key = about.partition(":")
    rows: Any = apps.get_model(label)._default_manager  # noqa: SLF001 -- Django's public name for it
    return bool(rows.visible_to(recipient).filter(pk=key).exists())
