"""What people are told of topics, posts, key messages and rounds."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import ORGANISERS, OWN_PEOPLE, RESPONSE_CHASERS
from core.notices.kinds import Kind
from core.notices.models import Level
from deliberation.events import (
    AudienceChangeProposed,
    HandbookPageChanged,
    HandbookPageWritten,
    HandlingChanged,
    KeyMessageSent,
    KeyMessageSentInside,
    NoteAnswered,
    NoteWritten,
    PostEdited,
    PostReported,
    PostWritten,
    QuestionAnswered,
    ReaderNamed,
    ReportEnded,
    ResponseGiven,
    RoundClosed,
    RoundOpened,
    SendingWithdrawn,
    SummaryWritten,
    TopicGuestInvited,
    TopicOpened,
)
from deliberation.models import (
    AgreementRound,
    AudienceChange,
    HandbookPage,
    KeyMessage,
    Note,
    Post,
    PostReport,
    Space,
    Summary,
    Topic,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Membership
    from core.notices.kinds import Facts


def _users(places: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(pk__in=places.values("user"))


def _named(_row: object, facts: Facts) -> QuerySet[User]:
    """The one person whom the event names."""
    return User.objects.filter(pk=facts["user_id"])


def _readers(topic: Topic, _facts: Facts) -> QuerySet[User]:
    return _users(topic.readers(Space.SHARED))


def _readers_of_post(post: Post, facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space but its author and those whom it replies to or mentions."""
    readers = _users(post.topic.readers_now(post.space)).exclude(pk=post.author_id)
    told_more = (_author_replied_to(post, facts), _mentioned(post, facts))
    return readers.exclude(pk__in=[one.pk for people in told_more for one in people])


def _author_replied_to(post: Post, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(posts__replies=post)


def _handlers(report: PostReport, _facts: Facts) -> QuerySet[User]:
    """The organisers; those who do not handle it may not see it either."""
    return User.objects.in_roles(report.group_id, ORGANISERS)


def _who_reported(report: PostReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=report.reported_by_id)


def _addressee(note: Note, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=note.addressee_id)


def _the_two(note: Note, _facts: Facts) -> QuerySet[User]:
    """Of whom the one who answered is left out."""
    return User.objects.filter(pk__in=(note.written_by_id, note.addressee_id))


def _mentioned(post: Post, facts: Facts) -> QuerySet[User]:
    """Those whom the post names since this event, but for the author whom it replies to."""
    added = post.mentions.filter(version=facts.get("version", 1))
    people = User.objects.filter(pk__in=added.values("user"))
    return people.exclude(pk=post.reply_to.author_id) if post.reply_to else people


def _readers_of_summary(summary: Summary, facts: Facts) -> QuerySet[User]:
    """Everybody who reads the space; nobody where it was a small correction."""
    readers = _users(summary.topic.readers_now(summary.space))
    return readers.none() if facts["minor"] else readers


def _author(post: Post, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=post.author_id)


def _asked(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    asked = agreement_round.entitlements.filter(recused=False)
    return User.objects.filter(pk__in=asked.values("user"))


def _readers_of_round(agreement_round: AgreementRound, _facts: Facts) -> QuerySet[User]:
    return _users(agreement_round.key_message.topic.readers_now(Space.SHARED))


def _own_people(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(key_message.group_id, OWN_PEOPLE)


def _police_leads(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(key_message.group_id, {Role.POLICE_LEAD})


def _chasers(key_message: KeyMessage, _facts: Facts) -> QuerySet[User]:
    """The chairs, and the observers, who watch for the commissioner."""
    return User.objects.in_roles(key_message.group_id, RESPONSE_CHASERS)


def _readers_of_page(page: HandbookPage, facts: Facts) -> QuerySet[User]:
    """Who reads it, where its writer wants them to know."""
    return page.people() if facts["tell"] else User.objects.none()


def _authors_asked(change: AudienceChange, _facts: Facts) -> QuerySet[User]:
    return change.unasked()


def _is_waiting(change: AudienceChange) -> bool:
    return change.state == AudienceChange.State.WAITING


# What each kind about the same thing has in common: where it leads, what is muted with it.
of_topic = partial(Kind, about=Topic, fact="topic_id")
of_post = partial(
    Kind,
    about=Post,
    fact="post_id",
    place=attrgetter("topic.place"),
    shows=attrgetter("topic"),
    joins=("topic",),
)
of_report = partial(
    Kind,
    about=PostReport,
    fact="report_id",
    shows=attrgetter("post.topic"),
    joins=("post__topic",),
)
of_note = partial(
    Kind,
    about=Note,
    fact="note_id",
    shows=attrgetter("group"),
    marked=attrgetter("topic"),
    joins=("group", "topic"),
)
of_round = partial(
    Kind,
    about=AgreementRound,
    fact="round_id",
    place=attrgetter("key_message.topic.place"),
    shows=attrgetter("key_message"),  # its topic may be nothing that the reader knows of
    marked=attrgetter("key_message.topic"),
    joins=("key_message__topic",),
)
of_key_message = partial(
    Kind,
    about=KeyMessage,
    fact="key_message_id",
    marked=attrgetter("topic"),
    joins=("topic",),
    prefetches=("responses",),
)
of_page = partial(Kind, about=HandbookPage, fact="handbook_page_id", people=_readers_of_page)
owed = partial(of_key_message, still=attrgetter("awaits_answer"))

NOTICES = (
    of_topic(
        event=TopicOpened,
        says=_("A new topic has been opened"),
        people=_readers,
        place=attrgetter("place"),
    ),
    of_topic(event=TopicGuestInvited, says=_("You can read a topic"), people=_named),
    of_topic(event=ReaderNamed, says=_("You are a named reader of a topic"), people=_named),
    of_topic(
        event=HandlingChanged,
        says=_("The handling of a topic has changed"),
        people=_readers,
        place=attrgetter("place"),
    ),
    Kind(
        event=AudienceChangeProposed,
        says=_("May more people read what you wrote?"),
        about=AudienceChange,
        fact="audience_change_id",
        people=_authors_asked,
        shows=attrgetter("topic"),
        still=_is_waiting,
        joins=("topic",),
    ),
    of_post(
        event=PostWritten,
        says=_("There is a new post in a topic that you follow"),
        people=_readers_of_post,
        level=Level.ALL,
    ),
    of_post(
        event=PostWritten,
        own_name="post.replied",
        says=_("Someone replied to you"),
        people=_author_replied_to,
    ),
    of_post(
        event=PostWritten,
        own_name="post.mentioned",
        says=_("Someone mentioned you"),
        people=_mentioned,
    ),
    of_post(
        event=PostEdited,
        own_name="post.mentioned_later",
        says=_("Someone mentioned you in a post that they changed"),
        people=_mentioned,
    ),
    of_report(
        event=PostReported,
        says=_("A post was reported to you"),
        people=_handlers,
        still=attrgetter("is_open"),
    ),
    of_report(
        event=ReportEnded,
        says=_("Your report of a post was dealt with"),
        people=_who_reported,
    ),
    of_note(event=NoteWritten, says=_("Someone wrote a note to you"), people=_addressee),
    of_note(event=NoteAnswered, says=_("Someone answered in a note"), people=_the_two),
    of_post(event=QuestionAnswered, says=_("Your question has been answered"), people=_author),
    Kind(
        event=SummaryWritten,
        says=_("There is a new summary of a topic that you follow"),
        about=Summary,
        fact="summary_id",
        people=_readers_of_summary,
        place=attrgetter("topic.place"),
        shows=attrgetter("topic"),
        joins=("topic",),
        level=Level.ALL,
    ),
    of_round(
        event=RoundOpened,
        says=_("We need your answer to a key message"),
        people=_asked,
        still=attrgetter("is_open"),
    ),
    of_round(
        event=RoundClosed,
        says=_("The group has decided on a key message"),
        people=_readers_of_round,
    ),
    of_page(event=HandbookPageWritten, says=_("There is a new page in the handbook")),
    of_page(event=HandbookPageChanged, says=_("A page of the handbook has changed")),
    owed(
        event=KeyMessageSent,
        says=_("A key message needs a police response"),
        people=_police_leads,
    ),
    owed(
        event=KeyMessageSentInside,
        says=_("A key message was sent to you and needs a police response"),
        people=_police_leads,
    ),
    of_key_message(
        event=SendingWithdrawn,
        says=_("A key message that was sent to you has been withdrawn"),
        people=_police_leads,
    ),
    of_key_message(
        event=ResponseGiven,
        says=_("The police have responded to a key message"),
        people=_own_people,
        place=attrgetter("topic.place"),
    ),
    owed(
        own_name="response.due_soon",
        says=_("A police response is due within 7 days"),
        people=_police_leads,
    ),
    owed(
        own_name="response.due",
        says=_("A police response is due today"),
        people=_police_leads,
    ),
    owed(
        own_name="response.overdue",
        says=_("A police response is overdue"),
        people=_chasers,
    ),
)
