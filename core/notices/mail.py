"""Mails. They say that something is waiting, and where; never what.

A mail is written down as a job in the transaction of the action that caused it, so a mail
server that is down loses nothing, and an action that fails sends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from core.jobs import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model

    from accounts.models import User
    from core.jobs.functions import Pointer


def send_mail_to(
    recipient: User | str,
    kind: str,
    context: Mapping[str, Pointer] | None = None,
    *,
    about: Model | None = None,
    key: str | None = None,
) -> int:
    """Write a mail down; the worker sends it. Answers the job's id.

    :param recipient: a person, or an address of somebody who is none yet.
    :param kind: folder of ``templates/email/`` with ``subject.txt`` and ``message.txt``.
    :param context: pointers for the template, such as ``{"path": "/meetings/7/"}``.
        What is secret or may change does not belong here: a job of its own looks it up.
    :param about: the row that the mail leads to. Whether the person may still look at it is
        asked again when the mail is sent; where not, nothing is.
    :param key: the same key again sends nothing; see ``core.jobs``.
    """
    to = recipient if isinstance(recipient, str) else recipient.pk
    flat = [part for pair in (context or {}).items() for part in pair]
    deliver = named("core.notices.jobs.deliver")  # which lays it out by this module
    return deliver.enqueue(kind, to, named_row(about), *flat, key=key)


def named_row(row: Model | None) -> str:
    """``app.model:key`` of a row, for a job; empty for none."""
    return f"{row._meta.label_lower}:{row.pk}" if row is not None else ""  # noqa: SLF001 -- its name


def send_now(
    to: User | str, kind: str, context: Mapping[str, object], *, unsubscribe: str = ""
) -> None:
    """Lay out one mail and hand it to the mail server; for jobs only.

    People who are suspended or have no address are passed over in silence.

    :param unsubscribe: path of the page that ends mails of this kind; for RFC 2369's header.
    """
    address = to if isinstance(to, str) else to.email if to.is_active else None
    if not address:
        return
    told = {**context, "portal": settings.PORTAL_NAME, "origin": settings.PORTAL_ORIGIN}
    subject = render_to_string(f"email/{kind}/subject.txt", told).strip()
    body = render_to_string(f"email/{kind}/message.txt", told).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{settings.PORTAL_ORIGIN}{unsubscribe}>"
    EmailMessage(" ".join(subject.split()), body, to=[address], headers=headers).send()
