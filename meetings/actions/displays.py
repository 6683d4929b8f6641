"""Screens and devices of the room: made, opened, removed; and what is shown of members' items."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import require
from meetings.actions.devices import put_device_out
from meetings.actions.lock import lock_meeting
from meetings.events import DisplayCreated, DisplayOpened, DisplayRemoved, MembersItemShown
from meetings.models import Meeting, RoomDisplay
from meetings.models.displays import digest_of_code, digest_of_token, plain_code


class LetIn(NamedTuple):
    """What was let in, with the token for its cookie."""

    token: str
    kind: RoomDisplay.Kind


@transaction.atomic
def create_display(
    *, actor: User, meeting: Meeting, kind: RoomDisplay.Kind = RoomDisplay.Kind.SCREEN
) -> str:
    """Make a code that lets one of them in, once and soon; nobody can look it up afterwards."""
    require(actor, "meetings.show_on_display", lock_meeting(meeting))
    code = RoomDisplay.new_code()
    digest = digest_of_code(plain_code(code))
    display = RoomDisplay.objects.create(
        meeting=meeting, made_by=actor, kind=kind, code_digest=digest
    )
    emit(DisplayCreated(**_ids(display)), actor=actor)
    return code


@transaction.atomic
def open_display(
    *, actor: None, code: str, instead_of: Collection[RoomDisplay] = ()
) -> LetIn | None:
    """Let the screen or device in on which ``code`` was typed.

    ``None`` for a code that is wrong, spent or too old.

    :param actor: nobody: a screen is no person.
    :param instead_of: what the computer has shown until now: of the same kind it is over.
    """
    display = RoomDisplay.objects.waiting_for(plain_code(code)).select_related("meeting").first()
    if display is None:
        return None
    token = RoomDisplay.new_token()
    opened = {"code_digest": "", "token_digest": digest_of_token(token), "opened_at": now()}
    if not RoomDisplay.objects.filter(pk=display.pk, opened_at=None).update(**opened):
        return None
    for before in instead_of:
        if before.kind == display.kind:
            _remove(before, actor)
    emit(DisplayOpened(**_ids(display)), actor=actor)
    return LetIn(token, RoomDisplay.Kind(display.kind))


@transaction.atomic
def remove_display(*, actor: User, display: RoomDisplay) -> None:
    """Let a screen show the meeting no longer; where somebody was faster, nothing happens."""
    require(actor, "meetings.show_on_display", display.meeting)
    _remove(display, actor)


@transaction.atomic
def show_members_item(*, actor: User, meeting: Meeting, shown: bool) -> None:
    """Have the screens of the room show the item under way, which is for members; or no longer.

    It holds for this item alone.
    """
    permission = "show_members_item" if shown else "run_meeting"
    require(actor, f"meetings.{permission}", lock_meeting(meeting))
    item_id = meeting.item_id if shown else None
    meeting.displays.update(members_item=item_id)
    event = MembersItemShown(group_id=meeting.group_id, meeting_id=meeting.pk, item_id=item_id or 0)
    emit(event, actor=actor)


@transaction.atomic
def take_back_displays(
    *,
    actor: User | None,
    person_id: int,
    group_id: int | None,
    why: str,  # noqa: ARG001 -- whatever ended it
) -> None:
    """Remove the screens that somebody let in whose access ends: one may stand in their home.

    :param actor: who ended their access; that action has asked the policy.
    :param group_id: the group that they have left; ``None`` for all.
    :param why: name of the event that ended it.
    """
    displays = RoomDisplay.objects.showing().filter(made_by=person_id).select_related("meeting")
    if group_id is not None:
        displays = displays.filter(meeting__group=group_id)
    for display in displays:
        _remove(display, actor)


def _remove(display: RoomDisplay, actor: User | None) -> None:
    event = DisplayRemoved(**_ids(display))
    put_device_out(display, why=DisplayRemoved.name)
    removed, _kinds = RoomDisplay.objects.filter(pk=display.pk).delete()
    if removed:
        emit(event, actor=actor)


def _ids(display: RoomDisplay) -> dict[str, int]:
    meeting = display.meeting
    return {"group_id": meeting.group_id, "meeting_id": meeting.pk, "display_id": display.pk}
