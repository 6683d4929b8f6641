"""System checks of the meetings app: the video host, and the tools that make slides."""

from __future__ import annotations

import shutil
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice

from meetings.slides.sandbox import available
from meetings.video.web import outage


@register(Tags.security)
def video_host(**_: Any) -> list[CheckMessage]:
    """Whatever would make the video unsafe."""
    return [Error(problem.sentence, id=problem.id) for problem in settings.JITSI.problems()]


@register(deploy=True)
def video_host_answers(**_: Any) -> list[CheckMessage]:
    """A name in the settings is no host: that nobody answers there is seen before the meeting."""
    jitsi = settings.JITSI
    if not jitsi.enabled or jitsi.problems():
        return []
    messages: list[CheckMessage] = []
    if sentence := outage(jitsi):
        hint = "Correct JITSI_DOMAIN or start the host; then run: script/manage check_video"
        messages.append(Advice(sentence, hint=hint, id="video.W001"))
    if not jitsi.tells:
        words = "Who loses access stays in the call: JITSI_SYSTEM_KEY is not set."
        hint = "See deploy/prosody/README.md"
        messages.append(Advice(words, hint=hint, id="video.W002"))
    return messages


@register()
def slide_tools(**_: Any) -> list[CheckMessage]:
    """PowerPoint packs need LibreOffice inside a sandbox; without it they are text only."""
    if all(map(shutil.which, ("soffice", "bwrap"))):
        return []
    tools = available()
    return [Advice(tools.sentence, hint=tools.remedy, id="iag.W003")]
