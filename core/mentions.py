"""People who are named in a text: ``@`` and their name, as it is shown, in any case of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import unescape

from django.utils.html import escape

_DRAWN = re.compile(r'(<bdi class="app-mention)(" data-mention="([\d ]+)">)@([^<]*)(</bdi>)')


def mentioned(html: str) -> set[int]:
    """Ids of the people whom ``html``, which ``core.text.render`` drew, mentions."""
    return {int(pk) for mark in _DRAWN.finditer(html) for pk in mark[3].split()}


def drawn_for(html: str, person: int | None, names: Mapping[int, str]) -> str:
    """``html`` with mentions of ``person`` set out, and each with the name of today.

    :param person: who looks; ``None`` where several do.
    :param names: of people who are mentioned, by id; who is not there keeps what was typed.
    """

    def draw(mark: re.Match[str]) -> str:
        ids = [int(pk) for pk in mark[3].split()]
        mine = " app-mention--me" if person in ids else ""
        now = names.get(ids[0])
        same = now is None or plain(now) == plain(unescape(mark[4]))
        return f"{mark[1]}{mine}{mark[2]}@{mark[4] if same else escape(now)}{mark[5]}"

    return _DRAWN.sub(draw, html)


def plain(name: str) -> str:
    """One form for all spellings of a name."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())
