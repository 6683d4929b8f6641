"""What people said of a post by one press: ``{% load reactions %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.portal import bdi
from deliberation.models import Post, Reaction
from deliberation.templatetags.deliberation import with_name

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.templatetags.posts import Page, PostLine

register = template.Library()
BUTTON = (
    '<button class="app-post__react" type="submit" form="react" formaction="{0}" hx-post="{0}"'
    ' name="kind" value="{1}" aria-pressed="{2}" data-by="{3}">{4}{5}'
    '<span class="govuk-visually-hidden"> {6}</span></button>'
)


class Reactions(NamedTuple):
    """What stands below a post of these.

    :ivar writes: whether those who look can press.
    :ivar pressed: who did, by number, of each kind that there is.
    :ivar mine: the kinds that who looks pressed; empty where all of an audience look, for whom a
        script says which of the buttons is theirs.
    :ivar who: the names of those who did.
    """

    writes: bool
    pressed: tuple[tuple[str, tuple[int, ...]], ...] = ()
    mine: tuple[str, ...] = ()
    who: SafeString = SafeString("")

    @classmethod
    def of(cls, post: Any, page: Page) -> Reactions | None:
        """Those of ``post``; ``None`` where there are none, and nobody can press."""
        people = page.thread.reactions.get(post.pk, {}) if page.thread else {}
        writes = page.writes and post.removed_at is None
        if not people:
            return cls(writes) if writes else None
        pressed = tuple((kind, tuple(by.pk for by in those)) for kind, those in people.items())
        mine = tuple(kind for kind, ids in pressed if page.person in ids)
        asks = post.label == Post.Label.QUESTION
        return cls(writes, pressed, mine, _who(people, asks=asks))


@register.simple_tag
def reactions(post: PostLine) -> SafeString:
    """Draw the two buttons for those who write here, and who pressed which."""
    given = post.reactions
    if given is None:
        return SafeString("")
    kinds = Reaction.Kind if given.writes else ()
    buttons = format_html_join("\n", "{}", ((_button(post, given, kind),) for kind in kinds))
    return format_html('<div class="app-post__reactions">{}{}</div>', buttons, given.who)


def _button(post: PostLine, given: Reactions, kind: Reaction.Kind) -> SafeString:
    word, rest = str(kind.label), _("is what %(author)s wrote")
    if kind == Reaction.Kind.AGREE:
        rest = _("with what %(author)s wrote")
        if post.label == Post.Label.QUESTION:
            word, rest = _("I want to know this too"), _("(asked by %(author)s)")
    ids = dict(given.pressed).get(kind, ())
    return format_html(
        BUTTON,
        reverse("deliberation:post-react", args=[post.pk]),
        kind.value,
        "true" if kind in given.mine else "false",
        " ".join(map(str, ids)),
        word,
        f" ({len(ids)})" if ids else "",
        with_name(rest, post),
    )


def _who(pressed: dict[str, list[User]], *, asks: bool) -> SafeString:
    """The names, in the order in which they pressed; who agrees with a question asks it too."""
    words = {
        Reaction.Kind.AGREE: _("Also asked by:") if asks else _("Agreed by:"),
        Reaction.Kind.HELPFUL: _("Helpful to:"),
    }
    lines = [
        (words[kind], format_html_join(", ", "{}", ((bdi(person),) for person in pressed[kind])))
        for kind in Reaction.Kind
        if kind in pressed
    ]
    return format_html_join("\n", '<p class="govuk-body-s app-quiet">{} {}</p>', lines)
