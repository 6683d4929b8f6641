"""What people are told of topics, posts, key messages and rounds."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from core.notices.models import Level
from core.policy import may
from deliberation.actions import record_announcement_told
from deliberation.events import (
    AnnouncementChanged,
    AnnouncementWritten,
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
    PostUnmasked,
    PostWritten,
    ReaderNamed,
    ReportEnded,
    ResponseGiven,
    ResponseUnaddressed,
    SendingWithdrawn,
    SummaryWritten,
    TopicGuestInvited,
    TopicOpened,
)
from deliberation.models import (
    Announcement,
    AudienceChange,
    HandbookPage,
    KeyMessage,
    Note,
    Post,
    PostReport,
    Summary,
    Topic,
    Unmasking,
)
from deliberation.notices import people
from deliberation.notices.hot_seats import OF_HOT_SEATS
from deliberation.notices.questions import OF_QUESTIONS
from deliberation.notices.rounds import OF_ROUNDS
from deliberation.notices.statements import OF_STATEMENTS
from deliberation.notices.suggestions import OF_SUGGESTIONS

if TYPE_CHECKING:
    from accounts.models import User


def _is_to_review(key_message: KeyMessage) -> bool:
    return key_message.response is not None and key_message.response.is_to_review


def _is_waiting(change: AudienceChange) -> bool:
    return change.state == AudienceChange.State.WAITING


def _announcement_told(*, actor: User, row: Announcement, user: User) -> None:
    """Somebody who was told an announcement by telephone has read it, if they are asked still."""
    stands = may(actor, "deliberation.record_announcement_told", row)
    if stands and row.people().filter(pk=user.pk).exists():
        record_announcement_told(actor=actor, announcement=row, user=user, version=row.version)


# What each kind about the same thing has in common: where it leads, what is muted with it.
of_topic = partial(Kind, about=Topic, is_alike=True, fact="topic_id")
of_post = partial(
    Kind,
    about=Post,
    is_alike=True,
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
of_key_message = partial(
    Kind,
    about=KeyMessage,
    is_alike=True,
    fact="key_message_id",
    marked=attrgetter("topic"),
    joins=("topic",),
    prefetches=("responses",),
)
of_page = partial(Kind, about=HandbookPage, fact="handbook_page_id", people=people.readers_of_page)
of_announcement = partial(
    Kind,
    about=Announcement,
    fact="announcement_id",
    people=people.asked_to_read,
    shows=attrgetter("group"),
    joins=("group",),
    still=attrgetter("is_standing"),
    delivered=_announcement_told,
)
owed = partial(of_key_message, still=attrgetter("awaits_answer"))

NOTICES = (
    of_topic(
        event=TopicOpened,
        says=_("A new topic has been opened"),
        people=people.readers_of_topic,
        place=attrgetter("place"),
    ),
    of_topic(event=TopicGuestInvited, says=_("You can read a topic"), people=people.named),
    of_topic(event=ReaderNamed, says=_("You are a named reader of a topic"), people=people.named),
    of_topic(
        event=HandlingChanged,
        says=_("The handling of a topic has changed"),
        people=people.readers_of_topic,
        place=attrgetter("place"),
    ),
    Kind(
        event=AudienceChangeProposed,
        says=_("May more people read what you wrote?"),
        about=AudienceChange,
        fact="audience_change_id",
        people=people.authors_asked,
        shows=attrgetter("topic"),
        still=_is_waiting,
        joins=("topic",),
    ),
    of_post(
        event=PostWritten,
        says=_("There is a new post in a topic that you follow"),
        people=people.readers_of_post,
        level=Level.ALL,
    ),
    of_post(
        event=PostWritten,
        own_name="post.written_unattributed",
        says=_("There is a new post without a name in a topic that you follow"),
        people=people.readers_of_unattributed_post,
        level=Level.ALL,
        confided=True,  # a list of who is told of it would tell who wrote it
    ),
    of_post(
        event=PostWritten,
        own_name="post.replied",
        says=_("Someone replied to you"),
        people=people.author_replied_to,
    ),
    of_post(
        event=PostWritten,
        own_name="post.replied_unattributed",
        says=_("Someone replied to a post of yours"),
        people=people.unnamed_author_replied_to,
        confided=True,
    ),
    Kind(
        event=PostUnmasked,
        says=_("There is something to know about a post of yours"),
        about=Unmasking,
        fact="unmasking_id",
        people=people.unmasked_author,
        shows=attrgetter("topic"),
        joins=("post__topic",),
        confided=True,
    ),
    of_post(
        event=PostWritten,
        own_name="post.mentioned",
        says=_("Someone mentioned you"),
        people=people.mentioned,
    ),
    of_post(
        event=PostEdited,
        own_name="post.mentioned_later",
        says=_("Someone mentioned you in a post that they changed"),
        people=people.mentioned,
    ),
    of_report(
        event=PostReported,
        says=_("A post was reported to you"),
        people=people.handlers,
        still=attrgetter("is_open"),
    ),
    of_report(
        event=ReportEnded,
        says=_("Your report of a post was dealt with"),
        people=people.who_reported,
    ),
    of_note(event=NoteWritten, says=_("Someone wrote a note to you"), people=people.addressee),
    of_note(event=NoteAnswered, says=_("Someone answered in a note"), people=people.the_two),
    *OF_QUESTIONS,
    *OF_HOT_SEATS,
    Kind(
        event=SummaryWritten,
        says=_("There is a new summary of a topic that you follow"),
        about=Summary,
        fact="summary_id",
        people=people.readers_of_summary,
        place=attrgetter("topic.place"),
        shows=attrgetter("topic"),
        joins=("topic",),
        level=Level.ALL,
    ),
    *OF_ROUNDS,
    *OF_STATEMENTS,
    *OF_SUGGESTIONS,
    of_page(event=HandbookPageWritten, says=_("There is a new page in the handbook")),
    of_page(event=HandbookPageChanged, says=_("A page of the handbook has changed")),
    of_announcement(event=AnnouncementWritten, says=_("There is a new announcement")),
    of_announcement(event=AnnouncementChanged, says=_("An announcement has changed")),
    of_announcement(
        event=AnnouncementChanged,
        own_name="announcement.changed_by_another",
        says=_("Someone changed your announcement"),
        people=people.writer,
        still=attrgetter("has_its_words"),
        delivered=None,
    ),
    owed(
        event=KeyMessageSent,
        says=_("A key message needs a police response"),
        people=people.police_leads,
    ),
    owed(
        event=KeyMessageSentInside,
        says=_("A key message was sent to you and needs a police response"),
        people=people.police_leads,
    ),
    of_key_message(
        event=SendingWithdrawn,
        says=_("A key message that was sent to you has been withdrawn"),
        people=people.police_leads,
    ),
    of_key_message(
        event=ResponseGiven,
        says=_("The police have responded to a key message"),
        people=people.own_people,
        place=attrgetter("topic.place"),
    ),
    owed(
        event=ResponseUnaddressed,
        says=_("The group says that a police response does not address its advice"),
        people=people.police_leads,
    ),
    of_key_message(
        own_name="response.review_due",
        says=_("The police promised to say by today what was done about a key message"),
        people=people.reviewers,
        still=_is_to_review,
    ),
    owed(
        own_name="response.due_soon",
        says=_("A police response is due within 7 days"),
        people=people.police_leads,
    ),
    owed(
        own_name="response.due",
        says=_("A police response is due today"),
        people=people.police_leads,
    ),
    owed(
        own_name="response.overdue",
        says=_("A police response is overdue"),
        people=people.chasers,
    ),
)
