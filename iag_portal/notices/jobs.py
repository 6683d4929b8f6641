"""Sending mails, in the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from iag_portal.jobs import job
from iag_portal.notices.mail import send_now

if TYPE_CHECKING:
    from iag_portal.jobs.functions import Pointer

PATIENCE = timedelta(minutes=1)  # for one talk with the mail server
ATTEMPTS = 10  # over about half a day, with the growing pauses of iag_portal.jobs


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def deliver(kind: Pointer, to: Pointer, *flat: Pointer) -> None:
    """Send the mail ``kind`` to a person by id or to an address.

    :param flat: the context as name, value, name, value, ….
    """
    people = get_user_model().objects
    recipient = people.filter(pk=to).first() if isinstance(to, int) else str(to)
    if recipient is not None:
        names, values = map(str, flat[::2]), flat[1::2]
        send_now(recipient, str(kind), dict(zip(names, values, strict=True)))
