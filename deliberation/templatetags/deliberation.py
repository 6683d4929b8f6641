"""Sentences and the bar of positions, for the pages of this app: ``{% load deliberation %}``."""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Role
from core import text
from core.addresses import address_of_rows
from core.clock import now
from core.dates import day, day_and_time
from core.mentions import drawn_for
from core.templatetags.portal import bdi, moment
from deliberation import outcomes, sentences
from deliberation.differences import Piece, differences
from deliberation.models import Question, Space

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from accounts.models import User
    from deliberation.live import TopicAudience
    from deliberation.models import (
        AgreementRound,
        AudienceChange,
        KeyMessage,
        Post,
        Topic,
        Wording,
    )
    from deliberation.outcomes import Share
    from deliberation.queries import Thread

register = template.Library()
LINK = '<a class="govuk-link" href="{}"{}>{}<span class="govuk-visually-hidden"> {}</span></a>'
register.filter("decision_in", sentences.decision_in)
register.filter("questions_in_words", sentences.questions_in_words)


@register.filter
def shares(agreement_round: AgreementRound) -> list[Share]:
    """The positions that somebody took in a closed round, for its bar."""
    return outcomes.shares(agreement_round.counts)


@register.filter
def counts_in_words(agreement_round: AgreementRound) -> str:
    """``7 support, 2 with reservations, 1 can live with it``."""
    return sentences.counts_in_words(agreement_round.counts)


@register.filter
def answered(agreement_round: AgreementRound) -> str:
    """``7 of 12 have answered.`` of a round that was read ``with_numbers``."""
    return sentences.answered(agreement_round.answered_count, agreement_round.asked_count)


@register.filter
def response_due(key_message: KeyMessage) -> str:
    """When the police owe an answer; empty when they owe none."""
    due = key_message.answer_due
    return sentences.response_due(due) if key_message.awaits_answer and due else ""


@register.filter
def since(wording: Wording, earlier: Wording) -> list[Piece]:
    """What ``wording`` changed, as pieces for ``<ins>`` and ``<del>``."""
    return differences(earlier.text, wording.text)


@register.filter
def changes(before: str, after: str) -> list[Piece]:
    """What leads from one text to another, as pieces for ``<ins>`` and ``<del>``."""
    return differences(before, after)


@register.filter
def not_for(topic: Topic) -> str:
    """Who has no way into the members' space of ``topic``."""
    return sentences.who_does_not(secretary_reads=topic.secretary_reads_members)


@register.filter
def proposed(change: AudienceChange) -> str:
    """What a wider audience would be, in a sentence."""
    return sentences.proposed(change.kind, change.user)


@register.filter
def shown_since(post: Post | None, since: datetime | None) -> bool:
    """Whether there is a post, and it is not hidden from those who joined at ``since``."""
    return post is not None and (not since or post.written_at >= since)


@register.filter
def role_name(role: str | None) -> str:
    """``Chair``; ``No longer in the group`` for an author who has left."""
    return str(Role(role).label) if role else _("No longer in the group")


@register.filter
def fate_words(post: Post) -> str:
    """``To be asked at the meeting``: what became of a question."""
    return str(Question.State(post.fate).label)


@register.filter
@lru_cache(maxsize=500)  # a list of topics draws the same lines at each visit
def first_line(markdown: str) -> str:
    """The first paragraph of ``markdown`` as plain text, 200 characters at the most."""
    plain = unescape(strip_tags(text.render(markdown.strip().split("\n\n")[0])))
    return Truncator(plain.strip()).chars(200)


# --- A post: without templates of their own, because a long thread draws them for every one ------


@register.simple_tag
def post_attributes(post: Post, new_ids: Collection[int] | str) -> SafeString:
    """Draw what marks the article of ``post`` for styles and scripts."""
    css = ["app-post"]
    css += ["app-post--reply"] if post.reply_to_id else []
    css += ["app-post--new"] if new_ids and post.pk in new_ids else []
    return format_html(
        'id="post-{0}" data-post="{0}" data-author="{1}" class="{2}" tabindex="-1"',
        post.pk,
        post.author_id,
        " ".join(css),
    )


@register.simple_tag
def question_fate(post: Any, topic: Topic) -> SafeString:
    """Draw what became of a question in the shared space, with the way to all of them."""
    if post.label != post.Label.QUESTION or post.space != Space.SHARED:
        return SafeString("")
    href = f"{reverse('deliberation:topic-questions', args=[topic.pk])}#question-{post.pk}"
    return format_html(
        '<a class="govuk-link app-post__time" href="{}">{}</a>', href, fate_words(post)
    )


@register.simple_tag
def whom_it_answers(post: Any, here: str, thread: Thread | str) -> SafeString:
    """Draw the link to the post that ``post`` answers, on whichever page of the space it is."""
    pk = post.reply_to_id
    page = f"{here}?post={pk}" if thread and pk not in thread.ids else ""  # type: ignore[union-attr]
    return format_html(
        '<p class="govuk-body-s"><a class="govuk-link" href="{}#post-{}">{}</a></p>',
        page,
        pk,
        _with_name(_("Answers %(author)s"), post.reply_to.author),
    )


@register.simple_tag
def words_of(post: Post, person: User | str, names: Mapping[int, str] | None) -> SafeString:
    """Draw what ``post`` says.

    :param person: who looks, whose mentions are set out; empty where all of an audience do, for
        whom a script does it.
    :param names: of people who are mentioned, by id; ``None`` where they are not at hand.
    """
    html = drawn_for(post.html, getattr(person, "pk", None), names or {})
    return format_html('<div class="app-prose">{}</div>', SafeString(html))


@register.simple_tag
def who_withdrew(post: Post) -> SafeString:
    """Draw what stands in place of the words of a post that its author withdrew."""
    sentence = _("%(author)s withdrew this post on %(day)s.")
    gone = day(post.removed_at) if post.removed_at else ""
    words = SafeString(escape(sentence) % {"author": bdi(post.author), "day": gone})
    return format_html('<p class="govuk-body app-quiet">{}</p>', words)


@register.simple_tag
def how_it_came(post: Post) -> SafeString:
    """Draw who entered ``post`` and corrected it, how its author told it, if they confirmed it."""
    dictation = post.dictation
    sentence = _("Entered by %(by)s for %(author)s, told %(via)s on %(day)s.")
    confirmed = _("Not yet confirmed by %(author)s.")
    facts: dict[str, str] = {"by": bdi(dictation.entered_by), "author": bdi(post.author)}
    facts |= {"via": dictation.get_via_display(), "day": day(dictation.told_on)}
    if dictation.corrected_by:
        sentence = f"{sentence} {_('Corrected by %(corrector)s.')}"
        facts["corrector"] = bdi(dictation.corrected_by)
    if post.removed_at and not dictation.confirmed_on:
        confirmed = ""
    elif dictation.confirmed_on:
        confirmed = _("Confirmed by %(author)s on %(confirmed)s %(how)s.")
        how = dictation.get_confirmed_via_display()
        facts |= {"confirmed": day(dictation.confirmed_on), "how": how}
    words = SafeString(escape(f"{sentence} {confirmed}") % facts)
    return format_html('<p class="govuk-body-s app-quiet">{}</p>', words)


@register.simple_tag
def edited_mark(post: Post, viewer: TopicAudience | str) -> SafeString:
    """Draw when the words of ``post`` were changed; for ``viewer`` with the way to earlier ones."""
    edited = format_html("{} {}", _("Edited"), moment(post.edited_at, relative=False))
    if not viewer or post.removed_at:
        return format_html('<span class="app-post__time">{}</span>', edited)
    href = reverse("deliberation:post-versions", args=[post.pk])
    return format_html('<a class="govuk-link app-post__time" href="{}">{}</a>', href, edited)


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
    links = _links(get_language(), replies=writes, removes=removes, reports=reports)
    drawn = links % {"here": escape(here), "pk": post.pk, "author": bdi(post.author)}
    if removes:
        drawn += _links_for_its_author(post, topic)
    own = _own_links(post, hidden=not person) if writes and theirs and not topic.is_held else ""
    return SafeString(f'<footer class="app-post__foot">{drawn}{own}</footer>')


@lru_cache
def _links(_language: str, *, replies: bool, removes: bool, reports: bool) -> str:
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
    rest = _with_name(_("what %(author)s told"), post.author)
    drawn = (LINK.format(reverse(name, args=[post.pk]), "", word, rest) for name, word in links)
    return "\n" + "\n".join(drawn)


def _own_links(post: Post, *, hidden: bool) -> SafeString:
    """What its author can do with ``post``: change it for a while, withdraw it."""
    which = _("your post of %(moment)s") % {"moment": day_and_time(post.written_at)}
    until = f' data-until="{post.editable_until.isoformat()}"'
    links = [("deliberation:post-withdraw", "", _("Withdraw"))]
    if now() < post.editable_until:
        links.insert(0, ("deliberation:post-edit", until, _("Change")))
    drawn = "\n".join(
        LINK.format(reverse(name, args=[post.pk]), attributes, word, escape(which))
        for name, attributes, word in links
    )
    attributes = " hidden" if hidden else ""
    return SafeString(f'\n<span class="app-post__own" data-own{attributes}>{drawn}</span>')


def _with_name(sentence: str, author: User) -> SafeString:
    """``sentence`` with the name of ``author`` set apart."""
    return SafeString(escape(sentence) % {"author": bdi(author)})
