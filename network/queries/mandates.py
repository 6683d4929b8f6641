"""Mandates: who has a voice by one, what it says, and which groups have recorded none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from deliberation.voices import Voice, Voices
from meetings.models import Meeting
from network.models import AskedForce, Mandate, NationalTopic, NetworkForce, Representation
from network.models.mandates import meetings_on

COUNTED = Q(state=AskedForce.State.ACCEPTED, standing=NetworkForce.Standing.FORCE)


def newest_mandate(asked: AskedForce) -> Mandate | None:
    """What the group lets its representative hold, as it was recorded last."""
    return Mandate.objects.filter(asked=asked).select_related("recorded_by").first()


def may_have_voices(group: AdvisoryGroup) -> bool:
    """Whether topics of ``group`` may be decided by groups: it is a network."""
    return group.kind == AdvisoryGroup.Kind.NATIONAL


def voices_on(topics: Collection[int], at: datetime | None) -> list[Voice] | None:
    """Who holds the position of a group on national topics; ``None`` where none of them is one.

    Whoever was let in for a force that takes part, and whose group recorded a mandate. A draft
    and what was cancelled are topics of the network as any other.

    :param at: a moment in the past, at which they were put to forces and not cancelled yet.
    """
    rows = NationalTopic.objects.filter(topic__in=topics, opened_at__isnull=False)
    cancelled = Q(state=NationalTopic.State.CANCELLED)
    if at:
        rows, cancelled = rows.filter(opened_at__lte=at), cancelled & Q(closed_at__lte=at)
    national = list(rows.exclude(cancelled).values_list("pk", flat=True))
    if not national:
        return None
    voices = Representation.objects.filter(
        admitted_at__isnull=False,
        force__asked__national_topic__in=national,
        force__asked__group=F("group"),
        force__asked__state=AskedForce.State.ACCEPTED,
        force__asked__standing=NetworkForce.Standing.FORCE,
        force__asked__mandates__isnull=False,
    ).annotate(mandate_at=Min("force__asked__mandates__recorded_at"))
    return [
        Voice(user, max(admitted_at, mandate_at), ended_at)
        for user, admitted_at, mandate_at, ended_at in voices.values_list(
            "user", "admitted_at", "mandate_at", "ended_at"
        )
    ]


def what_may_be_held(topic_id: int, person: User) -> str:
    """What the group that ``person`` represents lets them hold on a national topic."""
    speaks = Representation.objects.standing().filter(user=person, admitted_at__isnull=False)
    asked = AskedForce.objects.filter(
        national_topic__topic=topic_id, force__in=speaks.values("force")
    )
    mandate = Mandate.objects.visible_to(person).filter(asked__in=asked).first()
    if mandate is None:
        return ""
    return mandate.words or _("You are free to decide.")


VOICES = Voices(within=may_have_voices, on=voices_on, may_hold=what_may_be_held)


class Speaker(NamedTuple):
    """One force that takes part, with who represents it and whether there is a mandate.

    What the mandate says is for the group, so it is not here.
    """

    asked: AskedForce
    representation: Representation | None
    has_mandate: bool

    @property
    def is_counted(self) -> bool:
        """Whether it has a position: associates take part without one."""
        return self.asked.standing == NetworkForce.Standing.FORCE

    @property
    def has_a_voice(self) -> bool:
        admitted = self.representation is not None and self.representation.is_admitted
        return self.is_counted and self.has_mandate and admitted


def speakers(national_topic: NationalTopic) -> list[Speaker]:
    """Each force that takes part, by name: for those who organise the network. Two questions."""
    recorded = Mandate.objects.filter(asked=OuterRef("pk"))
    asked = AskedForce.objects.filter(
        national_topic=national_topic, state=AskedForce.State.ACCEPTED
    ).annotate(recorded=Exists(recorded))
    by_name = asked.select_related("force__organisation", "group")
    rows: list[Any] = list(by_name.order_by("force__organisation__name"))
    standing = Representation.objects.standing().select_related("user")
    of_these = standing.filter(force__in=[row.force_id for row in rows])
    by_group = {(each.force_id, each.group_id): each for each in of_these}
    return [Speaker(row, by_group.get((row.force_id, row.group_id)), row.recorded) for row in rows]


def without_mandate(within: timedelta | None = None) -> QuerySet[AskedForce]:
    """Groups that take part, have recorded no mandate, and whose meeting has a date.

    Of a force that has left, or that another group leads by now, nobody could hold one.

    :param within: how soon that meeting begins; ``None`` for whenever it does.
    """
    coming = Meeting.objects.filter(state=Meeting.State.CALLED, starts_at__gt=now())
    if within is not None:
        coming = coming.filter(starts_at__lte=now() + within)
    return AskedForce.objects.filter(
        COUNTED,
        Exists(coming.filter(agenda__topic=OuterRef("national_topic__topic"))),  # by its few items
        group=F("force__lead_group"),
        force__left_on__isnull=True,
        group__closed_at__isnull=True,
        mandates__isnull=True,
    ).exclude(national_topic__state=NationalTopic.State.CANCELLED)


def next_meeting_on(national_topic: NationalTopic) -> Meeting | None:
    """The next meeting of the network in which it is decided."""
    coming = meetings_on(national_topic).filter(state=Meeting.State.CALLED)
    return coming.filter(starts_at__gt=now()).order_by("starts_at").first()
