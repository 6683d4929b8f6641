"""What stands below a post: ``{% load post_links %}``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.clock import now
from deliberation.models import Post, Unmasking
from deliberation.templatetags.deliberation import with_name

if TYPE_CHECKING:
    from deliberation.templatetags.posts import Page, PostLine

register = template.Library()
LINK = '<a class="govuk-link" href="{}"{}>{}<span class="govuk-visually-hidden"> {}</span></a>'


class Own(NamedTuple):
    """What its author can do with a post.

    :ivar changes: whether they can withdraw it.
    :ivar edits: whether they can change its words.
    :ivar hidden: from all who look, until a script shows it to its author.
    """

    written_at: datetime
    changes: bool
    edits: bool
    hidden: bool


class Links(NamedTuple):
    """What those who look can do with a post.

    :ivar here: address of its space.
    :ivar for_its_author: what an organiser writes down for an author who does not sign in.
    :ivar own: ``None`` for who did not write it.
    """

    here: str
    replies: bool
    removes: bool
    reports: bool
    unmasks: bool
    for_its_author: SafeString
    own: Own | None

    @classmethod
    def of(cls, post: Any, page: Page) -> Links:
        """What can be done with ``post`` by those who look at ``page``."""
        person, stands = page.person, post.removed_at is None
        writes, removes = page.writes and stands, page.removes and stands
        alone = person is not None
        theirs = not alone or post.author_id == person
        others = not (alone and theirs)
        changes = writes and not page.topic.is_held
        edits = changes and now() < post.editable_until and (alone or not post.unattributed)
        return cls(
            here=page.here,
            replies=writes,
            removes=removes,
            reports=others and stands,
            unmasks=others and post.unattributed and page.unmasks,
            for_its_author=_for_its_author(post, page.topic) if removes else SafeString(""),
            own=Own(post.written_at, changes, edits, hidden=not alone) if theirs else None,
        )


@register.simple_tag
def post_links(post: PostLine) -> SafeString:
    """Draw the address of ``post`` and what those who look can do with it."""
    links = post.links
    if links is None:
        return SafeString("")
    rows = format_html_join("\n", LINK, _links(post, links))
    own = _own_links(post, links.own) if links.own else ""
    return format_html(
        '<footer class="app-post__foot">{}{}{}</footer>', rows, links.for_its_author, own
    )


def _links(post: PostLine, links: Links) -> list[tuple[str, str, str, str]]:
    """Each with its address, no attributes, its word, and the rest of it for a screen reader."""
    answer = f"{links.here}?reply={post.pk}"
    rows = [
        (f"{links.here}?post={post.pk}#post-{post.pk}", _("Link"), _("to what %(author)s wrote"))
    ]
    if links.replies:
        rows.append((f"{answer}#write", _("Reply"), _("to %(author)s")))
        rows.append((f"{answer}&quote=1#write", _("Quote"), _("what %(author)s wrote")))
    if links.removes:
        remove = reverse("deliberation:post-remove", args=[post.pk])
        rows.append((remove, _("Remove"), _("the words of %(author)s")))
    if links.reports:
        report = reverse("deliberation:post-report", args=[post.pk])
        rows.append((report, _("Report"), _("what %(author)s wrote")))
    if links.unmasks:
        rows.append((reverse("deliberation:post-unmask", args=[post.pk]), _("Who wrote this?"), ""))
    return [(href, "", word, with_name(rest, post)) for href, word, rest in rows]


def _for_its_author(post: Any, topic: Any) -> SafeString:
    """What an organiser writes down about ``post`` for an author who does not sign in."""
    dictation = getattr(post, "dictation", None)
    if dictation is None or post.author.email:
        return SafeString("")
    links = []
    if not dictation.is_confirmed:
        links.append(("deliberation:post-confirm", _("Confirm for them")))
    if topic.state == topic.State.OPEN and not topic.is_held:
        if not dictation.is_confirmed or now() < post.editable_until:
            links.append(("deliberation:post-correct", _("Correct for them")))
        links.append(("deliberation:post-withdraw", _("Withdraw for them")))
    rest = with_name(_("what %(author)s told"), post)
    rows = ((reverse(name, args=[post.pk]), "", word, rest) for name, word in links)
    return format_html("\n{}", format_html_join("\n", LINK, rows))


def _own_links(post: PostLine, own: Own) -> SafeString:
    """What its author can do with ``post``: change it for a while, withdraw it.

    Where they are not named, they see that they wrote it; and what is hidden from all others does
    not tell these when it was written.
    """
    row = Post(pk=post.pk, written_at=own.written_at, unattributed=post.author_id is None)
    which = _("your post of %(moment)s") % {"moment": row.written_words}
    links: list[tuple[str, str, str, str]] = []
    if own.edits:
        until = format_html(' data-until="{}"', row.editable_until.isoformat())
        links.append((reverse("deliberation:post-edit", args=[post.pk]), until, _("Change"), which))
    if own.changes:
        withdraw = reverse("deliberation:post-withdraw", args=[post.pk])
        links.append((withdraw, "", _("Withdraw"), which))
    if row.unattributed:
        whose = Unmasking(post_id=post.pk).get_absolute_url()
        links.append((whose, "", _("You wrote this without your name"), which))
    if not links:
        return SafeString("")
    drawn = format_html_join("\n", LINK, links)
    hidden = SafeString(" hidden" if own.hidden else "")
    return format_html('\n<span class="app-post__own" data-own{}>{}</span>', hidden, drawn)
