"""What is attached to a post or a response: ``{% load attachments %}``. No templates, as a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.portal import bdi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliberation.attachments import Attachment, Picture
    from deliberation.models import Post
    from deliberation.queries import Thread

register = template.Library()
LIST = '<ul class="app-list govuk-!-margin-top-3" aria-label="{}">{}</ul>'
CARD = (
    '<li class="app-list__item"><div class="app-list__main">{}'
    '<a class="govuk-link app-list__link" href="{}">{}</a>{}'
    "</div></li>"
)

META = '<p class="app-list__meta">{}</p>'
PHOTOGRAPH = (
    '<img class="app-slide__picture govuk-!-margin-bottom-2" src="{0}" srcset="{1} 480w, {0} {2}w"'
    ' sizes="(max-width: 40em) 90vw, 34em" width="{2}" height="{3}" alt="{4}" loading="lazy">'
)


@register.simple_tag
def attachments(post: Post, thread: Thread | str) -> SafeString:
    """Draw the files that are read with ``post``, each with its kind and how far it has come."""
    files = thread.attachments.get(post.pk, []) if thread else []  # type: ignore[union-attr]
    return _cards(files, _("Attached files")) if files else SafeString("")


@register.simple_tag
def proofs(files: Sequence[Attachment]) -> SafeString:
    """Draw what shows what the police did, as files of posts are drawn."""
    return _cards(files, _("Proof")) if files else SafeString("")


def _cards(files: Sequence[Attachment], label: str) -> SafeString:
    cards = format_html_join(
        "\n",
        CARD,
        (
            (_photograph(file.picture), file.href, bdi(file.title), _meta(file.facts))
            for file in files
        ),
    )
    return format_html(LIST, label, cards)


def _meta(facts: Sequence[str]) -> SafeString:
    return format_html(META, " · ".join(facts)) if facts else SafeString("")


def _photograph(picture: Picture | None) -> SafeString:
    return format_html(PHOTOGRAPH, *picture) if picture else SafeString("")
