"""The code on the screen of the room: whoever scans it there says that they are in the room."""

from __future__ import annotations

from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

SIGNER = Signer(sep=".", salt="meetings.room_code")
LASTS = timedelta(minutes=30)  # a photograph of it is soon worth nothing


def room_code(meeting_id: int, at: datetime) -> str:
    """The code that is made for this meeting at this moment."""
    return SIGNER.sign(f"{meeting_id}-{round(at.timestamp())}")


def is_good(code: str, meeting_id: int, at: datetime) -> bool:
    """Whether ``code`` was made for this meeting, and not too long ago."""
    try:
        meeting, made_at = SIGNER.unsign(code).split("-")
    except (BadSignature, ValueError):
        return False
    age = round(at.timestamp()) - int(made_at)
    return int(meeting) == meeting_id and 0 <= age < LASTS.total_seconds()


def picture(meeting_id: int, code: str) -> str:
    """The QR code of the page that ``code`` opens, as a ``data:`` address of an SVG picture."""
    path = reverse("meetings:presence-scan", args=[meeting_id, code])
    drawn = segno.make(f"{settings.PORTAL_ORIGIN}{path}", error="m", micro=False)
    return str(drawn.svg_data_uri(scale=8, border=4, dark="#0b0c0c", light="#fff"))
