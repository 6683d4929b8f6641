"""Telling people, and sending emails, in the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model

from core.audit.models import Record
from core.clock import now
from core.jobs import job
from core.notices import kinds, tell
from core.notices.mail import send_now
from core.notices.models import Notice
from core.notices.stop import stop_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def tell_of(record_id: int) -> None:
    """Write down the notices of what is recorded in this row of the audit log."""
    tell.tell_of(Record.objects.get(pk=record_id))


@job(timeout=PATIENCE, attempts=ATTEMPTS)
def send_due(person_id: int, due: str) -> None:
    """Send one person the notices that are due at this moment, in one email.

    Those that they have seen meanwhile, may no longer look at, or that are over, are left out.
    What a failed attempt did not send, the next one does.
    """
    person = get_user_model().objects.get(pk=person_id)
    waiting = Notice.objects.filter(
        recipient=person_id, email_due_at=datetime.fromisoformat(due), emailed_at__isnull=True
    )
    notices = [notice for notice in waiting.unseen() if may_still_see(person, notice.about)]
    if lines := list(_lines(notices)):
        context = {"lines": lines, "stop": stop_path(person_id)}
        send_now(person, "notices", context, unsubscribe=stop_path(person_id))
    waiting.update(emailed_at=now())


def _lines(notices: Iterable[Notice]) -> Iterator[tuple[str, str]]:
    """What happened and where, once each; the oldest first."""
    told = set()
    for notice in sorted(notices, key=lambda one: one.pk):
        kind, row = kinds.known(notice.kind), find_row(notice.about)
        if kind is None or row is None or not kind.still(row):
            continue
        line = (str(kind.says), row.get_absolute_url())
        if line not in told:
            told.add(line)
            yield line


def may_still_see(recipient: Any, about: str) -> bool:
    """Whether ``recipient`` may look at the row now; true for a mail about none."""
    if not about:
        return True
    rows, key = _rows(about)
    return bool(rows.visible_to(recipient).filter(pk=key).exists())


def find_row(about: str) -> Any:
    """The row that ``about`` names; ``None`` when it is gone."""
    rows, key = _rows(about)
    return rows.filter(pk=key).first()


def _rows(about: str) -> tuple[Any, str]:
    label, _, key = about.partition(":")
    return apps.get_model(label)._default_manager, key  # noqa: SLF001 -- Django's public name
