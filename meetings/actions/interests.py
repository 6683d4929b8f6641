"""Declare an interest in one item, and say whether that person leaves or stays and listens."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.actions import recuse_from_open_rounds
from meetings.actions.floor import put_hands_down
from meetings.actions.lock import lock_meeting
from meetings.actions.marking import lock_topics
from meetings.actions.presence import NOT_INVITED
from meetings.actions.video import stand_apart
from meetings.events import InterestChanged, InterestDeclared
from meetings.models import AgendaItem, Meeting, Recusal

Part = Recusal.Part


@transaction.atomic
def declare_interest(
    *,
    actor: User,
    item: AgendaItem,
    reason: str,
    user: User | None = None,
    part: Recusal.Part = Part.LEAVES,
) -> Recusal:
    """Declare an interest in one item: no hand and no position in it from now on.

    In the item under way a hand that is up goes down, and they leave the video until it is
    over, or come back to it as somebody who listens; in a round that is open on its topic a
    position that was taken goes. Whoever was to listen leaves by declaring it anew.

    :param user: ``None`` for oneself; another when the chair or secretary writes it down.
    :param part: nobody says of themselves that they stay and listen.
    :raises Refused: when it is declared already, ``user`` is not invited, or is to listen and
        leaves for another item on the topic.
    """
    person = user or actor
    own = person.pk == actor.pk
    meeting = _lock(item, person)
    require(actor, "meetings.declare_interest" if own else "meetings.record_interest", item)
    if not meeting.attendances.standing().filter(user=person).exists():
        raise Refused(NOT_INVITED, thing=item)
    if before := item.recusals.filter(user=person).first():
        return _declare_anew(before, part, reason, actor)
    if part == Part.LISTENS:
        _require_may_listen(item, person, own=own)
    by = None if own else actor
    recusal = Recusal.objects.create(
        item=item, user=person, reason=reason, part=part, declared_at=now(), recorded_by=by
    )
    _stand_apart(recusal, actor)
    if item.topic:
        recuse_from_open_rounds(actor=actor, user=person, topic=item.topic, reason=reason)
    emit(InterestDeclared(**_pointers(recusal), part=part), actor=actor)
    _leave_others(recusal, actor)
    return recusal


def _declare_anew(before: Recusal, part: Recusal.Part, reason: str, actor: User) -> Recusal:
    """Whoever was to stay and listen leaves after all; there is nothing else to say twice."""
    if part == Part.LISTENS or not before.listens:
        raise Refused(_("This interest is declared already."), thing=before.item)
    by = None if before.user_id == actor.pk else actor  # whose words they are from now on
    Recusal.objects.filter(pk=before.pk).update(reason=reason, recorded_by=by)
    _change(before, part, actor)
    _leave_others(before, actor)
    before.reason, before.recorded_by = reason, by
    return before


@transaction.atomic
def change_interest(*, actor: User, recusal: Recusal, part: Recusal.Part, seen: str) -> None:
    """Let somebody with an interest stay and listen, or have them leave after all.

    Until the item begins; who stays can be asked to leave until the meeting is over.

    :param seen: the part that ``actor`` had in front of them.
    :raises Refused: when it was changed meanwhile, or they leave for another item on the topic.
    """
    _lock(recusal.item, recusal.user)
    rows = Recusal.objects.select_related("item__meeting__group", "item__topic", "user")
    recusal = rows.get(pk=recusal.pk)
    require(actor, "meetings.change_interest", recusal)
    if recusal.part != seen:
        raise Refused(_("Somebody changed this meanwhile. See how it is now."), thing=recusal)
    if recusal.part == part:
        return
    if part == Part.LISTENS:
        _require_may_listen(recusal.item, recusal.user, own=False)
    _change(recusal, part, actor)
    _leave_others(recusal, actor)


def _lock(item: AgendaItem, person: User) -> Meeting:
    """Lock the meeting of ``item``, and each in which ``person`` may have to leave with it.

    The topic first: whoever says in another meeting whether they stay waits, or came first.
    """
    lock_topics([item.topic])
    others = _listens_about(item, person).exclude(item__meeting=item.meeting_id)
    for meeting in sorted([item.meeting, *(row.meeting for row in others)], key=attrgetter("pk")):
        lock_meeting(meeting)
    return item.meeting


def _require_may_listen(item: AgendaItem, person: User, *, own: bool) -> None:
    """Nobody lets themselves stay; and what is closed by its topic opens by no other item."""
    if own:
        raise Refused(_("Somebody else who leads this meeting chooses this."), thing=item)
    elsewhere = Recusal.objects.leaving().filter(user=person, item__topic=item.topic_id)
    if item.topic_id and elsewhere.exclude(item=item).exists():
        raise Refused(
            _("They leave for another item on this topic, so they leave for this one too."),
            thing=item,
        )


def _change(recusal: Recusal, part: Recusal.Part, actor: User) -> None:
    Recusal.objects.filter(pk=recusal.pk).update(part=part)
    recusal.part = part
    _stand_apart(recusal, actor)
    emit(InterestChanged(**_pointers(recusal), part=part), actor=actor)


def _stand_apart(recusal: Recusal, actor: User) -> None:
    """No hand and no words in the item; out of the video, or there as somebody who listens."""
    item, meeting = recusal.item, recusal.item.meeting
    is_under_way = meeting.item_id == item.pk
    of_item: dict[str, Any] = {} if is_under_way else {"item": item}
    put_hands_down(meeting, user=recusal.user, **of_item)
    if is_under_way:
        stand_apart(meeting, recusal.user_id, listens=recusal.listens, actor=actor)


def _leave_others(recusal: Recusal, actor: User) -> None:
    """Whoever leaves for one item leaves for each on its topic in which they were to listen.

    Else they would hear there what they do not hear here.
    """
    if recusal.listens:
        return
    for other in _listens_about(recusal.item, recusal.user):
        lock_meeting(other.meeting)
        _change(other, Part.LEAVES, actor)


def _listens_about(item: AgendaItem, person: User) -> QuerySet[Recusal]:
    """With which interests in items on its topic that are to come ``person`` stays."""
    theirs = Recusal.objects.listening().filter(user=person, item__topic=item.topic_id)
    ahead = theirs.filter(item__meeting__state__in=Meeting.AHEAD).exclude(item__topic=None)
    return ahead.select_related("item__meeting", "user").order_by("item__meeting", "pk")


def _pointers(recusal: Recusal) -> dict[str, int]:
    return {
        "group_id": recusal.group_id,
        "meeting_id": recusal.item.meeting_id,
        "item_id": recusal.item_id,
        "user_id": recusal.user_id,
    }
