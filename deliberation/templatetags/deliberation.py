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
from django.utils.translation import gettext as _

from accounts.models import Role
from core import text
from core.dates import day
from core.mentions import drawn_for
from core.templatetags.portal import bdi, moment
from deliberation import advice, outcomes, sentences
from deliberation.differences import Piece, differences
from deliberation.models import Question, Space, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    from deliberation.templatetags.posts import PostLine

register = template.Library()
register.filter("decision_in", sentences.decision_in)
register.filter("questions_in_words", sentences.questions_in_words)
register.filter("until", sentences.until)
register.filter("closing_is_final", sentences.closing_is_final)


@register.filter
def shares(agreement_round: AgreementRound) -> list[Share]:
    """The positions that somebody took in a closed round, for its bar."""
    return outcomes.shares(agreement_round.counts)


@register.filter
def counts_in_words(agreement_round: AgreementRound) -> str:
    """``7 support, 2 with reservations, 1 can live with it``; whether in a secret ballot."""
    return advice.numbers_in_words(agreement_round)


@register.filter
def turnout_in_words(agreement_round: AgreementRound) -> str:
    """``2 did not answer; 5 in the room, 4 on video`` of a closed round.

    Without the ways where all answers came in the portal, outside a meeting.
    """
    numbers = {Way(way): number for way, number in agreement_round.ways.items()}
    ways = [(str(way.label), numbers[way]) for way in Way if way in numbers]
    if numbers.keys() == {Way.PORTAL}:
        ways = []
    return sentences.turnout_in_words(agreement_round.unanswered or 0, ways)


@register.filter
def way_words(way: str) -> str:
    """``on the telephone``."""
    return str(Way(way).label)


@register.filter
def signed_by(signers: int, unit: str) -> str:
    """``signed by 6 members``; where one group was one position, ``signed by 6 groups``."""
    return sentences.signed_by(signers, unit)


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
    return _role_name(role or "")


@lru_cache
def _role_name(role: str) -> str:
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


# --- A post -------------------------------------------------------------------------------------


@register.simple_tag
def post_attributes(post: PostLine) -> SafeString:
    """Draw what marks the article of ``post`` for styles and scripts."""
    css = ["app-post"]
    css += ["app-post--reply"] if post.is_reply else []
    css += ["app-post--new"] if post.is_new else []
    author = "" if post.author_id is None else f' data-author="{post.author_id}"'
    return SafeString(
        f'id="post-{post.pk}" data-post="{post.pk}"{author} class="{" ".join(css)}" tabindex="-1"'
    )


@register.simple_tag
def moment_of(post: Post, value: datetime | None, *, relative: bool = True) -> SafeString:
    """Draw a moment of ``post``; the day alone where its author is not named.

    A moment says who was there.
    """
    if value and post.unattributed:
        return format_html("{}", day(value))
    return moment(value, relative=relative)


@register.simple_tag
def who_settled(post: Any) -> SafeString:
    """Draw who said what became of a question: as its post does, where that is its author."""
    question = post.question
    is_unnamed = question.settled_by_id == post.unnamed_id
    carried = question.state == question.State.CARRIED  # not as its author
    return bdi(post.byline if is_unnamed and not carried else question.settled_by)


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
        with_name(_("Answers %(author)s"), post.reply_to),
    )


@register.simple_tag
def words_of(post: Post, person: User | str, names: Mapping[int, str] | None) -> SafeString:
    """Draw what ``post`` says.

    :param person: who looks, whose mentions are set out; empty where all of an audience do, for
        whom a script does it.
    :param names: of people who are mentioned, by id; ``None`` where they are not at hand.
    """
    return words_for(post, getattr(person, "pk", None), names or {})


def words_for(post: Post, person: int | None, names: Mapping[int, str]) -> SafeString:
    """What :func:`words_of` draws, for the key of who looks."""
    html = drawn_for(post.html, person, names)
    return SafeString(f'<div class="app-prose">{html}</div>')


@register.simple_tag
def who_withdrew(post: Post) -> SafeString:
    """Draw what stands in place of the words of a post that its author withdrew."""
    sentence = _("%(author)s withdrew this post on %(day)s.")
    withdrawn_on = day(post.removed_at) if post.removed_at else ""
    words = SafeString(escape(sentence) % {"author": bdi(post.byline), "day": withdrawn_on})
    return format_html('<p class="govuk-body app-quiet">{}</p>', words)


@register.simple_tag
def how_it_came(post: Post) -> SafeString:
    """Draw who entered ``post`` and corrected it, how its author told it, if they confirmed it."""
    dictation = post.dictation
    sentence = _("Entered by %(by)s for %(author)s, told %(via)s on %(day)s.")
    confirmed = _("Not yet confirmed by %(author)s.")
    facts: dict[str, str] = {"by": bdi(dictation.entered_by), "author": bdi(post.byline)}
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
    edited = format_html("{} {}", _("Edited"), moment_of(post, post.edited_at, relative=False))
    if not viewer or post.removed_at:
        return format_html('<span class="app-post__time">{}</span>', edited)
    href = reverse("deliberation:post-versions", args=[post.pk])
    return format_html('<a class="govuk-link app-post__time" href="{}">{}</a>', href, edited)


def with_name(sentence: str, post: Post | PostLine) -> SafeString:
    """``sentence`` with who wrote ``post``, set apart."""
    return SafeString(escape(sentence) % {"author": bdi(post.byline)})
