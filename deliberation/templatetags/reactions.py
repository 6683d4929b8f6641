"""What people said of a post by one press: ``{% load reactions %}``. No templates, as a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

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
    ' hx-swap="none" name="kind" value="{1}" aria-pressed="{2}" data-by="{3}">{4}'
    '<span class="govuk-visually-hidden"> {5}</span></button>'
)


@register.simple_tag
def reactions(
    post: Post, topic: Any, viewer: TopicAudience, thread: Thread | str, person: User | str
) -> SafeString:
    """Draw the two buttons for those who write here, and who pressed which.

    :param person: who looks; empty where all of ``viewer`` do, for whom a script says which of
        the buttons is theirs.
    """
    said = thread.reactions.get(post.pk, {}) if thread else {}  # type: ignore[union-attr]
    writes = viewer.writes and topic.state == topic.State.OPEN and post.removed_at is None
    if not (writes or said):
        return SafeString("")
    buttons = SafeString("")
    if writes:
        address = reverse("deliberation:post-react", args=[post.pk])
        me = getattr(person, "pk", None)
        drawn = (_button(kind, said.get(kind, []), address, post, me) for kind in Reaction.Kind)
        buttons = format_html_join("\n", "{}", ((one,) for one in drawn))
    return format_html('<div class="app-post__reactions">{}{}</div>', buttons, _who(said))


def _button(
    kind: Reaction.Kind, people: list[User], address: str, post: Post, me: int | None
) -> SafeString:
    ids = [person.pk for person in people]
    word = f"{kind.label} ({len(ids)})" if ids else kind.label
    pressed = "true" if me in ids else "false"
    by = " ".join(map(str, ids))
    rest = format_html(_("with what {} wrote"), bdi(post.author))
    if kind == Reaction.Kind.HELPFUL:
        rest = format_html(_("is what {} wrote"), bdi(post.author))
    return format_html(BUTTON, address, kind.value, pressed, by, word, rest)


def _who(said: dict[str, list[User]]) -> SafeString:
    """The names, in the order in which they pressed."""
    words = {Reaction.Kind.AGREE: _("Agreed by:"), Reaction.Kind.HELPFUL: _("Helpful to:")}
    lines = [
        (words[kind], format_html_join(", ", "{}", ((bdi(one),) for one in said[kind])))
        for kind in Reaction.Kind
        if kind in said
    ]
    return format_html_join("\n", '<p class="govuk-body-s app-quiet">{} {}</p>', lines)
