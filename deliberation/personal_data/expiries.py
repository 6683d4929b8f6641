"""What goes with time, and what a legal hold keeps."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from accounts.models import LegalHold, User
from deliberation.models import (
    Announcement,
    BreakGlass,
    Dictation,
    Entitlement,
    Evidence,
    HandbookPage,
    HotSeat,
    KeyMessage,
    MinorityStatement,
    Note,
    NoteAnswer,
    Post,
    PostReport,
    Question,
    Reaction,
    Response,
    Sending,
    StatementDraft,
    StatementSignature,
    Suggestion,
    Summary,
    Topic,
    TopicVersion,
    Unmasking,
    Wording,
)


def is_held(person: User) -> bool:
    """Whether this person wrote, or took a position, in a topic under a legal hold."""
    held = LegalHold.objects.ids(Topic)
    if not held:
        return False
    actions = (
        Post.objects.filter(topic__in=held, author=person),
        Summary.objects.filter(topic__in=held, written_by=person),
        Reaction.objects.filter(post__topic__in=held, user=person),
        PostReport.objects.filter(post__topic__in=held, reported_by=person),
        PostReport.objects.filter(post__topic__in=held, ended_by=person),
        Unmasking.objects.filter(post__topic__in=held, unmasked_by=person),
        Note.objects.filter(topic__in=held, written_by=person),
        NoteAnswer.objects.filter(note__topic__in=held, written_by=person),
        Question.objects.filter(post__topic__in=held, settled_by=person),
        HotSeat.objects.filter(topic__in=held, guest=person),
        HotSeat.objects.filter(topic__in=held, planned_by=person),
        Topic.objects.filter(pk__in=held, opened_by=person),
        TopicVersion.objects.filter(topic__in=held, written_by=person),
        KeyMessage.objects.filter(topic__in=held, why_by=person),
        Wording.objects.filter(key_message__topic__in=held, written_by=person),
        MinorityStatement.objects.filter(key_message__topic__in=held, written_by=person),
        Suggestion.objects.filter(key_message__topic__in=held, suggested_by=person),
        Evidence.objects.filter(key_message__topic__in=held, added_by=person),
        Suggestion.objects.filter(key_message__topic__in=held, settled_by=person),
        StatementDraft.objects.filter(key_message__topic__in=held, written_by=person),
        StatementSignature.objects.filter(statement__key_message__topic__in=held, user=person),
        Response.objects.filter(key_message__topic__in=held, answered_by=person),
        Sending.objects.filter(key_message__topic__in=held, sent_by=person),
        Sending.objects.filter(key_message__topic__in=held, withdrawn_by=person),
        Dictation.objects.filter(post__topic__in=held, entered_by=person),
        Dictation.objects.filter(post__topic__in=held, confirmed_by=person),
        Dictation.objects.filter(post__topic__in=held, corrected_by=person),
        Entitlement.objects.filter(round__key_message__topic__in=held, user=person),
    )
    return any(rows.exists() for rows in actions)


def topics_with_old_posts(before: datetime) -> list[int]:
    """Closed topics whose newest post is older, and that no legal hold covers."""
    closed = Topic.objects.filter(state=Topic.State.CLOSED, posts__written_at__lt=before)
    newer = Topic.objects.filter(
        Q(posts__written_at__gte=before) | Q(summaries__written_at__gte=before)
    )
    topics = closed.exclude(pk__in=newer).exclude(pk__in=LegalHold.objects.ids(Topic))
    return list(topics.distinct().order_by("pk").values_list("pk", flat=True))


def old_topics(before: datetime) -> list[int]:
    """Closed topics in which nothing happened since, with no legal hold.

    A topic goes after the meetings on whose agenda it stands, after its webcasts and after the
    national topics that it is and was.
    """
    since = Q(opened_at__gte=before) | Q(decision_due__gte=timezone.localdate(before))
    since |= Q(posts__written_at__gte=before) | Q(agenda_items__isnull=False)
    since |= Q(national_topics__isnull=False) | Q(webcasts__isnull=False)
    since |= Q(summaries__written_at__gte=before) | Q(notes__last_at__gte=before)
    since |= Q(hot_seat__closes_at__gte=before)
    for action in (
        "wordings__written_at",
        "responses__answered_at",
        "rounds__opened_at",
        "sendings__sent_at",
    ):
        since |= Q(**{f"key_messages__{action}__gte": before})
    alive = Topic.objects.filter(since)
    closed = Topic.objects.filter(state=Topic.State.CLOSED).exclude(pk__in=alive.values("pk"))
    topics = closed.exclude(pk__in=LegalHold.objects.ids(Topic))
    return list(topics.order_by("pk").values_list("pk", flat=True))


def old_notes(before: datetime) -> list[int]:
    """Notes in which nobody wrote since, about no topic that a legal hold covers."""
    notes = Note.objects.filter(last_at__lt=before)
    notes = notes.exclude(topic__in=LegalHold.objects.ids(Topic))
    return list(notes.order_by("pk").values_list("pk", flat=True))


def old_break_glass(before: datetime) -> list[int]:
    """Looks from outside that ended before this moment, at topics that no legal hold covers."""
    glasses = BreakGlass.objects.filter(ends_at__lt=before)
    glasses = glasses.exclude(topic_number__in=LegalHold.objects.ids(Topic))
    return list(glasses.order_by("pk").values_list("pk", flat=True))


def archived_pages(before: datetime) -> list[int]:
    """Pages that were taken out of a handbook before."""
    pages = HandbookPage.objects.filter(archived_at__lt=before)
    return list(pages.order_by("pk").values_list("pk", flat=True))


def old_announcements(before: datetime) -> list[int]:
    """Announcements that last stood on home before, withdrawn ones among them."""
    announcements = Announcement.objects.filter(stands_until__lt=timezone.localdate(before))
    return list(announcements.order_by("pk").values_list("pk", flat=True))
