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
from core.notices import outcomes

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
) -> bool:
    """Lay out one mail and hand it to the mail server; for jobs only.

    People who are suspended or have no address are passed over in silence.

    :param unsubscribe: path of the page that ends mails of this kind, also by a post of the mail
        program itself (RFC 2369, RFC 8058).
    :returns: false when the server said that nobody can be reached at the address, which is
        written down: to try again would be no use.
    """
    address = to if isinstance(to, str) else to.email if to.is_active else None
    if not address:
        return True
    full_context = {**context, "portal": settings.PORTAL_NAME, "origin": settings.PORTAL_ORIGIN}
    subject = render_to_string(f"email/{kind}/subject.txt", full_context).strip()
    body = render_to_string(f"email/{kind}/message.txt", full_context).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{settings.PORTAL_ORIGIN}{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMessage(" ".join(subject.split()), body, to=[address], headers=headers)
    return _hand_over(mail, address)


def _hand_over(mail: EmailMessage, address: str) -> bool:
    """Send; whether the address takes emails. Any other failure is the job's, which tries again."""
    try:
        mail.send()
    except outcomes.refusals() as error:
        if not outcomes.is_final(error):
            raise
        outcomes.came_back(address)
        return False
    if not settings.EMAIL_REPORTS:  # else what was taken may still come back, and they say so
        outcomes.arrived(address)
    return True
