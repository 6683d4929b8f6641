"""What goes with time: the posts of closed topics, then the topics with all that came of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.events import RowsExpired
from accounts.models import LegalHold
from core.emit import emit
from deliberation.attachments import keeper
from deliberation.events import PostsExpired, TopicExpired
from deliberation.models import (
    AgreementRound,
    AudienceChange,
    BallotBox,
    BreakGlass,
    Consent,
    Dictation,
    Entitlement,
    Evidence,
    HandlingAcceptance,
    HandlingText,
    HotSeat,
    KeyMessage,
    Mention,
    MinorityStatement,
    NamedReader,
    Note,
    NoteAnswer,
    Position,
    Post,
    PostReport,
    PostVersion,
    Question,
    Reaction,
    ReadMark,
    Response,
    Sending,
    StatementDraft,
    StatementSignature,
    Suggestion,
    Summary,
    Topic,
    TopicGuest,
    TopicVersion,
    Unmasking,
    Wording,
)


@transaction.atomic
def remove_expired_posts(*, actor: None, ids: list[int]) -> None:
    """Remove posts and summaries of these topics, all of each; key messages and outcomes stay.

    Those that were opened again or came under a legal hold since the schedule looked stay whole.

    :param actor: nobody: the schedule does it.
    :param ids: of topics.
    """
    for topic in _still_over(ids):
        number = _remove_posts(topic)
        event = PostsExpired(group_id=topic.group_id, topic_id=topic.pk, number=number)
        emit(event, actor=actor)


@transaction.atomic
def remove_expired_topics(*, actor: None, ids: list[int]) -> None:
    """Remove these topics with their key messages, rounds, positions and answers.

    What was published of them stands by itself and stays; so does a topic that was opened
    again or came under a legal hold since the schedule looked.

    :param actor: nobody: the schedule does it.
    """
    for topic in _still_over(ids):
        _remove_posts(topic)
        for rows in _inside(topic):
            rows.delete()
        event = TopicExpired(group_id=topic.group_id, topic_id=topic.pk)
        topic.delete()
        emit(event, actor=actor)


@transaction.atomic
def remove_expired_break_glass(*, actor: None, ids: list[int]) -> None:
    """Remove what was asked, why and by whom; that it happened stays in the audit log.

    :param actor: nobody: the schedule does it.
    """
    number, _kinds = BreakGlass.objects.filter(pk__in=ids).delete()
    emit(RowsExpired(group_id=None, kind="break_glass", number=number), actor=actor)


def _still_over(ids: list[int]) -> list[Topic]:
    """Of these topics the closed ones with no hold, held until commit: who sets one waits."""
    closed = Topic.objects.select_for_update().filter(pk__in=ids, state=Topic.State.CLOSED)
    topics = list(closed.order_by("pk"))
    held = LegalHold.objects.ids(Topic)  # asked after the wait
    return [topic for topic in topics if topic.pk not in held]


def _remove_posts(topic: Topic) -> int:
    keeper().forget(actor=None, topic=topic)
    posts = Post.objects.filter(topic=topic)
    posts.update(reply_to=None)  # they go together
    Evidence.objects.filter(post__topic=topic).delete()
    Question.objects.filter(post__topic=topic).delete()
    PostVersion.objects.filter(post__topic=topic).delete()
    Dictation.objects.filter(post__topic=topic).delete()
    Reaction.objects.filter(post__topic=topic).delete()
    PostReport.objects.filter(post__topic=topic).delete()
    Mention.objects.filter(post__topic=topic).delete()
    Unmasking.objects.filter(post__topic=topic).delete()
    ReadMark.objects.filter(topic=topic).delete()
    Summary.objects.filter(topic=topic).delete()  # it says what they said
    return posts.delete()[0]


def _inside(topic: Topic) -> Iterator[QuerySet[Any]]:
    """Rows that hang on a topic, what points at others before them."""
    messages = KeyMessage.objects.filter(topic=topic)
    rounds = AgreementRound.objects.filter(key_message__topic=topic)
    yield BallotBox.objects.filter(round__in=rounds)
    yield Position.objects.filter(round__in=rounds)
    yield Entitlement.objects.filter(round__in=rounds)
    yield rounds
    yield Evidence.objects.filter(key_message__topic=topic)
    yield Suggestion.objects.filter(key_message__topic=topic)
    yield StatementDraft.objects.filter(key_message__topic=topic)
    yield StatementSignature.objects.filter(statement__key_message__topic=topic)
    yield MinorityStatement.objects.filter(key_message__topic=topic)
    yield Response.objects.filter(key_message__topic=topic)
    yield Sending.objects.filter(key_message__topic=topic)
    yield Wording.objects.filter(key_message__topic=topic)
    yield messages
    yield NoteAnswer.objects.filter(note__topic=topic)
    yield Note.objects.filter(topic=topic)
    yield Consent.objects.filter(change__topic=topic)
    own = (
        AudienceChange,
        HandlingAcceptance,
        HandlingText,
        HotSeat,
        NamedReader,
        TopicGuest,
        TopicVersion,
    )
    for model in own:
        yield model._default_manager.filter(topic=topic)  # noqa: SLF001 -- managers differ
