"""What goes with time: meetings, with their papers and who took part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.events import RowsExpired
from accounts.models import LegalHold
from core.emit import emit
from core.files import remove_with_commit
from deliberation.models import Topic
from meetings.events import AttachmentsExpired, MeetingExpired
from meetings.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Attendance,
    Caption,
    Correction,
    Listener,
    Meeting,
    MeetingChange,
    Minutes,
    MinutesItem,
    MinutesVersion,
    Paper,
    PaperCopy,
    PaperMark,
    PaperVersion,
    Presence,
    Recusal,
    Rehearsal,
    RoomDisplay,
    Slide,
    SpeakerRequest,
    VideoGrant,
    VideoKick,
)


@transaction.atomic
def remove_expired_meetings(*, actor: None, ids: list[int]) -> None:
    """Remove these meetings with their papers, and the papers' files once it is certain.

    The actions that were agreed at them go too. One that came under a legal hold since the
    schedule looked stays, and one of whose actions is to be done again.

    :param actor: nobody: the schedule does it.
    """
    for meeting in _not_held(ids):
        papers = Paper.objects.filter(meeting=meeting)
        remove_with_commit([*originals(papers), *made_of(papers)])
        Meeting.objects.filter(pk=meeting.pk).update(item=None, slide=None, wording=None)
        Minutes.objects.filter(agreed_in=meeting).update(agreed_in=None)
        for rows in _inside(meeting):
            rows.delete()
        event = MeetingExpired(group_id=meeting.group_id, meeting_id=meeting.pk)
        meeting.delete()
        emit(event, actor=actor)


@transaction.atomic
def forget_attachments(*, actor: None, topic: Topic) -> None:
    """Remove what is attached to the posts of ``topic``, which go with time, and proofs inside.

    :param actor: nobody: the schedule does it, and holds the topic.
    """
    of_topic = Q(post__topic=topic) | Q(response__key_message__topic=topic)
    if number := _forget(Paper.objects.filter(of_topic)):
        event = AttachmentsExpired(group_id=topic.group_id, topic_id=topic.pk, number=number)
        emit(event, actor=actor)


@transaction.atomic
def forget_documents(*, actor: None, pages: Collection[int]) -> None:
    """Remove the documents of these pages of a handbook, which go with time.

    :param actor: nobody: the schedule does it.
    """
    if number := _forget(Paper.objects.filter(page__in=pages)):
        emit(RowsExpired(group_id=None, kind="documents", number=number), actor=actor)


def lock_for_holds(ids: list[int]) -> list[Meeting]:
    """These meetings, locked with their topics until commit: whoever sets a hold waits."""
    meetings = list(Meeting.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    topics = Topic.objects.filter(agenda_items__meeting__in=ids).values("pk")
    list(Topic.objects.select_for_update().filter(pk__in=topics).order_by("pk"))
    return meetings


def originals(papers: QuerySet[Paper]) -> Iterator[str]:
    """Names of the files of ``papers`` as they came, those that are still kept."""
    versions = PaperVersion.objects.filter(paper__in=papers).exclude(file="")
    yield from versions.values_list("file", flat=True)


def made_of(papers: QuerySet[Paper]) -> Iterator[str]:
    """Names of the files that were made of ``papers``: copies, and pictures of slides."""
    copies = PaperCopy.objects.filter(version__paper__in=papers).exclude(file="")
    yield from copies.values_list("file", flat=True)
    for pair in Slide.objects.filter(version__paper__in=papers).values_list("large", "small"):
        yield from filter(None, pair)


def _forget(papers: QuerySet[Paper]) -> int:
    """Remove ``papers``, and their files once it is certain. Answers how many there were."""
    remove_with_commit([*originals(papers), *made_of(papers)])
    for rows in _of_papers(papers):
        rows.delete()
    number, _kinds = papers.delete()
    return number


def _not_held(ids: list[int]) -> list[Meeting]:
    meetings = lock_for_holds(ids)
    held = AgendaItem.objects.filter(topic__in=LegalHold.objects.ids(Topic)).values("meeting")
    active = Action.objects.active().filter(meeting__in=ids)
    on_topic = held.values_list("meeting", flat=True)
    of_action = active.values_list("meeting", flat=True)
    kept = {*LegalHold.objects.ids(Meeting), *on_topic, *of_action}
    return [meeting for meeting in meetings if meeting.pk not in kept]


def _inside(meeting: Meeting) -> Iterator[QuerySet[Any]]:
    """Rows that hang on a meeting, what points at others before them."""
    papers = Paper.objects.filter(meeting=meeting)
    yield from _of_papers(papers)
    yield papers
    yield MinutesVersion.objects.filter(minutes_item__minutes__meeting=meeting)
    yield Correction.objects.filter(minutes_item__minutes__meeting=meeting)
    yield MinutesItem.objects.filter(minutes__meeting=meeting)
    yield Minutes.objects.filter(meeting=meeting)
    yield ActionUpdate.objects.filter(action__meeting=meeting)
    yield Action.objects.filter(meeting=meeting)
    yield RoomDisplay.objects.filter(meeting=meeting)
    yield SpeakerRequest.objects.filter(meeting=meeting)
    yield Caption.objects.filter(meeting=meeting)
    yield Recusal.objects.filter(item__meeting=meeting)
    yield AgendaItem.objects.filter(meeting=meeting)
    yield Attendance.objects.filter(meeting=meeting)
    yield Presence.objects.filter(meeting=meeting)
    yield MeetingChange.objects.filter(meeting=meeting)
    yield VideoGrant.objects.filter(meeting=meeting)
    yield VideoKick.objects.filter(meeting=meeting)
    yield Listener.objects.filter(meeting=meeting)
    yield Rehearsal.objects.filter(meeting=meeting)


def _of_papers(papers: QuerySet[Paper]) -> Iterator[QuerySet[Any]]:
    yield PaperCopy.objects.filter(version__paper__in=papers)
    yield Slide.objects.filter(version__paper__in=papers)
    yield PaperVersion.objects.filter(paper__in=papers)
    yield PaperMark.objects.filter(paper__in=papers)
