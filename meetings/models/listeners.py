"""Who listens to a meeting without taking part in it: of its circle, and as long as it goes on."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from accounts.models import Membership, OrganisationMembership, User
from accounts.models.groups import READERS
from accounts.models.memberships import ADVISERS, OWN_PEOPLE
from core.clock import now
from core.conditions import NOTHING, among, either
from core.marking import Marking
from meetings import circles
from meetings.models.attendance import Attendance, Presence
from meetings.models.changes import MeetingChange
from meetings.models.interests import Recusal
from meetings.models.meetings import Meeting

AWAY = timedelta(minutes=1)  # whose page has not asked for so long listens no more
SEEN = timedelta(seconds=20)  # between two notes that a page asks
Kind = Meeting.Listeners


def circle(meeting: Meeting) -> QuerySet[User]:
    """The people to whom the chair has opened it, whether or not they are asked to take part."""
    if not meeting.can_be_heard:
        return User.objects.none()
    places = Membership.objects.current()
    own = places.filter(group=meeting.group_id, role__in=OWN_PEOPLE)
    others = places.filter(group__in=circles.groups_around(meeting.group_id), role__in=ADVISERS)
    readers = OrganisationMembership.objects.current().filter(organisation__kind__in=READERS)
    rows = {Kind.MEMBERS: own, Kind.GROUPS: others, Kind.READERS: readers}
    people = NOTHING
    for kind in meeting.heard_by:
        people = either(people, Q(pk__in=rows[kind].values("user")))
    return User.objects.filter(people, is_active=True)


def takes_part(meeting: Meeting) -> QuerySet[User]:
    """Who said that they come, or is there."""
    coming = meeting.attendances.standing().filter(mode__in=Attendance.PRESENT).values("user")
    here = Presence.objects.filter(meeting=meeting, ended_at=None).values("user")
    return User.objects.filter(Q(pk__in=coming) | Q(pk__in=here))


def turned_away(meeting: Meeting) -> QuerySet[User]:
    """Whose invitation was taken back, and is: who is kept out does not come in to listen."""
    withdrawn = MeetingChange.objects.filter(
        meeting=meeting, what=MeetingChange.What.WITHDRAWN, person__isnull=False
    )
    invited = meeting.attendances.standing().values("user")
    return User.objects.filter(pk__in=withdrawn.values("person")).exclude(pk__in=invited)


def hearers(meeting: Meeting) -> QuerySet[User]:
    """Who may listen to it, as soon as it is open."""
    taken = takes_part(meeting).values("pk")
    away = turned_away(meeting).values("pk")
    return circle(meeting).exclude(pk__in=taken).exclude(pk__in=away)


def heard_by(user: User) -> Q:
    """Condition for meetings that are open to listeners of whom ``user`` is one."""
    own = _of(Kind.MEMBERS, among("group", user.groups_as(OWN_PEOPLE)))
    networks = circles.networks_around(user.groups_as(ADVISERS))
    around = NOTHING if networks is None else _of(Kind.GROUPS, Q(group__in=networks))
    reading = _of(Kind.READERS, Q(pk__isnull=False)) if _reads(user) else NOTHING
    plain = Q(state__in=Meeting.AHEAD, marking=Marking.OFFICIAL)
    return either(own, either(around, reading)) & plain


def _of(kind: Meeting.Listeners, people: Q) -> Q:
    return Q(**{kind.field: True}) & people


def _reads(user: User) -> bool:
    places = user.organisation_memberships.current().filter(organisation__kind__in=READERS)
    return places.exists()


def is_private_to_listeners(meeting: Meeting) -> bool:
    """Whether the item under way is not for listeners. At most one query."""
    item = meeting.item
    if item is None:
        return False
    return item.members_only or item.is_behind_a_door or _has_interests(meeting, item.topic_id)


def wording_is_heard(meeting: Meeting) -> bool:
    """Whether the wording on the screen, which can be of an earlier item, is for listeners too."""
    wording = meeting.wording
    if wording is None or wording.key_message.topic.is_restricted:
        return False
    of_it = Recusal.objects.filter(item__topic=wording.key_message.topic_id)
    return not of_it.exists()


def _has_interests(meeting: Meeting, topic_id: int | None) -> bool:
    """Whether anybody declared an interest in the item, or in another on its topic."""
    of_it = Q(item=meeting.item_id)
    if topic_id is not None:
        of_it |= Q(item__topic=topic_id)
    return Recusal.objects.filter(of_it).exists()


class ListenerQuerySet(models.QuerySet["Listener"]):
    def note_seen(self, listener: Listener) -> None:
        """Note that their page still asks. Written by GET and told to nobody: it is no action."""
        self.filter(pk=listener.pk).update(seen_at=now())


class Listener(models.Model):
    """Somebody who listens now. The row goes when they stop, and with the end of the meeting.

    :ivar seen_at: when their page last asked, to within :data:`SEEN`.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="listeners")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(default=now)

    objects = ListenerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "user"), name="one_listener_a_person"),
        )

    def __str__(self) -> str:
        return f"listener {self.pk}"

    @property
    def is_to_be_noted(self) -> bool:
        """Whether it is time to note that their page still asks."""
        return now() - self.seen_at >= SEEN
