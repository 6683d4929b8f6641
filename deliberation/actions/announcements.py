"""Announce something to the group, change and withdraw it, say that it was read."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.notices.mail import named_row
from core.notices.models import Notice
from core.policy import ChangedMeanwhile, Refused, require
from deliberation.events import (
    AnnouncementChanged,
    AnnouncementExpired,
    AnnouncementRead,
    AnnouncementTold,
    AnnouncementWithdrawn,
    AnnouncementWritten,
)
from deliberation.models import Announcement, AnnouncementReading, Readers
from deliberation.models.announcements import STANDS_AT_MOST

OVER = _("The day until which it stands on home must be today or later.")
TOO_FAR = _("The day until which it stands on home must be within a year from today.")
SIGNS_IN = _("This person gets emails, and says themselves that they have read it.")
NOT_ASKED = _("This person is not asked to read it.")


class AnnouncementText(NamedTuple):
    """What an announcement is to say, to whom, and until when it stands on home."""

    title: str
    body: str
    readers: Readers | str
    stands_until: date


@transaction.atomic
def write_announcement(
    *, actor: User, group: AdvisoryGroup, text: AnnouncementText
) -> Announcement:
    """Announce something to those of ``group`` whom it is for; they get a notice.

    :raises Refused: unless ``actor`` is the chair or the secretary; when the group is closed;
        for a day that has passed, or is more than a year ahead.
    """
    require(actor, "deliberation.write_announcement", group)
    _require_day(text.stands_until, group)
    announcement = Announcement.objects.create(
        group=group, written_by=actor, written_at=now(), **text._asdict()
    )
    emit(AnnouncementWritten(**_pointers(announcement)), actor=actor)
    return announcement


@transaction.atomic
def change_announcement(
    *,
    actor: User,
    announcement: Announcement,
    text: AnnouncementText,
    after: int,
    minor: bool = False,
) -> Announcement:
    """Change an announcement; while it stands on home, everybody is asked to read it again.

    Nobody is asked after its day, nor for a small correction: who has read it has still read it.
    Its writer is told of whatever somebody else changes under their name.

    :param after: the version that ``actor`` had in front of them.
    :param minor: whether it is a small correction, of which none of its readers is told.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when ``actor`` may not; when it was withdrawn; when nothing is changed; for
        another day that has passed, or is more than a year ahead.
    """
    _lock(announcement)
    require(actor, "deliberation.change_announcement", announcement)
    if announcement.version != after:
        raise ChangedMeanwhile(announcement)
    _put_text(actor, announcement, text)
    if announcement.is_standing and not minor:  # they read other words
        announcement.readings.exclude(user=actor).delete()
    event = AnnouncementChanged(
        **_pointers(announcement), version=announcement.version, minor=int(minor)
    )
    emit(event, actor=actor)
    return announcement


def _put_text(actor: User, announcement: Announcement, text: AnnouncementText) -> None:
    """Put ``text`` in place of what an announcement says, as its next version."""
    changed = [
        name for name, value in text._asdict().items() if getattr(announcement, name) != value
    ]
    if not changed:
        raise Refused(_("Nothing is changed."), thing=announcement)
    if "stands_until" in changed:
        _require_day(text.stands_until, announcement)
    for name in changed:
        setattr(announcement, name, getattr(text, name))
    announcement.version, announcement.edited_at = announcement.version + 1, now()
    announcement.changed_by = actor
    announcement.save(update_fields=[*changed, "version", "edited_at", "changed_by"])


@transaction.atomic
def withdraw_announcement(*, actor: User, announcement: Announcement) -> Announcement:
    """Take title and words out of an announcement for good; that it was there stays.

    :raises Refused: unless ``actor`` is the chair or the secretary; when it was withdrawn.
    """
    _lock(announcement)
    require(actor, "deliberation.withdraw_announcement", announcement)
    announcement.title, announcement.body, announcement.withdrawn_at = "", "", now()
    announcement.stands_until = min(announcement.stands_until, today())  # it is kept by that day
    announcement.save(update_fields=["title", "body", "withdrawn_at", "stands_until"])
    emit(AnnouncementWithdrawn(**_pointers(announcement)), actor=actor)
    return announcement


@transaction.atomic
def read_announcement(*, actor: User, announcement: Announcement, version: int) -> None:
    """Say that ``actor`` has read an announcement; saying it again changes nothing.

    :param version: the one that they had in front of them.
    :raises ChangedMeanwhile: when it was changed since.
    :raises Refused: when ``actor`` is not asked to read it; when it was withdrawn.
    """
    _lock(announcement)
    require(actor, "deliberation.read_announcement", announcement)
    if announcement.version != version:
        raise ChangedMeanwhile(announcement)
    _reading, is_new = AnnouncementReading.objects.get_or_create(
        announcement=announcement, user=actor, defaults={"read_at": now()}
    )
    if is_new:
        _notices(announcement, actor).mark_seen()
        emit(AnnouncementRead(**_pointers(announcement)), actor=actor)


@transaction.atomic
def record_announcement_told(
    *, actor: User, announcement: Announcement, user: User, version: int
) -> None:
    """Note that ``actor`` told ``user``, whom no email reaches; to note it again changes nothing.

    They are not to be called for it any more.

    :param version: the one that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when it was changed since.
    :raises Refused: unless ``actor`` is the chair or the secretary; when it was withdrawn; for
        somebody who gets emails, or is not asked to read it.
    """
    _lock(announcement)
    require(actor, "deliberation.record_announcement_told", announcement)
    if user.is_reached_by_email:
        raise Refused(SIGNS_IN, thing=announcement)
    if not announcement.people().filter(pk=user.pk).exists():
        raise Refused(NOT_ASKED, thing=announcement)
    if announcement.version != version:
        raise ChangedMeanwhile(announcement)
    _reading, is_new = AnnouncementReading.objects.get_or_create(
        announcement=announcement, user=user, defaults={"read_at": now(), "recorded_by": actor}
    )
    if is_new:
        waiting = _notices(announcement, user).filter(delivered_at=None)
        waiting.update(delivered_at=now(), delivered_by=actor)
        emit(AnnouncementTold(**_pointers(announcement), user_id=user.pk), actor=actor)


@transaction.atomic
def remove_expired_announcements(*, actor: None, ids: list[int]) -> None:
    """Remove these announcements, with who read them.

    :param actor: nobody: the schedule does it.
    """
    AnnouncementReading.objects.filter(announcement__in=ids).delete()
    for announcement in Announcement.objects.filter(pk__in=ids).order_by("pk"):
        event = AnnouncementExpired(**_pointers(announcement))
        announcement.delete()
        emit(event, actor=actor)  # its words leave search with it


def _require_day(day: date, thing: AdvisoryGroup | Announcement) -> None:
    if day < today():
        raise Refused(OVER, thing=thing)
    if day > today() + STANDS_AT_MOST:
        raise Refused(TOO_FAR, thing=thing)


def _lock(announcement: Announcement) -> None:
    lock(announcement, *Announcement.FIELDS, "version", "withdrawn_at")


def _notices(announcement: Announcement, user: User) -> Any:
    """What ``user`` was told of it."""
    return Notice.objects.filter(recipient=user, about=named_row(announcement))


def _pointers(announcement: Announcement) -> dict[str, Any]:
    """What every event about an announcement carries."""
    return {"group_id": announcement.group_id, "announcement_id": announcement.pk}
