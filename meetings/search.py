"""What this app offers to search: meetings, their actions, minutes, papers and their slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.dates import day
from core.marking import Marking
from core.policy import pointer
from core.search.models import Document
from core.search.registry import Follow, Hit, Source
from deliberation.events import HandbookPageArchived, HandbookPageRestored
from meetings.events import (
    ActionEvent,
    AttachmentsExpired,
    AttendanceSaid,
    FloorEvent,
    FloorRulesChanged,
    ItemStarted,
    MeetingEvent,
    MeetingExpired,
    PaperCopyAsked,
    PaperCopyTaken,
    PaperOpened,
    PersonInvited,
    PresenceEvent,
    SlideShown,
    VideoJoined,
    WordingShown,
)
from meetings.models import Action, Meeting, MinutesItem, Paper, PaperVersion, Slide
from meetings.models.papers import MARKED_BY

if TYPE_CHECKING:
    from meetings.models.papers import PaperQuerySet

OF_ITS_MESSAGE = "version__paper__response__key_message__topic"
OF_ITS_PAGE = (HandbookPageArchived, HandbookPageRestored)
READ = (PaperOpened, PaperCopyAsked, PaperCopyTaken)
OFTEN = (  # and never about the words of a meeting
    AttendanceSaid,
    FloorEvent,
    FloorRulesChanged,
    ItemStarted,
    PersonInvited,
    PresenceEvent,
    SlideShown,
    VideoJoined,
    WordingShown,
)


def read_meeting(meeting: Meeting) -> Document:
    """Its title and where it is; how to dial in is nobody's to search for."""
    return Document(
        group_id=meeting.group_id,
        place=pointer(meeting),
        at=meeting.starts_at,
        title=meeting.title,
        text=meeting.venue,
    )


def show_meeting(meeting: Meeting) -> Hit:
    """The meeting, in its group."""
    href = meeting.get_absolute_url()
    return Hit(meeting.title, href, where=str(meeting.group), marking=meeting.marking)


def read_action(action: Action) -> Document:
    """What is to be done, and what was written about it since."""
    return Document(
        group_id=action.group_id,
        place=pointer(action.meeting),
        at=action.added_at,
        title=str(action),
        text="\n".join(update.words for update in action.updates.all()),
    )


def show_action(action: Action) -> Hit:
    """The action, in its group; its meeting is named on its page alone."""
    return Hit(
        title=str(action),
        href=action.get_absolute_url(),
        where=str(action.group),
        marking=action.marking,
        quotes=action.marking != Marking.OFFICIAL_SENSITIVE,
    )


def read_paper(paper: Paper) -> Document:
    """Its title: its words are those of its slides."""
    return Document(
        group_id=paper.group_id,
        place=pointer(paper.place),
        at=max(version.uploaded_at for version in paper.versions.all()),
        title=paper.title,
    )


def show_paper(paper: Paper) -> Hit:
    """The paper, in its meeting, in the topic of its post or on its page of the handbook."""
    href = paper.get_absolute_url()
    return Hit(paper.title, href, where=_place(paper), marking=paper.marking)


def standing_papers(papers: QuerySet[Any]) -> QuerySet[Any]:
    """Those that stand; a document of a page that is archived is found no more than the page."""
    return cast("PaperQuerySet", papers).standing().filter(page__archived_at=None)


def read_slide(slide: Slide) -> Document:
    """What its reader reads: title, text, descriptions, and notes that are shared."""
    paper = slide.version.paper
    return Document(
        group_id=paper.group_id,
        place=pointer(paper.place),
        at=slide.version.uploaded_at,
        title=slide.title,
        text="\n".join([slide.text, *slide.descriptions, slide.notes]),
    )


def show_slide(slide: Slide) -> Hit:
    """The slide, in its paper.

    Who reads an OFFICIAL-SENSITIVE paper is written down: its words are read there, not here.
    """
    paper = slide.version.paper
    number = _("Slide %d") % slide.number
    return Hit(
        title=number,
        href=reverse("meetings:slide", args=[paper.pk, slide.number]),
        where=f"{paper.title}, {number}, {_place(paper)}",
        marking=paper.marking,
        quotes=paper.marking != Marking.OFFICIAL_SENSITIVE,
    )


def readable_slides(slides: QuerySet[Any]) -> QuerySet[Any]:
    """Those that are shown, of versions that are ready and not replaced."""
    newer = PaperVersion.objects.filter(
        paper=OuterRef("version__paper"),
        number__gt=OuterRef("version__number"),
        state__in=PaperVersion.READABLE,
    )
    ready = slides.filter(hidden=False, version__state__in=PaperVersion.READABLE)
    return ready.filter(~Exists(newer), version__paper__page__archived_at=None)


def _place(paper: Paper) -> str:
    if paper.meeting:
        return f"{paper.meeting.title}, {day(paper.meeting.starts_at)}"
    return str(paper.place)


def read_minutes(minutes_item: MinutesItem) -> Document:
    """What was said in the item."""
    return Document(
        group_id=minutes_item.group_id,
        place=pointer(minutes_item.minutes.meeting),
        at=minutes_item.minutes.meeting.starts_at,
        title=minutes_item.item.title,
        text=minutes_item.body,
    )


def show_minutes(minutes_item: MinutesItem) -> Hit:
    """The item, in the minutes of its meeting."""
    meeting = minutes_item.minutes.meeting
    return Hit(
        title=minutes_item.item.title,
        href=minutes_item.get_absolute_url(),
        where=_("Minutes of %(meeting)s, %(day)s")
        % {"meeting": meeting.title, "day": day(meeting.starts_at)},
        marking=minutes_item.marking,
        quotes=minutes_item.marking != Marking.OFFICIAL_SENSITIVE,
    )


SOURCES = (
    Source(
        kind="meeting",
        label=_lazy("Meetings"),
        noun=_lazy("Meeting"),
        model=Meeting,
        opens=Meeting.objects.visible_to,
        read=read_meeting,
        show=show_meeting,
        joins=lambda rows: rows.select_related("group"),
        follows=(Follow("meeting_id", events=(MeetingEvent,), but=OFTEN),),
    ),
    Source(
        kind="action",
        label=_lazy("Actions"),
        noun=_lazy("Action"),
        model=Action,
        opens=Action.objects.visible_to,
        read=read_action,
        show=show_action,
        joins=lambda rows: rows.select_related("group", "meeting"),
        beside=("updates",),
        follows=(
            Follow("action_id", events=(ActionEvent,)),
            Follow("meeting_id", "meeting", events=(MeetingExpired,)),
        ),
    ),
    Source(
        kind="minutes",
        label=_lazy("Minutes"),
        noun=_lazy("Minutes"),
        model=MinutesItem,
        opens=MinutesItem.objects.visible_to,
        findable=lambda rows: rows.exclude(body=""),
        read=read_minutes,
        show=show_minutes,
        joins=lambda rows: rows.select_related("minutes__meeting", "item__topic"),
        follows=(
            Follow("minutes_item_id"),
            Follow("meeting_id", "minutes__meeting", events=(MeetingExpired,)),
        ),
    ),
    Source(
        kind="paper",
        label=_lazy("Papers"),
        noun=_lazy("Paper"),
        model=Paper,
        opens=Paper.objects.visible_to,
        findable=standing_papers,
        read=read_paper,
        show=show_paper,
        joins=lambda rows: rows.select_related(*MARKED_BY),
        beside=("versions",),
        follows=(
            Follow("paper_id", but=READ),
            Follow("meeting_id", "meeting", events=(MeetingExpired,)),
            Follow("topic_id", "post__topic", events=(AttachmentsExpired,)),
            Follow("topic_id", "response__key_message__topic", events=(AttachmentsExpired,)),
            Follow("handbook_page_id", "page", events=OF_ITS_PAGE),
        ),
    ),
    Source(
        kind="slide",
        label=_lazy("Slides"),
        noun=_lazy("Slide"),
        model=Slide,
        opens=Slide.objects.visible_to,
        findable=readable_slides,
        read=read_slide,
        show=show_slide,
        joins=lambda rows: rows.select_related(*(f"version__paper__{by}" for by in MARKED_BY)),
        follows=(
            Follow("paper_id", "version__paper", but=READ),
            Follow("meeting_id", "version__paper__meeting", events=(MeetingExpired,)),
            Follow("topic_id", "version__paper__post__topic", events=(AttachmentsExpired,)),
            Follow("topic_id", OF_ITS_MESSAGE, events=(AttachmentsExpired,)),
            Follow("handbook_page_id", "version__paper__page", events=OF_ITS_PAGE),
        ),
    ),
)
