"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from core.clock import today
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from network import actions
from network.models import AskedForce

WARNING = timedelta(days=7)  # before the last day to answer


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_asks() -> None:
    """Tell who has not answered that the last day is in a week or less, and when it is here.

    Once for each, however often the job is run.
    """
    near = AskedForce.objects.waiting().filter(national_topic__closes_on__lte=today() + WARNING)
    for_each(near.select_related("national_topic").order_by("pk"), _remind)


def _remind(asked: AskedForce) -> None:
    closes_on = asked.national_topic.closes_on
    name = "asked_force.last_day" if closes_on == today() else "asked_force.closes_soon"
    tell_of_day(named(name), asked, key=f"{asked.pk}.{closes_on:%Y%m%d}")


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def count_turnout() -> None:
    """Count how many people talked in each topic whose last day is over, once for each."""
    waiting = AskedForce.objects.uncounted().select_related("national_topic__topic", "topic__group")
    for_each(waiting.order_by("pk"), _count)


def _count(asked: AskedForce) -> None:
    actions.count_turnout(actor=None, asked=asked)
