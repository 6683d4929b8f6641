"""Ask which dates suit, answer, and arrange the meeting on one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from meetings.actions.changes import require_starts_ahead
from meetings.actions.meetings import LATE, call_meeting
from meetings.events import PollAnswered, PollDecided, PollExpired, PollOpened, PollWithdrawn
from meetings.models import Attendance, DatePoll, Meeting, PollAnswer, PollDate, PollReply
from meetings.models.polls import FEWEST, MOST

Can = PollAnswer.Can


@transaction.atomic
def open_poll(
    *, actor: User, group: AdvisoryGroup, dates: Sequence[datetime], answers_until: date
) -> DatePoll:
    """Ask the people of ``group`` which of ``dates`` they can make, until a last day.

    :param dates: aware, in the future, two to five of them.
    :raises Refused: when there are fewer or more, one is twice or has gone by, or the last day to
        answer has gone by or is not before the first date.
    """
    require(actor, "meetings.open_poll", group)
    if not FEWEST <= len(set(dates)) <= MOST or len(set(dates)) != len(dates):
        raise Refused(_("Ask about two to five different dates."), thing=group)
    for starts_at in dates:
        require_starts_ahead(starts_at, group)
    if not today() <= answers_until < timezone.localdate(min(dates)):
        raise Refused(_("The last day to answer lies before the first date."), thing=group)
    poll = DatePoll.objects.create(
        group=group, answers_until=answers_until, opened_by=actor, opened_at=now()
    )
    PollDate.objects.bulk_create(PollDate(poll=poll, starts_at=starts_at) for starts_at in dates)
    emit(PollOpened(group_id=group.pk, poll_id=poll.pk), actor=actor)
    return poll


@transaction.atomic
def answer_poll(
    *,
    actor: User,
    poll: DatePoll,
    answers: Mapping[int, Can],
    mode: Attendance.Mode,
    user: User | None = None,
) -> PollReply:
    """Say which dates ``user`` can make, and how they would take part; a later answer replaces it.

    :param answers: by the id of each date; all of them.
    :param mode: not known of somebody who can make none.
    :param user: ``None`` for oneself; another when an organiser was told so.
    :raises Refused: when a date is left out, they can make one and do not say how they would take
        part, or they are not asked.
    """
    person = user or actor
    own = person == actor
    lock(poll, "state", "answers_until")
    require(actor, "meetings.answer_poll" if own else "meetings.record_poll_answer", poll)
    if not poll.asked().filter(user=person).exists():
        raise Refused(_("Only the group’s own people are asked."), thing=poll)
    if set(answers) != set(poll.dates.values_list("pk", flat=True)):
        raise Refused(_("Answer for each of the dates."), thing=poll)
    if mode not in Attendance.PRESENT:
        if set(answers.values()) != {Can.NO}:
            raise Refused(_("Say how they would take part."), thing=poll)
        mode = Attendance.Mode.UNKNOWN
    reply = _reply(poll, person, mode, None if own else actor)
    PollAnswer.objects.bulk_create(
        PollAnswer(reply=reply, date_id=pk, can=can) for pk, can in answers.items()
    )
    emit(PollAnswered(**_pointers(poll), user_id=person.pk), actor=actor)
    return reply


def _reply(poll: DatePoll, person: User, mode: str, by: User | None) -> PollReply:
    """The reply of ``person``, without what they answered before."""
    new = {"mode": mode, "recorded_by": by, "said_at": now()}
    reply, _made = PollReply.objects.update_or_create(poll=poll, user=person, defaults=new)
    reply.answers.all().delete()
    return reply


@transaction.atomic
def arrange_from_poll(*, actor: User, poll_date: PollDate, **meeting: Any) -> Meeting:
    """Arrange the meeting on one of the dates; who can make it need not say again how they come.

    :param meeting: as ``call_meeting`` takes it. At another time everybody is asked anew.
    :raises Refused: when a meeting was arranged from the poll already, or it was withdrawn.
    """
    poll = poll_date.poll
    lock(poll, "state")
    require(actor, "meetings.arrange_from_poll", poll)
    arranged = call_meeting(actor=actor, group=poll.group, **meeting)
    transition(poll, DatePoll.State.ARRANGED, if_changed=LATE, meeting=arranged)
    if arranged.starts_at == poll_date.starts_at:
        _take_over(poll_date, arranged)
    emit(PollDecided(**_pointers(poll), meeting_id=arranged.pk), actor=actor)
    return arranged


def _take_over(poll_date: PollDate, meeting: Meeting) -> None:
    """Whoever said "yes" to the date takes part as they said; "if need be" is asked again."""
    replies = poll_date.poll.replies.filter(answers__date=poll_date, answers__can=Can.YES)
    for reply in replies:
        meeting.attendances.filter(user=reply.user_id).update(
            mode=reply.mode, recorded_by=reply.recorded_by_id
        )


@transaction.atomic
def withdraw_poll(*, actor: User, poll: DatePoll) -> None:
    """Ask no longer which dates suit. What was answered is removed."""
    require(actor, "meetings.withdraw_poll", poll)
    transition(poll, DatePoll.State.WITHDRAWN, if_changed=LATE)
    poll.replies.all().delete()
    emit(PollWithdrawn(**_pointers(poll)), actor=actor)


@transaction.atomic
def remove_expired_polls(*, actor: None, ids: list[int]) -> None:
    """Remove these polls with what was answered.

    :param actor: nobody: the schedule does it.
    """
    polls = DatePoll.objects.filter(pk__in=ids)
    lock_all(polls)
    for poll in polls.order_by("pk"):
        event = PollExpired(**_pointers(poll))
        poll.delete()
        emit(event, actor=actor)


def _pointers(poll: DatePoll) -> dict[str, int]:
    return {"group_id": poll.group_id, "poll_id": poll.pk}
