"""What was recorded in the name of somebody without email, as an organiser may know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Acceptance
from core.dates import clock_time, day
from core.policy import may
from deliberation.models import (
    AgreementRound,
    Announcement,
    AnnouncementReading,
    AudienceChange,
    Consent,
    Position,
    Post,
    Space,
)
from deliberation.queries.audiences import reads_all
from meetings.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Attendance,
    Correction,
    Meeting,
    Presence,
    Recusal,
    SpeakerRequest,
)
from meetings.turnout import ABSENT

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Membership, User
    from core.policy import Text


class Recording(NamedTuple):
    """One thing that was recorded.

    :ivar words: of the person, as they were written down; perhaps none.
    :ivar how: how they told it, and whether they confirmed it; empty where that is not kept.
    :ivar marking: of the topic or meeting that it names.
    """

    at: datetime
    what: str
    recorded_by: User | None
    words: str = ""
    how: str = ""
    marking: str = ""


def recordings(place: Membership, viewer: User, since: datetime) -> list[Recording]:
    """What was recorded for the person of ``place`` in its group, in the order of time.

    Each part holds what both may know: ``viewer``, who prints it, and the person, who gets it.
    """
    parts = (
        acceptances,
        actions,
        announcements,
        attendances,
        consents,
        corrections,
        hands,
        interests,
        positions,
        posts,
        presences,
    )
    every_recording = chain.from_iterable(part(place, viewer, since) for part in parts)
    return sorted(every_recording, key=attrgetter("at"))


def acceptances(place: Membership, _viewer: User, since: datetime) -> Iterator[Recording]:
    """The confidentiality agreement, which is the same in every group."""
    rows = Acceptance.objects.filter(user=place.user, accepted_at__gte=since)
    for row in rows.exclude(recorded_by=None).select_related("agreement", "recorded_by"):
        what = _("Accepted version %(number)s of the confidentiality agreement")
        what %= {"number": row.agreement.version}
        yield Recording(row.accepted_at, what, row.recorded_by, how=row.get_how_display())


def actions(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """That an action of theirs is done, which they told an organiser."""
    seen = Action.objects.visible_to(viewer) & Action.objects.visible_to(place.user)
    rows = ActionUpdate.objects.filter(owner=place.user, at__gte=since).exclude(by=place.user)
    rows = rows.filter(became__in=Action.REPORTED, action__in=seen.filter(group=place.group_id))
    for row in rows.select_related("action", "by"):
        what = f"{row.get_became_display()}: {row.action.reference} {row.task}"
        yield Recording(row.at, what, row.by, words=row.words, marking=row.action.marking)


def announcements(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Announcements that they were told, and so have read."""
    seen = Announcement.objects.visible_to(viewer) & Announcement.objects.visible_to(place.user)
    rows = AnnouncementReading.objects.filter(user=place.user, read_at__gte=since)
    rows = rows.filter(announcement__in=seen.filter(group=place.group_id))
    for row in rows.exclude(recorded_by=None).select_related("announcement", "recorded_by"):
        what = _("Told the announcement “%(title)s”") % {"title": row.announcement}
        yield Recording(row.read_at, what, row.recorded_by)


def consents(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """That they agreed to a wider audience; that they did not is told to nobody."""
    seen = AudienceChange.objects.visible_to(viewer) & AudienceChange.objects.visible_to(place.user)
    rows = Consent.objects.filter(user=place.user, given_at__gte=since, change__in=seen)
    rows = rows.filter(change__topic__group=place.group_id).exclude(recorded_by=None)
    for row in rows.select_related("change__topic", "recorded_by"):
        if reads_all(viewer, row.change):
            yield Recording(
                row.given_at,
                _("Agreed that more people read “%(topic)s”") % {"topic": row.change.topic.title},
                row.recorded_by,
                how=_("Told %(how)s") % {"how": row.get_recorded_via_display()},
                marking=row.change.topic.marking,
            )


def corrections(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Corrections of minutes that they proposed, of items that both read."""
    seen = Correction.objects.visible_to(viewer) & Correction.objects.visible_to(place.user)
    rows = seen.filter(proposed_by=place.user, proposed_at__gte=since).exclude(recorded_by=None)
    rows = rows.filter(minutes_item__minutes__meeting__group=place.group_id)
    path = "minutes_item__minutes__meeting"
    for row in rows.select_related(path, "minutes_item__item__topic", "recorded_by"):
        item, state = row.minutes_item, row.get_state_display()
        what = _("Correction of the minutes of “%(item)s” (%(state)s)")
        what %= {"item": item.item.title, "state": state}
        recording = _in_meeting(item.minutes.meeting, what, row.proposed_at, row.recorded_by)
        parts = (
            (_("It says:"), row.says),
            (_("It should say:"), row.should_say),
            (_("Why:"), row.why),
        )
        words = "\n".join(f"{label} {text}" for label, text in parts if text)
        yield recording._replace(words=words, marking=item.marking)


def attendances(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """How they mean to take part in meetings, and that they did not."""
    rows = Attendance.objects.filter(user=place.user, said_at__gte=since)
    rows = rows.filter(meeting__in=_meetings(place, viewer)).exclude(recorded_by=None)
    for row in rows.select_related("meeting", "recorded_by"):
        mode: Text = row.get_mode_display() if row.mode != Attendance.Mode.UNKNOWN else ABSENT
        yield _in_meeting(row.meeting, str(mode), row.said_at, row.recorded_by)


def presences(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """When they were in a meeting."""
    rows = Presence.objects.filter(user=place.user, began_at__gte=since)
    rows = rows.filter(meeting__in=_meetings(place, viewer)).exclude(recorded_by=None)
    for row in rows.select_related("meeting", "recorded_by"):
        what = _("%(way)s from %(start)s")
        facts = {"way": row.get_mode_display(), "start": clock_time(row.began_at)}
        if row.ended_at:
            what = _("%(way)s from %(start)s to %(end)s")
            facts["end"] = clock_time(row.ended_at)
        yield _in_meeting(row.meeting, what % facts, row.began_at, row.recorded_by)


def hands(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Hands that were raised for them, and words that were handed in for them."""
    rows = SpeakerRequest.objects.filter(user=place.user, asked_at__gte=since)
    rows = rows.filter(meeting__in=_meetings(place, viewer)).exclude(recorded_by=None)
    read = set(
        SpeakerRequest.objects.read_by(viewer).filter(pk__in=rows).values_list("pk", flat=True)
    )
    for row in rows.select_related("meeting", "recorded_by"):
        what = _("Hand raised (%(state)s)") % {"state": row.get_state_display()}
        if row.is_contribution:
            what = _("Words to be read out (%(state)s)") % {"state": row.get_state_display()}
        recording = _in_meeting(row.meeting, what, row.asked_at, row.recorded_by)
        yield recording._replace(words=row.words if row.pk in read else "")


def interests(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Interests in items of an agenda; without the reason, which is for the meeting."""
    items = AgendaItem.objects.visible_to(viewer) & AgendaItem.objects.visible_to(place.user)
    rows = Recusal.objects.filter(user=place.user, declared_at__gte=since, item__in=items)
    rows = rows.filter(item__meeting__group=place.group_id).exclude(recorded_by=None)
    for row in rows.select_related("item__meeting", "recorded_by"):
        what = _("Interest declared in “%(item)s”") % {"item": row.item.title}
        yield _in_meeting(row.item.meeting, what, row.declared_at, row.recorded_by)


def positions(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Positions in rounds that have closed for good: for the chair, and for who recorded them."""
    seen = AgreementRound.objects.visible_to(viewer) & AgreementRound.objects.visible_to(place.user)
    closed = seen.filter(state=AgreementRound.State.CLOSED)
    rows = Position.objects.counted().filter(user=place.user, taken_at__gte=since, round__in=closed)
    rows = rows.filter(round__key_message__topic__group=place.group_id).exclude(recorded_by=None)
    rows = rows.select_related("round__key_message__topic__group", "round__wording", "recorded_by")
    for row in rows:
        if may(viewer, "deliberation.see_recorded_position", row):
            what = _("Position on %(key_message)s, “%(wording)s”: %(choice)s")
            about = {"key_message": row.round.key_message, "wording": row.round.wording.text}
            yield Recording(
                row.taken_at,
                what % {**about, "choice": row.get_choice_display()},
                row.recorded_by,
                words=row.reason,
                how=_how_it_came(row),
                marking=row.round.key_message.topic.marking,
            )


def _how_it_came(position: Position) -> str:
    """How they told it, whether its words are published, and whether they confirmed all that."""
    words = _("Told %(how)s") % {"how": position.get_recorded_via_display()}
    if position.may_be_published:
        words += _("; to be published with the message, without a name")
    if position.confirmed_at is None:
        return words + _("; not confirmed yet")
    return words + _("; confirmed on %(day)s") % {"day": day(position.confirmed_at)}


def posts(place: Membership, viewer: User, since: datetime) -> Iterator[Recording]:
    """Posts that were entered or corrected for them, as they stand; withdrawn ones too."""
    rows = Post.objects.visible_to(viewer) & Post.objects.visible_to(place.user)
    rows = rows.filter(Q(written_at__gte=since) | Q(edited_at__gte=since), author=place.user)
    rows = rows.filter(topic__group=place.group_id).exclude(dictation=None)
    for row in rows.select_related("topic", "dictation__entered_by", "dictation__corrected_by"):
        where = {"topic": row.topic.title, "space": Space(row.space).label}
        yield Recording(
            row.written_at,
            _("Post in “%(topic)s”, %(space)s") % where,
            row.dictation.entered_by,
            words=row.body,
            how=_told(row),
            marking=row.topic.marking,
        )


def _told(post: Post) -> str:
    dictation = post.dictation
    first_told = {"how": dictation.get_via_display(), "day": day(dictation.told_on)}
    words = _("Told %(how)s on %(day)s") % first_told
    if dictation.corrected_by and post.edited_at:
        corrected = {"name": dictation.corrected_by, "day": day(post.edited_at)}
        words += _("; corrected by %(name)s on %(day)s") % corrected
    if dictation.confirmed_on is None:
        return words + _("; not confirmed yet")
    confirmed = {
        "how": dictation.get_confirmed_via_display(),
        "day": day(dictation.confirmed_on),
    }
    return words + _("; confirmed %(how)s on %(day)s") % confirmed


def _meetings(place: Membership, viewer: User) -> QuerySet[Meeting]:
    seen = Meeting.objects.visible_to(viewer) & Meeting.objects.visible_to(place.user)
    return seen.filter(group=place.group_id)


def _in_meeting(meeting: Meeting, what: str, at: datetime, recorded_by: User | None) -> Recording:
    words = _("%(what)s, in “%(meeting)s” of %(day)s")
    facts = {"what": what, "meeting": meeting.title, "day": day(meeting.starts_at)}
    return Recording(at, words % facts, recorded_by, marking=meeting.marking)
