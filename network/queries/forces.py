"""What pages of the forces of a network need to know."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from meetings.circles import Circles
from network.models import NationalTopic, NetworkForce


def networks_of(person: User) -> list[AdvisoryGroup]:
    """The networks of which ``person`` is one of the own people; asks nothing anew."""
    own = [place.group for place in person.places.values() if place.role in OWN_PEOPLE]
    return [group for group in own if group.kind == AdvisoryGroup.Kind.NATIONAL]


def _groups_of(network_id: int) -> QuerySet[NetworkForce, int]:
    rows = NetworkForce.objects.present().led().filter(host=network_id)
    return rows.values_list("lead_group", flat=True)


def _networks_of(groups: Collection[int]) -> QuerySet[NetworkForce, int]:
    rows = NetworkForce.objects.present().led().filter(lead_group__in=groups)
    return rows.values_list("host", flat=True)


CIRCLES = Circles(groups_of=_groups_of, networks_of=_networks_of)


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


def forces_to_lead(person: User) -> QuerySet[NetworkForce]:
    """Forces for which a group of ``person`` has yet to say whether it leads them."""
    own = person.groups_as(OWN_PEOPLE)
    forces = NetworkForce.objects.visible_to(person).present().filter(lead_group__in=own)
    waiting = forces.filter(state=NetworkForce.State.PROPOSED)
    return waiting.select_related("organisation", "host", "lead_group").order_by("pk")


def forces_to_ask(national_topic: NationalTopic) -> QuerySet[NetworkForce]:
    """Forces that can be asked: in the network, with a lead group that agreed, not asked yet.

    One that left and came back since is the same force, whoever speaks for it now.
    """
    forces = NetworkForce.objects.present().filter(host=national_topic.group_id)
    asked = national_topic.asked
    unasked = forces.exclude(organisation__in=asked.values("force__organisation"))
    return (
        unasked.led()
        .exclude(lead_group__in=asked.values("group"))
        .select_related("organisation", "lead_group")
        .order_by("organisation__name")
    )
