"""Work that no page waits for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from core.clock import today
from core.jobs import for_each, job
from core.notices.kinds import named
from core.notices.tell import tell_of_day
from network import actions
from network.models import AskedForce, NationalTopic
from network.queries import next_meeting_on, without_mandate

WARNING = timedelta(days=7)  # before the last day to answer, and before the meeting that decides


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
def tell_of_released() -> None:
    """Tell who reads them that messages were released, the day after.

    A network tells each of them once for a day, however many messages, groups and national topics
    there were; what a day without a worker left out is told with the next.
    """
    topics = NationalTopic.objects.with_new_messages().select_related("topic")
    for_each(topics.order_by("pk"), _tell_of_released)


def _tell_of_released(national_topic: Any) -> None:
    key = f"{national_topic.group_id}.{national_topic.newest_release:%Y%m%d}"
    tell_of_day(named("released_message.new"), national_topic, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def count_turnout() -> None:
    """Count how many people talked in each topic whose last day is over, once for each."""
    waiting = AskedForce.objects.uncounted().select_related("national_topic__topic", "topic__group")
    for_each(waiting.order_by("pk"), _count)


def _count(asked: AskedForce) -> None:
    actions.count_turnout(actor=None, asked=asked)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def remind_of_mandates() -> None:
    """Tell the chairs of groups without a mandate that the meeting is in a week or less.

    Once for each, however often the job is run.
    """
    asked = without_mandate(WARNING).select_related("national_topic__topic")
    for_each(asked.order_by("pk"), _remind_of_mandate)


def _remind_of_mandate(asked: AskedForce) -> None:
    if meeting := next_meeting_on(asked.national_topic):
        key = f"{asked.pk}.{meeting.pk}"
        tell_of_day(named("mandate.missing"), asked, key=key)
