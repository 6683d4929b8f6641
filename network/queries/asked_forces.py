"""What forces are asked, for those who ask and for those who answer."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import OWN_PEOPLE
from network.models import AskedForce, NationalTopic
from network.queries.forces import forces_to_lead


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
    joined = asked.select_related("national_topic__topic__group", "group", "topic", "force")
    return joined.order_by("-pk")


def asked_in_own_networks(person: User) -> QuerySet[AskedForce]:
    """What the networks of ``person`` ask their forces."""
    networks = person.groups_as(OWN_PEOPLE)
    asked = AskedForce.objects.visible_to(person).filter(national_topic__topic__group__in=networks)
    return asked.select_related("national_topic__topic__group", "force__organisation")


def with_asks(groups: QuerySet[AdvisoryGroup], person: User) -> QuerySet[AdvisoryGroup]:
    """The groups, with ``is_asked``: whether a network asks them something, as their people know.

    To lead a force is something too.

    No question of its own: the page of a group asks enough.
    """
    own = AskedForce.objects.visible_to(person).filter(group__in=person.groups_as(OWN_PEOPLE))
    asked = Exists(own.filter(group=OuterRef("pk")))
    to_lead = Exists(forces_to_lead(person).filter(lead_group=OuterRef("pk")))
    return groups.annotate(is_asked=Q(asked) | Q(to_lead))
