"""What somebody typed into a form that could not be sent: shown back to them, stored nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

SECRET = re.compile(r"password|code|credential|secret|token|words", re.IGNORECASE)
CHOICE = re.compile(r"[\w.:-]{0,40}")  # what a button or a list sends, not what people write


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


def is_from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that a page of ours sent this; no page can forge it."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
