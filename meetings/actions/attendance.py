"""Invite people, say how they come, declare interests."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.actions import note_mode_in_open_rounds, recuse_from_open_rounds
from meetings.actions.floor import put_hands_down
from meetings.actions.history import note
from meetings.actions.lock import lock_meeting
from meetings.actions.presence import NOT_INVITED, end_presence
from meetings.actions.video import close_video
from meetings.events import (
    AttendanceSaid,
    InterestDeclared,
    PersonInvited,
    PersonUninvited,
)
from meetings.models import AgendaItem, Attendance, Meeting, MeetingChange, Recusal

What = MeetingChange.What


@transaction.atomic
def invite_people(*, actor: User, meeting: Meeting, users: Collection[User]) -> None:
    """Invite people who belong to the group: somebody who joined later, an officer, an observer.

    Who was invited in an earlier place in the group, which has ended, is invited anew.

    :raises Refused: when one does not belong to the group, or is invited already.
    """
    lock_meeting(meeting)  # of two who invite at once the second is refused
    require(actor, "meetings.invite_person", meeting)
    for user in users:
        invite(actor, meeting, user)
        note(meeting, What.INVITED, actor, person=user)


def invite(actor: User, meeting: Meeting, user: User) -> None:
    """The invitation itself, for actions that have asked the policy."""
    if not Membership.objects.current().filter(group=meeting.group_id, user=user).exists():
        raise Refused(_("Only people of this group are invited to its meetings."), thing=meeting)
    if meeting.attendances.standing().filter(user=user).exists():
        raise Refused(_("They are invited already."), thing=meeting)
    nothing_said = {
        "mode": Attendance.Mode.UNKNOWN,
        "recorded_by": None,
        "needs_confirmed_at": None,
    }
    anew = {"said_at": now(), **nothing_said}
    Attendance.objects.update_or_create(meeting=meeting, user=user, defaults=anew)
    emit(
        PersonInvited(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=user.pk),
        actor=actor,
    )


@transaction.atomic
def invite_newcomer(*, actor: None, person_id: int, group_id: int, role: str) -> None:
    """Invite somebody who has joined the group to the meetings to come; guests not.

    What they said of a meeting, and that they were invited before, stays. What they need went
    with their place before, so they confirm it anew.

    :param actor: nobody: it follows from their place in the group.
    """
    if role in GUESTS:
        return
    before = Attendance.objects.filter(user=person_id, meeting__group=group_id)
    before.update(needs_confirmed_at=None)
    coming = Meeting.objects.filter(group=group_id, state__in=Meeting.COMING)
    person = User.objects.get(pk=person_id)
    for meeting in coming.exclude(attendances__user=person_id).order_by("pk"):
        Attendance.objects.create(meeting=meeting, user=person, said_at=now())
        note(meeting, What.INVITED, actor, person=person)
        event = PersonInvited(group_id=group_id, meeting_id=meeting.pk, user_id=person_id)
        emit(event, actor=actor)


@transaction.atomic
def withdraw_invitation(*, actor: User, attendance: Attendance) -> None:
    """Take an invitation back: their hand goes down, and they leave the page and the video.

    :raises Refused: for one's own; for that of a member unless ``actor`` is a chair; when it
        was taken back already.
    """
    meeting = lock_meeting(attendance.meeting)
    require(actor, "meetings.withdraw_invitation", attendance)
    person = attendance.user
    removed, _each = meeting.attendances.filter(user=person).delete()
    if not removed:
        raise Refused(NOT_INVITED, thing=meeting)
    end_presence(meeting, person, actor=actor)
    put_hands_down(meeting, user=person)
    note(meeting, What.WITHDRAWN, actor, person=person)
    event = PersonUninvited(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=person.pk)
    emit(event, actor=actor)
    close_video(meeting, person.pk, actor=actor, why=event.name)


@transaction.atomic
def say_attendance(
    *, actor: User, meeting: Meeting, mode: Attendance.Mode, user: User | None = None
) -> Attendance:
    """Say how ``user`` means to take part: oneself, or another whom an organiser speaks for.

    Who sends apologies after all leaves, if they are there, the queue and the video. After the end
    the secretary writes down apologies, or that somebody did not come (``UNKNOWN``), until the
    summary is published; when somebody was there is said by ``add_presence``.

    :param user: ``None`` for oneself.
    :raises Refused: when they are not invited; after the end, when they were there.
    """
    person = user or actor
    own = person.pk == actor.pk
    lock_meeting(meeting)
    require(actor, "meetings.say_attendance" if own else "meetings.record_attendance", meeting)
    if meeting.state == Meeting.State.ENDED:
        _require_absent(meeting, person, mode)
    rows = Attendance.objects.filter(meeting=meeting, user=person)
    if not rows.update(mode=mode, said_at=now(), recorded_by=None if own else actor):
        raise Refused(NOT_INVITED, thing=meeting)
    if mode == Attendance.Mode.APOLOGIES:
        end_presence(meeting, person, actor=actor)
        put_hands_down(meeting, user=person)
        close_video(meeting, person.pk, actor=actor, why=AttendanceSaid.name)
    way = rows.with_way().values_list("way", flat=True).get()
    note_mode_in_open_rounds(user=person, meeting_id=meeting.pk, mode=way)
    emit(
        AttendanceSaid(group_id=meeting.group_id, meeting_id=meeting.pk, user_id=person.pk),
        actor=actor,
    )
    return rows.get()


def _require_absent(meeting: Meeting, person: User, mode: Attendance.Mode) -> None:
    """Of a meeting that is over nobody says that they came but by when they were there."""
    if mode in Attendance.PRESENT:
        raise Refused(_("The meeting is over. Write down when they were there."), thing=meeting)
    if meeting.presences.filter(user=person).exists():
        raise Refused(
            _("It is written down when they were there. Remove that first."), thing=meeting
        )


@transaction.atomic
def declare_interest(
    *, actor: User, item: AgendaItem, reason: str, user: User | None = None
) -> Recusal:
    """Declare an interest in one item: no hand and no position in it from now on.

    In the item under way a hand that is up goes down, and they leave the video until it is
    over; in a round that is open on its topic a position that was taken goes.

    :param user: ``None`` for oneself; another when the chair or secretary writes it down.
    :raises Refused: when it is declared already, or ``user`` is not invited.
    """
    person = user or actor
    own = person.pk == actor.pk
    meeting = lock_meeting(item.meeting)
    require(actor, "meetings.declare_interest" if own else "meetings.record_interest", item)
    if not meeting.attendances.standing().filter(user=person).exists():
        raise Refused(NOT_INVITED, thing=item)
    recusal, created = Recusal.objects.get_or_create(
        item=item,
        user=person,
        defaults={
            "reason": reason,
            "declared_at": now(),
            "recorded_by": None if own else actor,
        },
    )
    if not created:
        raise Refused(_("This interest is declared already."), thing=item)
    _leave(item, person, reason, actor)
    emit(
        InterestDeclared(
            group_id=item.group_id,
            meeting_id=item.meeting_id,
            item_id=item.pk,
            user_id=person.pk,
        ),
        actor=actor,
    )
    return recusal


def _leave(item: AgendaItem, person: User, reason: str, actor: User) -> None:
    """No hand, no words and no video in the item; no position in a round open on its topic."""
    meeting = item.meeting
    is_under_way = meeting.item_id == item.pk
    of_item: dict[str, Any] = {} if is_under_way else {"item": item}
    put_hands_down(meeting, user=person, **of_item)
    if is_under_way:
        close_video(meeting, person.pk, actor=actor, why=InterestDeclared.name)
    if item.topic:
        recuse_from_open_rounds(actor=actor, user=person, topic=item.topic, reason=reason)
