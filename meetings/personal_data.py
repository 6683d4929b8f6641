"""What this app holds about people: where they were, how they took part, when they spoke."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.db.models import Model, Q

from accounts.models import LegalHold, User
from core.rights.registry import Expiry, PersonalData, Row
from deliberation.models import Topic
from meetings import actions, queries
from meetings.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Attendance,
    CalendarFeed,
    Caption,
    Correction,
    Meeting,
    MeetingChange,
    MinutesItem,
    MinutesVersion,
    Paper,
    PaperVersion,
    Presence,
    Recusal,
    Slide,
    SpeakerRequest,
    VideoGrant,
)
from meetings.models.agenda import opens_item
from meetings.models.papers import PLACES
from meetings.slides.package import Kind


def action_log(person: User) -> Iterator[Row]:
    """What this person is to do, and what they wrote in the action log of a group."""
    for action in Action.objects.filter(owner=person).select_related("group").order_by("pk"):
        what = {"group": str(action.group), "action": action.reference, "to do": action.task}
        yield {**what, "by": action.due_on, "state": str(action.get_state_display())}
    rows = ActionUpdate.objects.filter(by=person).select_related("action__group").order_by("pk")
    for update in rows:
        where = {"group": str(update.action.group), "action": update.action.reference}
        stands = {"to do": update.task, "state": str(update.get_became_display())}
        yield {**where, **stands, "wrote": update.words, "at": update.at}


def minutes(person: User) -> Iterator[Row]:
    """What this person wrote in minutes, and what they proposed to correct there."""
    versions = MinutesVersion.objects.filter(written_by=person).order_by("pk")
    for version in versions.select_related("minutes_item__minutes__meeting", "minutes_item__item"):
        where = _of_minutes(version.minutes_item)
        yield {**where, "wrote": version.body, "at": version.written_at}
    corrections = Correction.objects.filter(proposed_by=person).order_by("pk")
    for row in corrections.select_related("minutes_item__minutes__meeting", "minutes_item__item"):
        words = {"says": row.says, "should say": row.should_say, "why": row.why}
        answer = {"state": str(row.get_state_display()), "answer": row.answer}
        yield {**_of_minutes(row.minutes_item), **words, **answer, "at": row.proposed_at}


def _of_minutes(item: MinutesItem) -> Row:
    return {"minutes of": item.minutes.meeting.starts_at, "item": item.item.number}


def attendance(person: User) -> Iterator[Row]:
    """Meetings this person was invited to, and how they took part."""
    rows = Attendance.objects.filter(user=person).select_related("meeting__group")
    for attendance in rows.order_by("pk"):
        where = {"group": str(attendance.meeting.group), "meeting": attendance.meeting.starts_at}
        yield {**where, "took part": str(attendance.get_mode_display()), "said": attendance.said_at}


def calendar(person: User) -> Iterator[Row]:
    """The address for this person's calendar; what opens it is not stored."""
    for feed in CalendarFeed.objects.filter(user=person):
        yield {"address made": feed.made_at, "last fetched": feed.fetched_at}


def interests(person: User) -> Iterator[Row]:
    """Interests that this person declared."""
    rows = Recusal.objects.filter(user=person).select_related("item__meeting").order_by("pk")
    for recusal in rows:
        where = {"meeting": recusal.item.meeting.starts_at, "item": recusal.item.number}
        how = {"reason": recusal.reason, "written down for you": recusal.recorded_by_id is not None}
        yield {**where, **how, "part": recusal.get_part_display(), "declared": recusal.declared_at}


def presence(person: User) -> Iterator[Row]:
    """When this person was in a meeting, and in which way."""
    rows = Presence.objects.filter(user=person).select_related("meeting").order_by("pk")
    for row in rows:
        way: Row = {"meeting": row.meeting.starts_at, "took part": str(row.get_mode_display())}
        yield {**way, "from": row.began_at, "to": row.ended_at, "known": row.get_source_display()}


def speaking(person: User) -> Iterator[Row]:
    """Raised hands and turns on the floor, and words that were handed in."""
    rows = SpeakerRequest.objects.filter(user=person).select_related("meeting").order_by("pk")
    for hand in rows:
        asking: Row = {"meeting": hand.meeting.starts_at, "asked": hand.asked_at}
        asking |= {"kind": str(hand.get_kind_display()), "words": hand.words}
        yield {**asking, "called": hand.called_at, "ended": hand.ended_at}


def video(person: User) -> Iterator[Row]:
    """When this person was let into the video, and tried it before, with what outcome."""
    rows = VideoGrant.objects.filter(user=person).select_related("meeting")
    for grant in rows.order_by("issued_at"):
        yield {"meeting": grant.meeting.starts_at, "let in": grant.issued_at}
    yield from queries.tried_by(person)


def papers(person: User) -> Iterator[Row]:
    """Files that this person uploaded, by name, for a meeting, a topic, the handbook, or as proof.

    A photograph has no name: it has what they said that it shows.
    """
    rows = PaperVersion.objects.filter(uploaded_by=person).prefetch_related("slides")
    for version in rows.select_related(*(f"paper__{place}" for place in PLACES)).order_by("pk"):
        meeting = version.paper.meeting.starts_at if version.paper.meeting else None
        place: Row = {"meeting": meeting, "topic": version.paper.topic_id}
        place |= {"handbook page": version.paper.page_id, "file": version.file_name}
        is_photograph = Kind(version.kind).is_photograph
        slides = version.slides.all() if is_photograph else []
        shows = [words for slide in slides for words in slide.descriptions]
        yield {**place, "shows": " ".join(shows), "uploaded": version.uploaded_at}


def held_meetings() -> Q:
    """Meetings that a hold covers: their own, or one on a topic of their agenda."""
    own = Q(pk__in=LegalHold.objects.ids(Meeting))
    return own | Q(agenda__topic__in=LegalHold.objects.ids(Topic))


def is_held(person: User) -> bool:
    """Whether this person was invited to, was at, or called, a meeting under a legal hold.

    Or owns an action that was agreed at one, or wrote about it, or in its minutes.
    """
    held = Meeting.objects.filter(held_meetings())
    came = Q(attendances__user=person) | Q(presences__user=person) | Q(called_by=person)
    came |= Q(requests__user=person)
    updates = ActionUpdate.objects.filter(action__meeting__in=held.values("pk"))
    did = updates.filter(Q(owner=person) | Q(by=person))
    of_minutes = {"minutes_item__minutes__meeting__in": held.values("pk")}
    wrote = MinutesVersion.objects.filter(written_by=person, **of_minutes)
    proposed = Correction.objects.filter(proposed_by=person, **of_minutes)
    return any(rows.exists() for rows in (held.filter(came), did, wrote, proposed))


def old_meetings(before: datetime) -> list[int]:
    """Meetings that began before, with no legal hold, and no release that still names them.

    One that was put off, and never got a date, goes by the date that it had. One at which an
    action was agreed that is still to be done stays with it.
    """
    over = (Meeting.State.ENDED, Meeting.State.CANCELLED, Meeting.State.POSTPONED)
    meetings = Meeting.objects.filter(state__in=over, starts_at__lt=before, releases__isnull=True)
    held = Meeting.objects.filter(held_meetings())
    due = meetings.exclude(pk__in=held.values("pk")).exclude(actions__state__in=Action.ACTIVE)
    return list(due.order_by("pk").values_list("pk", flat=True))


def old_actions(before: datetime) -> list[int]:
    """Actions that were agreed at no meeting and closed before; others go with their meeting."""
    actions_of_none = Action.objects.filter(meeting=None, closed_at__lt=before)
    return list(actions_of_none.order_by("pk").values_list("pk", flat=True))


def where(person: User, row: Model) -> str | None:
    """Address of the action, meeting, attachment or document in which a text stands.

    ``None`` for who may not know of the action, meeting or topic; empty for who may not read there.
    """
    if isinstance(row, SpeakerRequest) and not _is_read(person, row):
        return None
    if followed := _action_of(row) or _minutes_item_of(row):
        return _seen(person, followed)
    paper = _paper_of(row)
    if paper is None or paper.meeting:
        meeting, item = _meeting_of(row), _item_of(row)
        if item and not AgendaItem.objects.filter(opens_item(person), pk=item.pk).exists():
            return None
        known = Meeting.objects.visible_to(person).filter(pk=meeting.pk)
        return meeting.get_absolute_url() if known.exists() else None
    if Paper.objects.visible_to(person).filter(pk=paper.pk).exists():
        return paper.get_absolute_url()
    knows = paper.topic_id is not None and cast("Topic", paper.place).is_visible_to(person)
    return "" if knows else None


def _is_read(person: User, row: SpeakerRequest) -> bool:
    """Whether ``person`` reads what somebody handed in to be read out."""
    return SpeakerRequest.objects.read_by(person).filter(pk=row.pk).exists()


def _seen(person: User, row: Action | MinutesItem) -> str | None:
    seen = type(row).objects.visible_to(person).filter(pk=row.pk)
    return row.get_absolute_url() if seen.exists() else None


def group(row: Model) -> int:
    """Id of the group in whose meeting, topic or action log a text stands."""
    if mine := _action_of(row) or _minutes_item_of(row):
        return mine.group_id
    paper = _paper_of(row)
    return paper.group_id if paper else _meeting_of(row).group_id


def _action_of(row: Model) -> Action | None:
    """The action in which a text stands, if it is one."""
    if isinstance(row, ActionUpdate):
        return row.action
    return row if isinstance(row, Action) else None


def _minutes_item_of(row: Model) -> MinutesItem | None:
    """The item of minutes in which a text stands, if it is one."""
    if isinstance(row, (MinutesVersion, Correction)):
        return row.minutes_item
    return row if isinstance(row, MinutesItem) else None


def _item_of(row: Any) -> AgendaItem | None:
    """The item of an agenda that a text is about, if it is about one."""
    row = _paper_of(row) or row
    item: AgendaItem | None = row if isinstance(row, AgendaItem) else getattr(row, "item", None)
    return None if isinstance(row, Meeting) else item


def _paper_of(row: Any) -> Paper | None:
    """The paper in which a text stands, if it is one."""
    if isinstance(row, Slide):
        row = row.version
    if isinstance(row, PaperVersion):
        row = row.paper
    return row if isinstance(row, Paper) else None


def _meeting_of(row: Any) -> Meeting:
    row = _paper_of(row) or row
    if isinstance(row, Recusal):
        row = row.item
    meeting: Meeting = row if isinstance(row, Meeting) else row.meeting
    return meeting


PERSONAL_DATA = PersonalData(
    sections={
        "action_log": action_log,
        "attendance": attendance,
        "calendar": calendar,
        "captions": queries.captions_by,
        "dates": queries.dates_of,
        "interests": interests,
        "listening": queries.listened_by,
        "minutes": minutes,
        "presence": presence,
        "speaking": speaking,
        "video": video,
        "papers": papers,
        "papers_read": queries.papers_read_by,
    },
    texts={
        Action: ("task",),
        ActionUpdate: ("task", "words"),
        Meeting: ("title", "venue", "telephone", "reason"),
        MeetingChange: ("before", "after"),
        AgendaItem: ("title",),
        MinutesItem: ("body",),
        MinutesVersion: ("body",),
        Correction: ("says", "should_say", "why", "answer"),
        Recusal: ("reason",),
        SpeakerRequest: ("words",),
        Caption: ("text",),
        Paper: ("title",),
        PaperVersion: ("file_name",),
        Slide: ("title", "text", "notes", "descriptions"),
    },
    expiries=(
        Expiry("actions", old_actions, actions.remove_expired_actions),
        Expiry("meetings", old_meetings, actions.remove_expired_meetings),
        Expiry("polls", queries.old_polls, actions.remove_expired_polls),
    ),
    holds=is_held,
    where=where,
    group=group,
)
