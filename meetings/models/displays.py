"""Screens and devices of a room: nobody is signed in there, what stands in the room is let in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.models.factors import ALPHABET
from core.clock import now
from core.undo import undoable_since
from meetings.models.agenda import AgendaItem, stays
from meetings.models.attendance import Attendance, Presence
from meetings.models.meetings import Meeting

CODE_LENGTH = 8
CODE_LASTS = timedelta(minutes=15)
TOKEN_BYTES = 32
TOKEN_LASTS = timedelta(hours=16)  # one day in one room


def plain_code(typed: str) -> str:
    """A code as it was made, however it was typed: capitals, spaces and hyphens do not matter."""
    return "".join(letter for letter in typed.lower() if letter in ALPHABET)


def digest_of_code(code: str) -> str:
    """What is stored of a code: so short that it needs a key, or it were found by trying."""
    return salted_hmac("meetings.displays", code, algorithm="sha256").hexdigest()


def digest_of_token(token: str) -> str:
    """What is stored of a token. It is random, so nobody finds it by trying words."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_the_room(meeting: Meeting) -> set[int]:
    """Who is known to be in the room now. One query."""
    room = Presence.objects.filter(meeting=meeting, mode=Attendance.Mode.ROOM, ended_at=None)
    return set(room.values_list("user", flat=True))


def awaited_in_the_room(meeting: Meeting) -> set[int]:
    """Who said that they come there and was nowhere yet, as far as is known: they may sit there.

    One query.
    """
    known = Presence.objects.filter(meeting=meeting, user=OuterRef("user"))
    coming = Attendance.objects.with_access().filter(meeting=meeting, mode=Attendance.Mode.ROOM)
    return set(coming.exclude(Exists(known)).values_list("user", flat=True))


def room_holds_members_only(meeting: Meeting) -> bool:
    """Whether whoever is known to be in the room is there for items for members. Two queries."""
    people = in_the_room(meeting)
    places = Membership.objects.current().filter(group=meeting.group_id, user__in=people)
    roles = places.values_list("user", "role")
    return people == {user for user, role in roles if stays(role, meeting.group)}


class RoomDisplayQuerySet(models.QuerySet["RoomDisplay"]):
    def waiting_for(self, code: str) -> RoomDisplayQuerySet:
        """The one that ``code`` opens, while the code is good and nobody has used it."""
        fresh = Q(made_at__gt=now() - CODE_LASTS, meeting__state__in=RoomDisplay.SHOWN)
        return self.filter(fresh, code_digest=digest_of_code(code))

    def showing(self) -> RoomDisplayQuerySet:
        """Those that still show their meeting: to its end, and as long as that can be undone."""
        fresh = Q(opened_at=None) | Q(opened_at__gt=now() - TOKEN_LASTS)
        just_ended = Q(meeting__state=Meeting.State.ENDED, meeting__ended_at__gte=undoable_since())
        return self.filter(fresh, Q(meeting__state__in=RoomDisplay.SHOWN) | just_ended)

    def of_token(self, token: str, kind: RoomDisplay.Kind) -> RoomDisplay | None:
        """The display of this kind with this token, while it shows anything. One query.

        It comes with all by which its meeting can be private.
        """
        rows = self.showing().filter(token_digest=digest_of_token(token), kind=kind)
        item, wording = "meeting__item__topic", "meeting__wording__key_message__topic"
        return rows.select_related("meeting__group", item, wording).first()


class RoomDisplay(models.Model):
    """One screen for one meeting, or the microphone and loudspeaker of its room.

    A code, which people read and type, lets it in once; from then on it has a token that nobody
    has seen. Of both only digests are stored.

    :ivar kind: a screen shows the meeting; a device is in its video, and takes no other part.
    :ivar code_digest: of the code; empty once it was used.
    :ivar token_digest: of the token in the cookie of the screen; empty before it is opened.
    :ivar made_by: whose access it ends with, too.
    :ivar members_item: the item for members that the chair had shown all the same.
    """

    SHOWN = (Meeting.State.CALLED, Meeting.State.OPEN)

    class Kind(models.TextChoices):
        """What stands in the room."""

        SCREEN = "screen", _("Screen")
        DEVICE = "device", _("Microphone and loudspeaker")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="displays")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCREEN)
    code_digest = models.CharField(max_length=64, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=now)
    opened_at = models.DateTimeField(null=True)
    members_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = RoomDisplayQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("token_digest",),
                condition=~Q(token_digest=""),
                name="one_display_a_token",
            ),
        )

    def __str__(self) -> str:
        return f"display {self.pk}"

    @staticmethod
    def new_code() -> str:
        """A code that people can read aloud: ``krtp-wxhb``."""
        letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        return f"{letters[:4]}-{letters[4:]}"

    @staticmethod
    def new_token() -> str:
        """A token that nobody has had."""
        return secrets.token_urlsafe(TOKEN_BYTES)

    @property
    def code_until(self) -> datetime:
        """Until when its code is good."""
        return self.made_at + CODE_LASTS

    @property
    def waits(self) -> bool:
        """Whether its code can still be typed."""
        return self.opened_at is None and now() < self.code_until
