"""Telling people, and sending emails, in the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model

from core.audit.models import Record
from core.clock import now
from core.jobs import job
from core.notices import tell
from core.notices.mail import send_now
from core.notices.models import Notice
from core.notices.queries import lines
from core.notices.stop import stop_path

if TYPE_CHECKING:
    from core.jobs.functions import Pointer

PATIENCE = timedelta(minutes=1)  # for one talk with the mail server
ATTEMPTS = 10  # over about half a day, with the growing pauses of core.jobs


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
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


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def tell_of(record_id: int) -> None:
    """Write down the notices of what is recorded in this row of the audit log."""
    tell.tell_of(Record.objects.get(pk=record_id))


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def send_due(person_id: int, due: str) -> None:
    """Send one person the notices that are due at this moment, in one email.

    Those that they have seen meanwhile, may no longer look at, or that are over, are left out.
    What a failed attempt did not send, the next one does.
    """
    person = get_user_model().objects.get(pk=person_id)
    moment = datetime.fromisoformat(due)
    waiting = Notice.objects.filter(recipient=person_id, email_due_at=moment).waiting()
    unseen = lines(waiting.unseen().order_by("pk"), person)
    if sentences := dict.fromkeys((str(line.says), line.href) for line in unseen if line.is_open):
        stop = stop_path(person_id)
        if not send_now(
            person, "notices", {"lines": list(sentences), "stop": stop}, unsubscribe=stop
        ):
            return  # somebody else tells them: they wait on the list of people to call
    waiting.update(emailed_at=now())


def may_still_see(recipient: Any, about: str) -> bool:
    """Whether ``recipient`` may look at the row now; true for a mail about none."""
    if not about:
        return True
    label, _, key = about.partition(":")
    rows: Any = apps.get_model(label)._default_manager  # noqa: SLF001 -- Django's public name for it
    return bool(rows.visible_to(recipient).filter(pk=key).exists())
