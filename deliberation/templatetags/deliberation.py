"""Sentences and the bar of positions, for the pages of this app: ``{% load deliberation %}``."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from django import template
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Role
from core import text
from deliberation import outcomes, sentences
from deliberation.differences import Piece, differences

if TYPE_CHECKING:
    from datetime import datetime

    from deliberation.models import (
        AgreementRound,
        AudienceChange,
        KeyMessage,
        Post,
        Topic,
        Wording,
    )
    from deliberation.outcomes import Share

register = template.Library()
register.filter("decision_in", sentences.decision_in)


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
def first_line(markdown: str) -> str:
    """The first paragraph of ``markdown`` as plain text, 200 characters at the most."""
    plain = unescape(strip_tags(text.render(markdown.strip().split("\n\n")[0])))
    return Truncator(plain.strip()).chars(200)
