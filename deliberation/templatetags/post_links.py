"""What stands below a post: ``{% load post_links %}``. No templates, as a post."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.addresses import address_of_rows
from core.clock import now
from core.templatetags.portal import bdi
from deliberation.models import Unmasking
from deliberation.templatetags.deliberation import with_name

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.live import TopicAudience
    from deliberation.models import Post

register = template.Library()
LINK = '<a class="govuk-link" href="{}"{}>{}<span class="govuk-visually-hidden"> {}</span></a>'


@register.simple_tag
def post_links(
    post: Post, topic: Any, viewer: TopicAudience, here: str, person: User | str
) -> SafeString:
    """Draw the address of ``post`` and what ``viewer`` can do with it.

    :param person: who looks; empty where all of ``viewer`` do, of whom a script shows its
        author what is theirs.
    """
    writes = viewer.writes and topic.state == topic.State.OPEN and post.removed_at is None
    removes = (viewer.chairs or viewer.assists) and post.removed_at is None
    theirs = not person or post.author_id == getattr(person, "pk", None)
    reports = post.removed_at is None and not (person and theirs)
    unmasks = viewer.chairs and post.unattributed and not (person and theirs)
    links = _links(
        get_language(), replies=writes, removes=removes, reports=reports, unmasks=unmasks
    )
    drawn = links % {"here": escape(here), "pk": post.pk, "author": bdi(post.byline)}
    if removes:
        drawn += _links_for_its_author(post, topic)
    changes = writes and not topic.is_held
    own = _own_links(post, changes=changes, hidden=not person) if theirs else ""
    return SafeString(f'<footer class="app-post__foot">{drawn}{own}</footer>')


@lru_cache
def _links(_language: str, *, replies: bool, removes: bool, reports: bool, unmasks: bool) -> str:
    """Draw what stands below every post, once: with places for ``here``, ``pk`` and ``author``."""
    links = [("%(here)s?post=%(pk)d#post-%(pk)d", _("Link"), _("to what %(author)s wrote"))]
    if replies:
        reply = "%(here)s?reply=%(pk)d"
        links.append((f"{reply}#write", _("Reply"), _("to %(author)s")))
        links.append((f"{reply}&amp;quote=1#write", _("Quote"), _("what %(author)s wrote")))
    if removes:
        remove = address_of_rows("deliberation:post-remove")
        links.append((remove, _("Remove"), _("the words of %(author)s")))
    if reports:
        report = address_of_rows("deliberation:post-report")
        links.append((report, _("Report"), _("what %(author)s wrote")))
    if unmasks:
        unmask = address_of_rows("deliberation:post-unmask")
        links.append((unmask, _("Who wrote this?"), ""))
    return "\n".join(LINK.format(href, "", word, escape(rest)) for href, word, rest in links)


def _links_for_its_author(post: Post, topic: Any) -> str:
    """What an organiser writes down about ``post`` for an author who does not sign in."""
    dictation = getattr(post, "dictation", None)
    if dictation is None or post.author.email:
        return ""
    links = []
    if not dictation.is_confirmed:
        links.append(("deliberation:post-confirm", _("Confirm for them")))
    if topic.state == topic.State.OPEN and not topic.is_held:
        if not dictation.is_confirmed or now() < post.editable_until:
            links.append(("deliberation:post-correct", _("Correct for them")))
        links.append(("deliberation:post-withdraw", _("Withdraw for them")))
    rest = with_name(_("what %(author)s told"), post)
    drawn = (LINK.format(reverse(name, args=[post.pk]), "", word, rest) for name, word in links)
    return "\n" + "\n".join(drawn)


def _own_links(post: Post, *, changes: bool, hidden: bool) -> SafeString:
    """What its author can do with ``post``: change it for a while, withdraw it.

    Where they are not named, they see that they wrote it; and what is ``hidden`` from all others
    does not tell these when it was written.
    """
    which = _("your post of %(moment)s") % {"moment": post.written_words}
    links: list[tuple[str, str, str]] = []
    if changes and now() < post.editable_until and not (hidden and post.unattributed):
        until = f' data-until="{post.editable_until.isoformat()}"'
        edit = reverse("deliberation:post-edit", args=[post.pk])
        links.append((edit, until, _("Change")))
    if changes:
        withdraw = reverse("deliberation:post-withdraw", args=[post.pk])
        links.append((withdraw, "", _("Withdraw")))
    if post.unattributed:
        whose = Unmasking(post=post).get_absolute_url()
        links.append((whose, "", _("You wrote this without your name")))
    if not links:
        return SafeString("")
    drawn = "\n".join(
        LINK.format(href, attributes, word, escape(which)) for href, attributes, word in links
    )
    attributes = " hidden" if hidden else ""
    return SafeString(f'\n<span class="app-post__own" data-own{attributes}>{drawn}</span>')
