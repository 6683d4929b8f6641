"""System checks of the meetings app: the video host, and the tools that make slides."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice

from meetings.slides.sandbox import available


@register(Tags.security)
def video_host(**_: Any) -> list[CheckMessage]:
    """Whatever would make the video unsafe."""
    return [Error(problem.sentence, id=problem.id) for problem in settings.JITSI.problems()]


@register()
def slide_tools(**_: Any) -> list[CheckMessage]:
    """PowerPoint packs need LibreOffice inside a sandbox; without it they are text only."""
    if all(map(shutil.which, ("soffice", "bwrap"))):
        return []
    tools = available()
    return [Advice(tools.sentence, hint=tools.remedy, id="iag.W003")]
