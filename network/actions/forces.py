"""Keep the list of the forces of a network: one place a force, one force a lead group."""

from __future__ import annotations

from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Organisation, User
from core.clock import today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from network.actions.representations import end_with_force
from network.events import ForceAdded, ForceChanged, ForceEnded
from network.models import NetworkForce
from network.queries import clashes, lead_groups


class Place(TypedDict):
    """What of a force in a network can change.

    :ivar lead_group: the group that speaks for it, if it has one.
    """

    lead_group: AdvisoryGroup | None
    code: str
    row: int | None
    column: int | None


@transaction.atomic
def add_force(
    *,
    actor: User,
    host: AdvisoryGroup,
    organisation: Organisation,
    standing: NetworkForce.Standing | str,
    place: Place,
) -> NetworkForce:
    """Take a force into the network.

    :param standing: whether it is counted among the forces or apart from them; it stays.
    :raises Refused: unless ``actor`` organises the network; when the force is in it already, which
        is how a second lead group is refused; when the group is not in the directory or speaks for
        another; when its code or its tile is taken.
    """
    require(actor, "network.keep_forces", host)
    _require_listed(actor, place["lead_group"], host)
    force = NetworkForce(host=host, organisation=organisation, standing=standing, **place)
    _require_no_clash(force)
    force.save(force_insert=True)
    emit(ForceAdded(group_id=host.pk, force_id=force.pk), actor=actor)
    return force


@transaction.atomic
def change_force(*, actor: User, force: NetworkForce, place: Place) -> None:
    """Let another group speak for a force, or give it another tile. What was asked stays asked.

    Whoever represents it for the group before no longer does.

    :raises Refused: as :func:`add_force`; when it has left the network.
    """
    lock(force, "left_on")
    _require_present(actor, force)
    if place["lead_group"] != force.lead_group:
        _require_listed(actor, place["lead_group"], force.host)
        end_with_force(force, actor)
    for name, value in place.items():
        setattr(force, name, value)
    _require_no_clash(force)
    force.save(update_fields=sorted(place))
    emit(ForceChanged(group_id=force.group_id, force_id=force.pk), actor=actor)


@transaction.atomic
def end_force(*, actor: User, force: NetworkForce) -> None:
    """Take a force out of the network, and who represents it. What it was asked before stays.

    :raises Refused: unless ``actor`` organises the network; when it has left it already.
    """
    lock(force, "left_on")
    _require_present(actor, force)
    force.left_on = today()
    force.save(update_fields=["left_on"])
    end_with_force(force, actor)
    emit(ForceEnded(group_id=force.group_id, force_id=force.pk), actor=actor)


def _require_present(actor: User, force: NetworkForce) -> None:
    require(actor, "network.keep_forces", force.host)
    if not force.is_present:
        raise Refused(_("This force has left the network."), thing=force)


def _require_listed(actor: User, group: AdvisoryGroup | None, host: AdvisoryGroup) -> None:
    """Refuse a group of which ``actor`` may not know: it has not said that others may."""
    if group and not lead_groups(actor).filter(pk=group.pk).exists():
        raise Refused(_("Only a group in the directory speaks for a force."), thing=host)


def _require_no_clash(force: NetworkForce) -> None:
    """Refuse what the constraints forbid, in words."""
    if sentences := clashes(force):
        raise Refused(" ".join(sentences.values()), thing=force.host)
