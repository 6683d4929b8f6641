"""Meetings: when and how, and in which state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import GUESTS, OWN_PEOPLE
from core.clock import now
from core.conditions import among, either
from core.marking import Marking
from core.undo import undo_until
from meetings.video.tokens import new_room_name

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

MINUTE = timedelta(minutes=1)
EARLY = timedelta(minutes=20)  # a meeting may be opened this long before its start
REHEARSED = timedelta(days=3)  # sound and picture can be tried this long before it


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User | AnonymousUser) -> MeetingQuerySet:
        """Meetings of the groups ``user`` belongs to; guests see those they are invited to."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(opens_meeting(user))


def opens_meeting(user: User, prefix: str = "") -> Q:
    """Condition for meetings that ``user`` sees; ``prefix`` is the path to them, with ``__``."""
    opens = among(f"{prefix}group", user.groups_as(OWN_PEOPLE))
    if guest := user.groups_as(GUESTS):
        attendances = apps.get_model("meetings", "Attendance").objects  # its module imports this
        standing = attendances.standing().filter(user=user)
        invited = Q(**{f"{prefix}pk__in": standing.values("meeting")})
        opens = either(opens, among(f"{prefix}group", guest) & invited)
    return opens


class Meeting(models.Model):
    """One meeting of a group, in the room, on video, on the telephone and in writing.

    ::

        called -> open -> ended
         |  ^
         |  +-> postponed -> cancelled
         +-----------------> cancelled

    :ivar starts_at: of a meeting that is postponed, when it was to be.
    :ivar length: planned length.
    :ivar venue: where the room is; empty when there is none.
    :ivar telephone: how to dial in, in words; empty when nobody can.
    :ivar captions: where somebody from outside writes captions; empty when nobody does.
    :ivar captioner: who writes them in the portal.
    :ivar reason: why it was postponed or cancelled, in words of who did it.
    :ivar version: raised with each change of when, where and how it is: who saves what they
        read before is told.
    :ivar agenda_version: raised with each change of the agenda.
    :ivar agenda_agreed: the version of it that a chair agreed to last; ``None`` before.
    :ivar agenda_asked_at: since when it waits for the chair; ``None`` where it does not.
    :ivar quorum: how many members have to be there, as it was when the meeting was opened.
    :ivar fresh_first, remote_first: the order of the queue; see ``meetings.turns``.
    :ivar soft_limit: minutes after which a turn is said to be long; ``None`` for no limit.
    :ivar heard_by_members, heard_by_groups, heard_by_readers: who of its circle may listen to it,
        though not asked to take part; see ``meetings.models.listeners``.
    :ivar heard_since: when it was last opened to more people: nothing from before is for them.
    :ivar listening: how many listen now; ``most_listening``: how many did at the most at once.
    :ivar room_name: name of the video room; random, never from the title.
    :ivar item: the agenda item under way.
    :ivar slide: the slide that the presenter shows.
    :ivar wording: the wording that is on everybody's screen.
    """

    class State(models.TextChoices):
        CALLED = "called", _("Called")
        OPEN = "open", _("Open now")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")
        POSTPONED = "postponed", _("Postponed")

    class AgendaState(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITS = "waits", _("Waits for the chair")
        AGREED = "agreed", _("Agreed")
        CHANGED = "changed", _("Changed since it was agreed")

    class Listeners(models.TextChoices):
        """Kinds of people who can listen; never the public."""

        MEMBERS = "members", _("Members of the group who do not take part")
        GROUPS = "groups", _("Members of the other groups of the network")
        READERS = "readers", _("People who read for an organisation")

        @property
        def field(self) -> str:
            """Which field of a meeting says that they may."""
            return f"heard_by_{self}"

    COMING = (State.CALLED, State.POSTPONED)
    AHEAD = (State.OPEN, *COMING)
    BEGUN = (State.OPEN, State.ENDED)
    NEXT = {
        State.CALLED: {State.CALLED, State.OPEN, State.CANCELLED, State.POSTPONED},
        State.POSTPONED: {State.CALLED, State.CANCELLED},
        State.OPEN: {State.ENDED},
        State.ENDED: {State.OPEN},  # for a minute, by whoever ended it
        State.CANCELLED: set(),
    }

    group = models.ForeignKey(AdvisoryGroup, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    length = models.DurationField(default=timedelta(hours=2))
    venue = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=300, blank=True)
    captions = models.URLField(max_length=500, blank=True)
    captioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    state = models.CharField(max_length=10, choices=State, default=State.CALLED)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    agenda_version = models.PositiveIntegerField(default=1)
    agenda_agreed = models.PositiveIntegerField(null=True, blank=True, editable=False)
    agenda_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agenda_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    agenda_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quorum = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    fresh_first = models.BooleanField(default=False)
    remote_first = models.BooleanField(default=False)
    soft_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    heard_by_members = models.BooleanField(default=False)
    heard_by_groups = models.BooleanField(default=False)
    heard_by_readers = models.BooleanField(default=False)
    heard_since = models.DateTimeField(null=True, blank=True, editable=False)
    listening = models.PositiveSmallIntegerField(default=0, editable=False)
    most_listening = models.PositiveSmallIntegerField(default=0, editable=False)
    room_name = models.CharField(max_length=30, unique=True, default=new_room_name)
    item = models.ForeignKey(
        "AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    slide = models.ForeignKey(
        "Slide", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wording = models.ForeignKey(
        "deliberation.Wording", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at",)
        indexes = (
            models.Index(
                fields=["state"],
                condition=models.Q(heard_by_readers=True),
                name="meetings_heard_by_readers",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def stream(self) -> str:
        """Key of the stream that its live pages watch."""
        return f"meeting.{self.pk}"

    @property
    def minutes(self) -> int:
        """Planned length."""
        return self.length // MINUTE

    @property
    def ends_at(self) -> datetime:
        """Planned end."""
        return self.starts_at + self.length

    @property
    def undo_until(self) -> datetime | None:
        """Until when its end can be taken back; ``None`` before it has ended."""
        return undo_until(self.ended_at)

    @property
    def agenda_state(self) -> AgendaState:
        """How its agenda stands, as drafted by the secretary and agreed by the chair."""
        if self.agenda_agreed == self.agenda_version:
            return self.AgendaState.AGREED
        if self.agenda_asked_at:
            return self.AgendaState.WAITS
        return self.AgendaState.DRAFT if self.agenda_agreed is None else self.AgendaState.CHANGED

    @property
    def agenda_waits(self) -> bool:
        """Whether a chair is asked to agree to its agenda, and still can."""
        return self.is_coming and self.agenda_state == self.AgendaState.WAITS

    @property
    def is_coming(self) -> bool:
        """Whether it has not begun, and will."""
        return self.state in self.COMING

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def heard_by(self) -> list[Listeners]:
        """Of whom some may listen, as the chair chose."""
        return [kind for kind in self.Listeners if getattr(self, kind.field)]

    @property
    def can_be_heard(self) -> bool:
        """Whether it is open to listeners: never one that is OFFICIAL-SENSITIVE."""
        is_plain = self.marking == Marking.OFFICIAL
        return self.is_ahead and is_plain and bool(self.heard_by)

    @property
    def can_be_rehearsed(self) -> bool:
        """Whether sound and picture can be tried: for three days, until the meeting opens."""
        return self.state == self.State.CALLED and self.starts_at - REHEARSED <= now()

    @property
    def has_date(self) -> bool:
        """Whether it is known when it is; of one that is postponed it is not."""
        return self.state != self.State.POSTPONED

    @property
    def is_ahead(self) -> bool:
        """Whether it goes on, or is still to come."""
        return self.state in self.AHEAD
