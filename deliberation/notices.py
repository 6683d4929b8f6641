"""What people are told of topics, posts, key messages and rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.models.memberships import OWN_PEOPLE, RESPONSE_CHASERS
from core.notices.kinds import Kind
from core.notices.models import Level
from deliberation.events import (
    AudienceChangeProposed,
    HandlingChanged,
    KeyMessageSent,
    PostWritten,
    ReaderNamed,
    ResponseGiven,
    RoundClosed,
    RoundOpened,
    TopicGuestInvited,
    TopicOpened,
)
from deliberation.models import AgreementRound, AudienceChange, KeyMessage, Post, Space, Topic

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _users(places: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(pk__in=places.values("user"))


def _named(_row: object, facts: Facts) -> QuerySet[User]:
    """The one person whom the event names."""
    return User.objects.filter(pk=facts["user_id"])


def _readers(topic: Topic, _facts: Facts) -> QuerySet[User]:
    return _users(topic.readers(Space.SHARED))


def _readers_of_post(post: Post, _facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space, but for the author of the post that it replies to."""
    readers = _users(post.topic.readers_now(post.space))
    return readers.exclude(pk=post.reply_to.author_id) if post.reply_to else readers


def _author_replied_to(post: Post, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(posts__replies=post)


def _asked(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    asked = agreement_round.entitlements.filter(recused=False)
    return User.objects.filter(pk__in=asked.values("user"))


def _readers_of_round(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    return _users(agreement_round.key_message.topic.readers_now(Space.SHARED))


def _own_people(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return _in_roles(key_message, OWN_PEOPLE)


def _police_leads(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return _in_roles(key_message, {Role.POLICE_LEAD})


def _chasers(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    """The chairs, and the observers, who watch for the commissioner."""
    return _in_roles(key_message, RESPONSE_CHASERS)


def _in_roles(key_message: KeyMessage, roles: Collection[str]) -> QuerySet[User]:
    places = Membership.objects.current().filter(group=key_message.topic.group_id, role__in=roles)
    return _users(places)


def _authors_asked(change: AudienceChange, _facts: Facts) -> QuerySet[User]:
    return change.unasked()


def _its_topic(row: Post | AudienceChange | KeyMessage) -> Topic:
    return row.topic


def _topic_behind(agreement_round: AgreementRound) -> Topic:
    return agreement_round.key_message.topic


def _place(topic: Topic) -> str:
    return topic.place


def _place_of_topic(row: Post | AudienceChange | KeyMessage) -> str:
    return row.topic.place


def _place_of_round(agreement_round: AgreementRound) -> str:
    return agreement_round.key_message.topic.place


def _is_open(agreement_round: AgreementRound) -> bool:
    return agreement_round.is_open


def _is_waiting(change: AudienceChange) -> bool:
    return change.state == AudienceChange.State.WAITING


def _is_owed(key_message: KeyMessage) -> bool:
    return key_message.awaits_answer


NOTICES = (
    Kind(
        event=TopicOpened,
        says=_("A new topic has been opened"),
        about=Topic,
        fact="topic_id",
        people=_readers,
        place=_place,
    ),
    Kind(
        event=TopicGuestInvited,
        says=_("You can read a topic"),
        about=Topic,
        fact="topic_id",
        people=_named,
    ),
    Kind(
        event=ReaderNamed,
        says=_("You are a named reader of a topic"),
        about=Topic,
        fact="topic_id",
        people=_named,
    ),
    Kind(
        event=HandlingChanged,
        says=_("The handling of a topic has changed"),
        about=Topic,
        fact="topic_id",
        people=_readers,
        place=_place,
    ),
    Kind(
        event=AudienceChangeProposed,
        says=_("May more people read what you wrote?"),
        about=AudienceChange,
        fact="audience_change_id",
        people=_authors_asked,
        shows=_its_topic,
        joins=("topic",),
        still=_is_waiting,
    ),
    Kind(
        event=PostWritten,
        says=_("There is a new post in a topic that you follow"),
        about=Post,
        fact="post_id",
        people=_readers_of_post,
        place=_place_of_topic,
        level=Level.ALL,
        shows=_its_topic,
        joins=("topic",),
    ),
    Kind(
        event=PostWritten,
        own_name="post.replied",
        says=_("Someone replied to you"),
        about=Post,
        fact="post_id",
        people=_author_replied_to,
        place=_place_of_topic,
        shows=_its_topic,
        joins=("topic",),
    ),
    Kind(
        event=RoundOpened,
        says=_("We need your answer to a key message"),
        about=AgreementRound,
        fact="round_id",
        people=_asked,
        place=_place_of_round,
        shows=_topic_behind,
        joins=("key_message__topic",),
        still=_is_open,
    ),
    Kind(
        event=RoundClosed,
        says=_("The group has decided on a key message"),
        about=AgreementRound,
        fact="round_id",
        people=_readers_of_round,
        place=_place_of_round,
        shows=_topic_behind,
        joins=("key_message__topic",),
    ),
    Kind(
        event=KeyMessageSent,
        says=_("A key message needs a police response"),
        about=KeyMessage,
        fact="key_message_id",
        people=_police_leads,
        shows=_its_topic,
        joins=("topic",),
        still=_is_owed,
        prefetches=("responses",),
    ),
    Kind(
        event=ResponseGiven,
        says=_("The police have responded to a key message"),
        about=KeyMessage,
        fact="key_message_id",
        people=_own_people,
        place=_place_of_topic,
        shows=_its_topic,
        joins=("topic",),
    ),
    Kind(
        own_name="response.due_soon",
        says=_("A police response is due in 7 days"),
        about=KeyMessage,
        people=_police_leads,
        shows=_its_topic,
        joins=("topic",),
        still=_is_owed,
        prefetches=("responses",),
    ),
    Kind(
        own_name="response.due",
        says=_("A police response is due today"),
        about=KeyMessage,
        people=_police_leads,
        shows=_its_topic,
        joins=("topic",),
        still=_is_owed,
        prefetches=("responses",),
    ),
    Kind(
        own_name="response.overdue",
        says=_("A police response is overdue"),
        about=KeyMessage,
        people=_chasers,
        shows=_its_topic,
        joins=("topic",),
        still=_is_owed,
        prefetches=("responses",),
    ),
)
