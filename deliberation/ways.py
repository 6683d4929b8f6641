"""In which way an answer came: by how its person takes part, when it came, and who wrote it down.

Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberation.models import Position, Way

if TYPE_CHECKING:
    from deliberation.models import AgreementRound

IN_THE_MEETING = frozenset({Way.ROOM, Way.VIDEO, Way.TELEPHONE, Way.WRITING})
AWAY = frozenset({"", "apologies"})  # not invited, or not there, as the meeting knows it


def way_of(position: Position, mode: str, agreement_round: AgreementRound) -> Way:
    """How ``position`` came in.

    :param mode: how its person takes part in the meeting in which the round was opened.
    """
    if position.recorded_via in (Position.Via.POST, Position.Via.CALL_BACK):
        return Way(position.recorded_via)
    left_at = agreement_round.left_open_at
    is_later = left_at is not None and position.taken_at > left_at
    is_there = bool(agreement_round.occasion) and not is_later and mode not in AWAY
    if is_there and mode in IN_THE_MEETING:
        return Way(mode)
    if position.recorded_via:
        return Way(position.recorded_via)
    if is_there:
        return Way.MEETING
    return Way.LATER if is_later else Way.PORTAL
