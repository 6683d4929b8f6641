"""An hour of questions to a guest, in words: ``{% load hot_seats %}``."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import clock_time, day, weekday

if TYPE_CHECKING:
    from deliberation.models import HotSeat

register = template.Library()
OPENING = 140  # characters


@register.filter
def seat_in_words(seat: HotSeat) -> str:
    """When it is, and what can be done until when."""
    times = {
        "day": weekday(seat.opens_at),
        "begins": clock_time(seat.opens_at),
        "ends": clock_time(seat.closes_at),
    }
    if seat.is_to_come:
        return (
            _("%(day)s, %(begins)s to %(ends)s. Questions can be put from now until the end.")
            % times
        )
    if seat.is_running:
        return _("It is going on until %(ends)s. Questions can be put until then.") % times
    return _("It was on %(day)s, %(begins)s to %(ends)s. No more questions can be put.") % times


@register.filter
def promise_in_words(seat: HotSeat) -> str:
    """Until when what is open is answered, or was to be."""
    if seat.is_past_its_promise:
        return _("Answers were promised by %s.") % day(seat.answers_by)
    return _("Answers are promised by %s.") % day(seat.answers_by)


@register.filter
def wanting_in_words(post: Any) -> str:
    """How many people ask the same: ``also asked by 3 people``."""
    number: int = post.wanting
    return ngettext("also asked by %d person", "also asked by %d people", number) % number


@register.filter
def opening(html: str) -> str:
    """How the words of a post begin, as plain text."""
    return Truncator(unescape(" ".join(strip_tags(html).split()))).chars(OPENING)
