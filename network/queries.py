"""What pages of a network need to know."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, LegalHold, User
from accounts.models.memberships import OWN_PEOPLE
from core.marking import Marking
from deliberation.models import Topic
from network.models import AskedForce, NationalTopic, NetworkForce

Standing = NetworkForce.Standing
FEWEST = 3  # asked forces whose answers others read as figures: of fewer it is known whose they are


def networks_of(person: User) -> list[AdvisoryGroup]:
    """The networks of which ``person`` is one of the own people; asks nothing anew."""
    own = [place.group for place in person.places.values() if place.role in OWN_PEOPLE]
    return [group for group in own if group.kind == AdvisoryGroup.Kind.NATIONAL]


def clashes(force: NetworkForce) -> dict[str, str]:
    """What keeps ``force`` from standing in its network beside the others: field to sentence."""
    others = NetworkForce.objects.present().filter(host=force.host).exclude(pk=force.pk)
    same = Q(organisation=force.organisation_id) | Q(code=force.code)
    if force.lead_group_id:
        same |= Q(lead_group=force.lead_group_id)
    if force.row:
        same |= Q(row=force.row, column=force.column)
    sentences: dict[str, str] = {}
    for other in others.filter(same).select_related("organisation", "lead_group"):
        sentences |= _clashes_with(force, other)
    return sentences


def _clashes_with(force: NetworkForce, other: NetworkForce) -> dict[str, str]:
    words = {"force": other.organisation, "group": other.lead_group or _("no group")}
    sentences = {}
    if other.organisation_id == force.organisation_id:
        sentences["organisation"] = _(
            "%(force)s is in the network already, and %(group)s leads it. A force has one lead"
            " group: change that one."
        )
    if force.lead_group_id and other.lead_group_id == force.lead_group_id:
        sentences["lead_group"] = _("%(group)s leads %(force)s already. A group leads one force.")
    if other.code == force.code:
        sentences["code"] = _("%(force)s has these letters already.")
    if force.row and (other.row, other.column) == (force.row, force.column):
        sentences["row"] = _("%(force)s has this tile already.")
    return {name: sentence % words for name, sentence in sentences.items()}


def lead_groups(person: User) -> QuerySet[AdvisoryGroup]:
    """Groups that can speak for a force, as ``person`` may know of them: those in the directory."""
    groups = AdvisoryGroup.objects.listed_to(person)
    return groups.exclude(kind=AdvisoryGroup.Kind.NATIONAL).order_by("name")


def topics_to_put(group: AdvisoryGroup, person: User) -> QuerySet[Topic]:
    """Topics of a network that it can put to its forces, as ``person`` may open them."""
    topics = Topic.objects.readable_by(person).filter(group=group, state=Topic.State.OPEN)
    plain = topics.filter(marking=Marking.OFFICIAL, readers_named=False, handling_first=False)
    return plain.filter(decision_due__isnull=False, national_topic=None).order_by("-pk")


def forces_to_ask(national_topic: NationalTopic) -> QuerySet[NetworkForce]:
    """Forces that can be asked: in the network, with a lead group that works, not asked yet.

    One that left and came back since is the same force, whoever speaks for it now.
    """
    forces = NetworkForce.objects.present().filter(host=national_topic.group_id)
    asked = national_topic.asked
    unasked = forces.exclude(organisation__in=asked.values("force__organisation"))
    with_lead = unasked.filter(lead_group__isnull=False, lead_group__closed_at__isnull=True)
    return (
        with_lead.exclude(lead_group__in=asked.values("group"))
        .select_related("organisation", "lead_group")
        .order_by("organisation__name")
    )


class Figures(NamedTuple):
    """How many were asked and what became of it: a column for each standing, a row for each answer.

    :ivar rows: words and numbers; the last is how many were asked, to which the others add up.
        ``None`` for what is not shown.
    """

    standings: list[str]
    rows: list[tuple[str, list[int | None]]]

    @property
    def are_whole(self) -> bool:
        """Whether each figure is shown."""
        return all(None not in numbers for _words, numbers in self.rows)


def figures(national_topic: NationalTopic, *, small_too: bool) -> Figures:
    """Where it stands: the forces, and the associates apart from them where any were asked.

    :param small_too: whether what became of fewer than :data:`FEWEST` is shown as well.
    """
    counts = AskedForce.objects.filter(national_topic=national_topic).counts()
    words = {
        "accepted": _("Take part"),
        "declined": _("Declined"),
        **(
            {"silent": _("No answer")}
            if national_topic.no_longer_waits
            else {"waiting": _("No answer yet")}
        ),
        "asked": _("Asked"),
    }
    columns = {
        standing: numbers if small_too else _without_small(numbers)
        for standing, numbers in counts.items()
        if numbers["asked"] or standing == Standing.FORCE
    }
    heads = {Standing.FORCE: _("Forces"), Standing.ASSOCIATE: _("Associates")}
    return Figures(
        [heads[Standing(standing)] for standing in columns],
        [(words[key], [numbers[key] for numbers in columns.values()]) for key in words],
    )


def _without_small(numbers: dict[str, int]) -> dict[str, int | None]:
    """How many were asked alone, where the rest would say what one of them answered."""
    asked = numbers["asked"]
    few = 0 < asked < FEWEST
    return {key: None if few and key != "asked" else number for key, number in numbers.items()}


def every_asked(national_topic: NationalTopic) -> list[AskedForce]:
    """Each force that was asked, by name: for the network's own people."""
    asked = AskedForce.objects.filter(national_topic=national_topic)
    rows = asked.select_related("force__organisation", "group").order_by(
        "force__organisation__name"
    )
    for row in rows:
        row.national_topic = national_topic
    return list(rows)


def asked_of(person: User, **of: object) -> QuerySet[AskedForce]:
    """What groups of ``person`` are asked, the newest first."""
    own = person.groups_as(OWN_PEOPLE)
    asked = AskedForce.objects.visible_to(person).filter(group__in=own, **of)
    return asked.select_related("national_topic__topic__group", "group", "topic").order_by("-pk")


def with_asks(groups: QuerySet[AdvisoryGroup], person: User) -> QuerySet[AdvisoryGroup]:
    """The groups, with ``is_asked``: whether a network asks it something, as its own people know.

    No question of its own: the page of a group asks enough.
    """
    own = AskedForce.objects.visible_to(person).filter(group__in=person.groups_as(OWN_PEOPLE))
    return groups.annotate(is_asked=Exists(own.filter(group=OuterRef("pk"))))


def unheld(national_topics: QuerySet[NationalTopic]) -> QuerySet[NationalTopic]:
    """Those whose topic no legal hold covers, nor the topic of a group that took part."""
    held = LegalHold.objects.ids(Topic)
    apart = AskedForce.objects.filter(topic__in=held).values("national_topic")
    return national_topics.exclude(topic__in=held).exclude(pk__in=apart)


def old_national_topics(before: datetime) -> list[int]:
    """Those that were over before, of topics that no hold covers: by a step, or by the last day.

    After that day nothing can happen to what nobody closed, a draft too.
    """
    by_day = Q(closed_at__isnull=True, closes_on__lt=localdate(before))
    over = unheld(NationalTopic.objects.filter(Q(closed_at__lt=before) | by_day))
    return list(over.order_by("pk").values_list("pk", flat=True))
