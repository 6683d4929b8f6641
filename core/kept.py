"""What somebody typed into a form that did nothing: shown back to them, stored nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

SECRET = re.compile(r"password|code|credential|secret|token", re.IGNORECASE)
CHOICE = re.compile(r"[\w.:-]{0,64}")  # what a button, a list or a fingerprint sends, no words


@dataclass(frozen=True)
class Kept:
    """One field of a form.

    :ivar written: whether it looks like somebody's words; the rest goes along unseen.
    """

    name: str
    value: str
    written: bool

    @property
    def label(self) -> str:
        """The field's name, as words."""
        return self.name.rpartition("-")[2].replace("_", " ").capitalize()


def kept(request: HttpRequest) -> list[Kept]:
    """The fields of a post, in order; empty when it holds no words, or something secret."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    if any(SECRET.search(name) for name in names):
        return []
    fields = [
        Kept(name, value, written=not CHOICE.fullmatch(value))
        for name in names
        for value in request.POST.getlist(name)
    ]
    return fields if any(field.written for field in fields) else []


def words_of(request: HttpRequest) -> list[Kept]:
    """What somebody wrote into a form of ours, for a page that says why nothing came of it.

    A form of another site gets no word of its own onto a page of ours.
    """
    if request.method != "POST" or not is_from_our_own_page(request):
        return []
    return [field for field in kept(request) if field.written]


def is_from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of ours sent this; no page can forge it."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
