"""“Is the portal working?”: for everybody, in words, with nothing of anybody in it."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from iag_portal.pages.health import look
from meetings.video.web import outage

NOTE = "maintenance.txt"  # in the data folder: a sentence of whoever runs the machine
LONGEST = 300  # characters of it
KEPT = 60.0  # seconds; everybody may ask, and the video host is asked once
_answers: dict[str, tuple[float, bool]] = {}  # by host: when it was asked, and whether it answered
_asking = Lock()


class Part(NamedTuple):
    """One part of the portal, as people know it.

    :ivar works: whether it is as it should be; ``None`` where the portal has none.
    """

    name: str | Promise
    words: str | Promise
    works: bool | None


@login_not_required
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """What works, and what is planned. Without the database the page of an outage says so."""
    health = look()
    parts = [
        Part(_("Pages"), _("You can read and write."), True),
        _choose(
            _("Emails and new slides"),
            health.jobs == "up",
            _("They are on their way."),
            _("They are late. Nothing is lost."),
        ),
        _choose(
            _("Live meetings"),
            health.redis != "down",
            _("Pages change at once."),
            _("Pages change some seconds later."),
        ),
        _video(),
    ]
    context = {"parts": parts, "all_well": all(part.works is not False for part in parts)}
    return render(request, "pages/status.html", {**context, "planned": planned()})


def _choose(name: str | Promise, works: bool, well: str | Promise, ill: str | Promise) -> Part:
    return Part(name, well if works else ill, works)


def _video() -> Part:
    name = _("Video")
    if not settings.JITSI.enabled:
        return Part(name, _("This portal has no video. Meetings go on by telephone."), None)
    ill = _("It does not answer. Meetings go on: dial in with the number on the meeting’s page.")
    return _choose(name, _video_answers(), _("It answers."), ill)


def _video_answers() -> bool:
    """An answer stands for a minute in this process. One at a time asks for the next.

    The others read the one of before: whoever waits for a silent host holds a connection to the
    database, and anybody may come.
    """
    host = settings.JITSI.origin
    asked_at, answered = _answers.get(host, (-KEPT, True))
    if monotonic() - asked_at < KEPT or not _asking.acquire(blocking=False):
        return answered
    try:
        answered = outage(settings.JITSI) == ""
        _answers[host] = (monotonic(), answered)
    finally:
        _asking.release()
    return answered


def planned() -> str:
    """What is planned, as whoever runs the machine wrote it with ``maintenance``; or nothing."""
    try:
        return (settings.DATA_DIR / NOTE).read_text(encoding="utf-8").strip()[:LONGEST]
    except (OSError, UnicodeDecodeError):
        return ""
