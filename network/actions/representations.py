"""Name who represents a force in its network, let them in, and end it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import begin_membership, end_place
from accounts.models import Membership, Role, User
from accounts.models.memberships import ADVISERS, CHAIRS
from accounts.permissions import role_in
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from network.events import (
    RepresentationEnded,
    RepresentationEvent,
    RepresentativeAdmitted,
    RepresentativeNamed,
)
from network.models import AskedForce, NetworkForce, Representation
from network.queries import can_represent, representative_of


@transaction.atomic
def name_representative(*, actor: User, asked: AskedForce, user: User) -> Representation:
    """Name who represents the force of ``asked`` in its network, in place of the one before.

    They have a voice once the network has let them in, and the group has recorded a mandate.

    :raises Refused: unless ``actor`` leads the group; when the force has left, another group leads
        it or this one has not agreed to; when ``user`` does not advise in the group, or represents
        a force already.
    """
    # Of two who are named at once, the later counts.
    lock(asked.force, "lead_group", "left_on", "state")
    require(actor, "network.name_representative", asked)
    if not can_represent(asked.group).filter(pk=user.pk).exists():
        raise Refused(
            _("Choose a member of your group who does not represent a force already."),
            thing=asked,
        )
    if before := representative_of(asked.force):
        _end(before, actor, asked.group_id)
    representation = Representation.objects.create(
        force=asked.force, group=asked.group, user=user, named_by=actor, named_at=now()
    )
    _say(RepresentativeNamed, representation, actor, asked.group_id)
    return representation


@transaction.atomic
def admit_representative(*, actor: User, representation: Representation) -> Representation:
    """Let a representative into the network, as a member of it.

    Its members proper have a place already. Whoever gets one joins as anybody does: with a second
    factor, and once they have accepted that what is said there is confidential.

    :raises Refused: unless ``actor`` leads the network; when it has ended or they are in already;
        when they are in the network as something else, such as its secretary.
    """
    lock(representation, "admitted_at", "ended_at")
    require(actor, "network.admit_representative", representation)
    host = representation.force.host
    place = Membership.objects.current().filter(user=representation.user_id, group=host).first()
    if place and place.role not in ADVISERS:
        raise Refused(
            _("They are in the network already, and do not advise there."), thing=representation
        )
    representation.place = None if place else _begin(actor, representation)
    representation.admitted_by, representation.admitted_at = actor, now()
    representation.save(update_fields=["place", "admitted_by", "admitted_at"])
    _say(RepresentativeAdmitted, representation, actor, host.pk)
    return representation


def _begin(actor: User, representation: Representation) -> Membership:
    host, person = representation.force.host, representation.user
    return begin_membership(actor=actor, group=host, person=person, role=Role.MEMBER)


@transaction.atomic
def end_representation(*, actor: User, representation: Representation) -> None:
    """End that somebody represents a force, and the place in the network that they got by it.

    It stays where the network has given them another role since, such as its chair.

    A position that they took stands: it is their group's.

    :raises Refused: unless ``actor`` leads the group or the network, or it is their own; when it
        has ended.
    """
    lock(representation, "admitted_at", "ended_at")
    require(actor, "network.end_representation", representation)
    by_network = role_in(actor, representation.force) in CHAIRS
    inside = actor.pk == representation.user_id or role_in(actor, representation.group)
    host_id = representation.force.host_id
    _end(representation, actor, host_id if by_network and not inside else representation.group_id)


@transaction.atomic
def follow_revocation(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,
    why: str,  # noqa: ARG001 -- what ended it stands in its own record
) -> None:
    """End what somebody represents who no longer advises in the lead group, or in the network.

    A taker-back of ``core.revocation``: it follows what ended their place.
    """
    theirs = Representation.objects.standing().filter(user=person_id)
    if group_id is not None:
        theirs = theirs.filter(Q(group=group_id) | Q(force__host=group_id))
    for representation in theirs.select_related("force"):
        stays = representation.advises_in(representation.group_id) and (
            not representation.is_admitted
            or representation.advises_in(representation.force.host_id)
        )
        if not stays:
            _end(representation, actor, group_id or representation.group_id)


def end_with_force(force: NetworkForce, actor: User) -> None:
    """End who represents a force that leaves, or that another group leads; part of that action."""
    if representation := representative_of(force):
        _end(representation, actor, force.host_id)


def _end(representation: Representation, actor: User | None, group_id: int) -> None:
    lock(representation, "ended_at", "place")  # they may be let in at this moment
    if representation.is_over:
        return
    representation.ended_at = now()
    representation.save(update_fields=["ended_at"])
    _say(RepresentationEnded, representation, actor, group_id)
    place = representation.place
    if place and place.ends_at is None and place.role == Role.MEMBER:
        end_place(place)


def _say(
    kind: type[RepresentationEvent],
    representation: Representation,
    actor: User | None,
    group_id: int,
) -> None:
    event = kind(
        group_id=group_id, representation_id=representation.pk, user_id=representation.user_id
    )
    emit(event, actor=actor)
