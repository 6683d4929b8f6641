"""What people write: a little Markdown in, safe HTML out, and no character lost.

Only what the hint beside a text area promises is markup; everything else is drawn as it was
typed (decision 0020).
"""

import unicodedata
from collections.abc import Mapping
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from core.letters import is_visible

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "bdi"}
SCHEMES = {"http", "https", "mailto", "tel"}
BODY_MAX_LENGTH = 20_000  # characters


def render(source: str, people: Mapping[int, str] | None = None) -> SafeString:
    """HTML of ``source``: lists, emphasis, paragraphs, quotations by the button, whole links.

    :param people: names by id, which are marked as mentions behind an ``@``.
    """
    from core.markdown import draw  # noqa: PLC0415 -- 68 modules, and what is drawn is kept

    clean = nh3.clean(
        draw(source, people),
        tags=TAGS,
        attributes={
            "a": {"href"},
            "bdi": {"class", "data-mention"},
            "p": {"dir"},
            "blockquote": {"dir"},
            "ul": {"dir"},
            "ol": {"dir", "start"},
            "li": {"dir", "value"},
            "*": set(),
        },  # else lang and title pass
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 -- cleaned on the line above


def words_in(html: str) -> str:
    """What a reader sees of ``html``, and copies from the page."""
    return unescape(strip_tags(html))


def drawn_words(source: str) -> str:
    """What a reader sees of ``source`` once it is drawn."""
    return words_in(render(source))


def draws_something(source: str) -> bool:
    """Whether a reader sees anything of ``source`` once it is drawn."""
    return is_visible(drawn_words(source))


def typed_code(code: str) -> str:
    """The letters and digits of ``code`` in small letters, however it was typed or pasted."""
    plain = unicodedata.normalize("NFKC", code)
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character.lower()
        for character in plain
        if character.isalnum()
    )
