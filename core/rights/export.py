"""A copy of one's own data: one zip with a page to read and the same as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from core.audit.chain import head
from core.clock import now
from core.dates import day, day_and_time
from core.marking import Marking
from core.rights.registry import every_section

if TYPE_CHECKING:
    from accounts.models import User


MARKING = Marking.OFFICIAL_SENSITIVE.label  # positions and posts are in it


def build(person: User, number: int | None = None) -> bytes:
    """The zip: ``index.html`` to read, ``data.json`` for machines.

    Both carry whose copy it is, its ``number``, when it was made, and the head of the audit log.
    """
    sections = {name: list(gather(person)) for name, gather in every_section()}
    heading = {
        "portal": settings.PORTAL_NAME,
        "marking": MARKING,
        "name": person.name,
        "number": number,
        "made_at": now(),
        "head": head(None),
    }
    page = {**heading, "sections": {str(k): [_read(row) for row in v] for k, v in sections.items()}}
    data = {**heading, "sections": {str(k): v for k, v in sections.items()}}
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("index.html", render_to_string("rights/copy.html", page))
        bundle.writestr(
            "data.json", json.dumps(data, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
        )
    return content.getvalue()


def _read(row: dict[str, Any]) -> dict[str, str]:
    return {str(label): _words(value) for label, value in row.items()}


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return day_and_time(value)
    if isinstance(value, date):
        return day(value)
    return "–" if value is None or value == "" else str(value)
