"""The agenda of a meeting that is arranged: items are changed and moved; a chair agrees."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.order import change_places
from core.policy import ChangedMeanwhile, Refused, require
from deliberation.models import Topic
from meetings.actions.history import note, note_agenda
from meetings.actions.lock import lock_meeting
from meetings.actions.marking import lock_topics, mark_as
from meetings.actions.paper_moving import let_go_of_gone
from meetings.events import (
    AgendaAgreed,
    AgendaAsked,
    ItemAdded,
    ItemChanged,
    ItemEvent,
    ItemMoved,
    ItemRemoved,
)
from meetings.models import Action, AgendaItem, Meeting, MeetingChange
from meetings.models.agenda import stays

NAMED = _("A topic for named readers is not put on an agenda: others would learn of it.")


class PlannedItem(NamedTuple):
    """What an item of an agenda is to be.

    :ivar is_break: nothing is discussed in it, so it has no topic.
    :ivar members_only: others learn neither its title nor its papers. It has no topic either.
    """

    title: str
    length: timedelta | None = None
    topic: Topic | None = None
    is_break: bool = False
    members_only: bool = False


def require_fits(planned: PlannedItem, group_id: int, thing: object) -> None:
    """Refuse a topic that may not stand on an agenda of the group."""
    topic = planned.topic
    if topic is None:
        return
    if planned.members_only:
        raise Refused(
            _("An item for members has no topic: a topic says itself who reads it."), thing=thing
        )
    if planned.is_break:
        raise Refused(_("A break has no topic."), thing=thing)
    if topic.group_id != group_id:
        raise Refused(_("A topic on the agenda belongs to another group."), thing=thing)
    if topic.readers_named:  # everybody of the group is invited, and would learn of it
        raise Refused(NAMED, thing=thing)


@transaction.atomic
def add_item(*, actor: User, meeting: Meeting, planned: PlannedItem) -> AgendaItem:
    """Add an item at the end of the agenda.

    :raises Refused: when its topic may not stand there.
    """
    lock_topics([planned.topic])
    require(actor, "meetings.change_agenda", lock_meeting(meeting))
    require_fits(planned, meeting.group_id, meeting)
    require_stays(actor, meeting.group, planned)
    return _add(actor, meeting, planned)


@transaction.atomic
def carry_item(*, actor: User, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Put an item of an earlier meeting at the end of the agenda, as it was: title, time, topic.

    One that was for members stays for members. A topic that is closed meanwhile stays behind.

    :raises Refused: when it is of no meeting of the group that is over, a break, or carried
        already; when ``actor`` could not read it, or its topic may not stand there.
    """
    lock_topics([item.topic])
    require(actor, "meetings.change_agenda", lock_meeting(meeting))
    before = item.meeting
    of_group = before.group_id == meeting.group_id and before.state == Meeting.State.ENDED
    if item.is_break or not of_group:
        raise Refused(_("Only an item of an earlier meeting of this group is carried."), thing=item)
    if meeting.agenda.filter(carried_from=item).exists():
        raise Refused(_("This is on the agenda already."), thing=meeting)
    if item.topic and item.topic.readers_named:  # closed or not: its title says what it is about
        raise Refused(NAMED, thing=item)
    topic = item.topic if item.topic and item.topic.state == Topic.State.OPEN else None
    planned = PlannedItem(item.title, item.length, topic, members_only=item.members_only)
    require_fits(planned, meeting.group_id, meeting)
    require_stays(actor, meeting.group, planned)
    return _add(actor, meeting, planned, carried_from=item)


@transaction.atomic
def carry_action(*, actor: User, meeting: Meeting, action: Action) -> AgendaItem:
    """Put an action that is not closed at the end of the agenda, by its reference.

    What is to be done stays in the action log, where fewer people read it.

    :raises Refused: when it is of another group, closed, on the agenda already, or of a topic for
        named readers.
    """
    require(actor, "meetings.change_agenda", lock_meeting(meeting))
    if action.group_id != meeting.group_id or not action.is_active:
        raise Refused(_("Only an open action of this group is put on the agenda."), thing=action)
    if meeting.agenda.filter(action=action).exists():
        raise Refused(_("This is on the agenda already."), thing=meeting)
    if action.item and action.item.topic and action.item.topic.readers_named:
        raise Refused(NAMED, thing=action)
    for_members = action.item is not None and action.item.members_only
    title = gettext("Action %(reference)s") % {"reference": action.reference}
    planned = PlannedItem(title, members_only=for_members)
    require_stays(actor, meeting.group, planned)
    return _add(actor, meeting, planned, action=action)


def _add(
    actor: User, meeting: Meeting, planned: PlannedItem, **origin: AgendaItem | Action
) -> AgendaItem:
    last = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    words = planned._asdict()
    item = AgendaItem.objects.create(meeting=meeting, number=last + 1, **words, **origin)
    mark_as(planned.topic, actor, meeting)
    _tell(ItemAdded, actor, item)
    return item


@transaction.atomic
def change_item(*, actor: User, item: AgendaItem, planned: PlannedItem, version: int) -> AgendaItem:
    """Change the words, the minutes or the topic of an item.

    :param version: of the item, as the writer had it in front of them.
    :raises ChangedMeanwhile: when somebody else changed it meanwhile.
    :raises Refused: when its topic may not stand there, or others build on the one it has.
    """
    lock_topics([planned.topic])
    meeting = _lock(item)
    require(actor, "meetings.change_agenda", item)
    if item.version != version:
        raise ChangedMeanwhile(item)
    require_fits(planned, meeting.group_id, item)
    require_stays(actor, meeting.group, planned)
    if planned.topic != item.topic or item.members_only > planned.members_only:
        _require_free(item)
    for name, value in planned._asdict().items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=["version", *PlannedItem._fields])
    mark_as(planned.topic, actor, meeting)
    _tell(ItemChanged, actor, item)
    return item


@transaction.atomic
def move_item(*, actor: User, item: AgendaItem, up: bool) -> None:
    """Let an item change places with the one before it, or after it; the end is the end."""
    meeting = _lock(item)
    require(actor, "meetings.change_agenda", item)
    if change_places(item, meeting.agenda.all(), up=up):
        _tell(ItemMoved, actor, item)


@transaction.atomic
def remove_item(*, actor: User, item: AgendaItem) -> None:
    """Remove an item; those after it move up.

    :raises Refused: when papers are for it that were not moved or removed before, or somebody
        has declared an interest in it.
    """
    meeting = _lock(item)
    require(actor, "meetings.change_agenda", item)
    let_go_of_gone(item)
    _require_free(item)
    AgendaItem.objects.filter(pk=item.pk).delete()
    for later in meeting.agenda.filter(number__gt=item.number).order_by("number"):
        AgendaItem.objects.filter(pk=later.pk).update(number=later.number - 1)
    _tell(ItemRemoved, actor, item)


def _lock(item: AgendaItem) -> Meeting:
    """Lock the meeting until commit, and read the item anew.

    :raises Refused: when it is removed already.
    """
    meeting = lock_meeting(item.meeting)
    if not meeting.agenda.filter(pk=item.pk).exists():
        raise Refused(_("This item was removed meanwhile."), thing=meeting)
    item.refresh_from_db(fields=["number", "version", *PlannedItem._fields])
    return meeting


@transaction.atomic
def ask_agenda(*, actor: User, meeting: Meeting) -> None:
    """Ask the chair to agree to the agenda, which is drafted."""
    require(actor, "meetings.ask_agenda", lock_meeting(meeting))
    meeting.agenda_asked_at = now()
    meeting.save(update_fields=["agenda_asked_at"])
    emit(AgendaAsked(group_id=meeting.group_id, meeting_id=meeting.pk), actor=actor)


@transaction.atomic
def agree_agenda(*, actor: User, meeting: Meeting, version: int) -> None:
    """Agree to the agenda as it stands; whatever is changed afterwards is to be agreed anew.

    :param version: of the agenda, as the chair had it in front of them.
    :raises ChangedMeanwhile: when somebody changed it meanwhile.
    :raises Refused: when nothing stands on it.
    """
    require(actor, "meetings.agree_agenda", lock_meeting(meeting))
    if meeting.agenda_version != version:
        raise ChangedMeanwhile(meeting)
    if not meeting.agenda.exists():
        raise Refused(_("A meeting has at least one agenda item."), thing=meeting)
    before = meeting.agenda_agreed or 0
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_agreed=version, agenda_agreed_at=now(), agenda_agreed_by=actor, agenda_asked_at=None
    )
    note(meeting, MeetingChange.What.AGREED, actor)
    event = AgendaAgreed(group_id=meeting.group_id, meeting_id=meeting.pk, before=before)
    emit(event, actor=actor)


def require_stays(actor: User, group: AdvisoryGroup, planned: PlannedItem) -> None:
    """Refuse an item for members to somebody who could not read it afterwards."""
    if planned.members_only and not stays(actor.roles.get(group.pk), group):
        raise Refused(_("Only somebody who can read it plans an item for members."), thing=group)


def _require_free(item: AgendaItem) -> None:
    """Refuse what would open papers, or a topic, to somebody to whom the item closes them."""
    if item.papers.exists():
        raise Refused(
            _("Papers were added to this item, so it stays, with its topic and its readers."),
            thing=item,
        )
    if item.recusals.exists():
        raise Refused(
            _(
                "Somebody declared an interest in this item, so it stays, with its topic and its"
                " readers."
            ),
            thing=item,
        )


def _tell(kind: type[ItemEvent], actor: User, item: AgendaItem) -> None:
    meeting = item.meeting
    meeting.agenda_version += 1  # what a chair has agreed to is what stood there
    meeting.save(update_fields=["agenda_version"])
    note_agenda(meeting, actor)
    event = kind(group_id=item.group_id, meeting_id=item.meeting_id, item_id=item.pk)
    emit(event, actor=actor)
