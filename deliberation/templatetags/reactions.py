"""What people said of a post by one press: ``{% load reactions %}``. No templates, as a post."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import address_of_rows
from core.templatetags.portal import bdi
from deliberation.models import Reaction

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.live import TopicAudience
    from deliberation.models import Post
    from deliberation.queries import Thread

register = template.Library()
BUTTON = (
    '<button class="app-post__react" type="submit" form="react" formaction="{0}" hx-post="{0}"'
    ' name="kind" value="{1}" aria-pressed="%(pressed)s"%(by)s>{2}%(number)s'
    '<span class="govuk-visually-hidden"> {3}</span></button>'
)


@register.simple_tag
def reactions(
    post: Post, topic: Any, viewer: TopicAudience, thread: Thread | str, person: User | str
) -> SafeString:
    """Draw the two buttons for those who write here, and who pressed which.

    :param person: who looks; empty where all of ``viewer`` do, for whom a script says which of
        the buttons is theirs.
    """
    pressed = thread.reactions.get(post.pk, {}) if thread else {}  # type: ignore[union-attr]
    writes = viewer.writes and topic.state == topic.State.OPEN and post.removed_at is None
    if not (writes or pressed):
        return SafeString("")
    buttons = _buttons(post, pressed, getattr(person, "pk", None)) if writes else ""
    return SafeString(
        f'<div class="app-post__reactions">{buttons}{_who(pressed) if pressed else ""}</div>'
    )


def _buttons(post: Post, pressed: dict[str, list[User]], me: int | None) -> str:
    filled, language = {"pk": post.pk, "author": bdi(post.byline)}, get_language()
    return "\n".join(
        _button(language, kind) % {**filled, **_pressed(pressed.get(kind, []), me)}
        for kind in Reaction.Kind
    )


def _pressed(people: list[User], me: int | None) -> dict[str, str]:
    ids = [person.pk for person in people]
    return {
        "pressed": "true" if me in ids else "false",
        "by": f' data-by="{" ".join(map(str, ids))}"',
        "number": f" ({len(ids)})" if ids else "",
    }


@lru_cache
def _button(_language: str, kind: Reaction.Kind) -> str:
    """Draw the button of ``kind`` once: with places for what differs from post to post."""
    wrote = {
        Reaction.Kind.AGREE: _("with what %(author)s wrote"),
        Reaction.Kind.HELPFUL: _("is what %(author)s wrote"),
    }
    address = address_of_rows("deliberation:post-react")
    return BUTTON.format(address, kind.value, escape(kind.label), escape(wrote[kind]))


def _who(pressed: dict[str, list[User]]) -> SafeString:
    """The names, in the order in which they pressed."""
    words = {Reaction.Kind.AGREE: _("Agreed by:"), Reaction.Kind.HELPFUL: _("Helpful to:")}
    lines = [
        (words[kind], format_html_join(", ", "{}", ((bdi(person),) for person in pressed[kind])))
        for kind in Reaction.Kind
        if kind in pressed
    ]
    return format_html_join("\n", '<p class="govuk-body-s app-quiet">{} {}</p>', lines)
