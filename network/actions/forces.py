"""Keep the list of the forces of a network: one place a force, one force a lead group."""

from __future__ import annotations

from typing import TypedDict, cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AdvisoryGroup, Organisation, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from network.actions.national_topics import LATE
from network.actions.representations import end_with_force
from network.events import (
    ForceAdded,
    ForceChanged,
    ForceEnded,
    ForceEvent,
    LeadAgreed,
    LeadDeclined,
)
from network.models import NetworkForce
from network.queries import clashes, lead_groups

State = NetworkForce.State


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
    """Take a force into the network. The chairs of its lead group are asked whether it is that.

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
    leads = int(bool(force.lead_group_id))
    emit(ForceAdded(group_id=host.pk, force_id=force.pk, leads=leads), actor=actor)
    return force


@transaction.atomic
def change_force(*, actor: User, force: NetworkForce, place: Place) -> None:
    """Let another group speak for a force, or give it another tile. What was asked stays asked.

    A group that is new there is asked whether it leads the force. Whoever represents it for the
    group before no longer does.

    :raises Refused: as :func:`add_force`; when it has left the network.
    """
    lock(force, "left_on", "lead_group", "state")
    _require_present(actor, force)
    is_another = place["lead_group"] != force.lead_group
    if is_another:
        _require_listed(actor, place["lead_group"], force.host)
        end_with_force(force, actor)
    for name, value in place.items():
        setattr(force, name, value)
    _require_no_clash(force)
    force.save(update_fields=sorted(place))
    if is_another and force.state != State.PROPOSED:
        transition(force, State.PROPOSED, if_changed=LATE, answered_by=None, answered_at=None)
    leads = int(is_another and bool(force.lead_group_id))
    emit(ForceChanged(group_id=force.group_id, force_id=force.pk, leads=leads), actor=actor)


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


@transaction.atomic
def agree_to_lead(*, actor: User, force: NetworkForce) -> None:
    """Agree that one's group speaks for ``force``: from now on the network asks it.

    :raises Refused: unless ``actor`` is a chair of the lead group, which works; when it has
        answered already, or is not asked any more.
    """
    _answer(actor, force, State.AGREED, LeadAgreed)


@transaction.atomic
def decline_to_lead(*, actor: User, force: NetworkForce) -> None:
    """Say that one's group does not speak for ``force``: the network asks it nothing.

    :raises Refused: as :func:`agree_to_lead`.
    """
    _answer(actor, force, State.DECLINED, LeadDeclined)


def _answer(actor: User, force: NetworkForce, state: State, kind: type[ForceEvent]) -> None:
    """Write the answer down. All of it, a refusal too, is on the record of the lead group."""
    lead_group = cast("AdvisoryGroup", force.lead_group)
    lock(force, "left_on", "lead_group", "state")
    require(actor, "network.answer_lead", lead_group)
    if not force.asks_to_lead or force.lead_group_id != lead_group.pk:
        raise Refused(_("Your group has answered, or is not asked any more."), thing=lead_group)
    transition(force, state, if_changed=LATE, answered_by=actor, answered_at=now())
    emit(kind(group_id=lead_group.pk, force_id=force.pk), actor=actor)


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
