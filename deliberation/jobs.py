"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.clock import now, today
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from core.working_days import working_day_after
from deliberation.actions import close_round_on_time, keep_hot_seat_time
from deliberation.last_days import answers_until
from deliberation.models import AgreementRound, HotSeat, KeyMessage

WARNING = timedelta(days=7)  # before a response is due
SOON = timedelta(hours=1)  # before a hot seat begins


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_responses() -> None:
    """Tell who owes a response that its day is near or here, and who waits that it is past."""
    waiting = KeyMessage.objects.awaiting_answer().select_related("topic")
    for_each(waiting.prefetch_related("responses").order_by("pk"), _remind_of_response)
    to_review = KeyMessage.objects.to_review().prefetch_related("responses").order_by("pk")
    for_each(to_review, lambda key_message: _tell("response.review_due", key_message))


def _remind_of_response(key_message: KeyMessage) -> None:
    if (due := key_message.answer_due) is None:
        return
    if due < today():
        _tell("response.overdue", key_message)
    elif due == today():
        _tell("response.due", key_message)
    elif due - WARNING <= today():
        _tell("response.due_soon", key_message)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_rounds() -> None:
    """Tell those who have not answered that the last day of a round is the next working day.

    Or that it is today, where the round was opened since; once for each last day.
    """
    until = answers_until(working_day_after(today(), 1))
    rounds = AgreementRound.objects.taking_answers().filter(answers_until__lte=until)
    for_each(rounds.select_related("key_message__topic").order_by("pk"), _remind_of_round)


def _remind_of_round(agreement_round: AgreementRound) -> None:
    key = f"{agreement_round.pk}.{agreement_round.answers_until:%Y%m%d}"
    tell_of_day(named("agreement_round.closes_soon"), agreement_round, key=key)


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=1))
def close_rounds() -> None:
    """Close the rounds whose time to answer has ended."""
    rounds = AgreementRound.objects.due().select_related("key_message__topic__group")
    for_each(
        rounds.order_by("pk"),
        lambda agreement_round: close_round_on_time(actor=None, agreement_round=agreement_round),
    )


@job(timeout=timedelta(minutes=1), attempts=1, every=timedelta(minutes=1))
def keep_hot_seat_times() -> None:
    """Begin and end the hot seats whose time has come."""
    seats = HotSeat.objects.due().select_related("topic").order_by("pk")
    for_each(seats, lambda seat: keep_hot_seat_time(actor=None, seat=seat))


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(minutes=15))
def remind_of_hot_seats() -> None:
    """Tell the readers of its topic that a hot seat begins within the hour; once for each start."""
    seats = HotSeat.objects.beginning_until(now() + SOON).select_related("topic")
    for_each(seats.order_by("pk"), _remind_of_hot_seat)


def _remind_of_hot_seat(seat: HotSeat) -> None:
    key = f"{seat.pk}.{seat.opens_at:%Y%m%d%H%M}"
    tell_of_day(named("hot_seat.begins_soon"), seat, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_questions() -> None:
    """Tell who sees to it that the day has passed until which questions were to be answered."""
    seats = HotSeat.objects.overdue().select_related("topic").order_by("pk")
    for_each(
        seats,
        lambda seat: tell_of_day(
            named("hot_seat.answers_overdue"), seat, key=f"{seat.pk}.{seat.answers_by:%Y%m%d}"
        ),
    )


def _tell(name: str, key_message: KeyMessage) -> None:
    """Once for each day on which a response is due, however often the job is run."""
    key = f"{key_message.pk}.{key_message.answer_due:%Y%m%d}"
    tell_of_day(named(name), key_message, key=key)
