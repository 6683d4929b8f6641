"""A hot seat in a week: a guest who reads the shared space, and questions to them."""

from datetime import UTC, date, datetime

import pytest

from core.clock import at
from deliberation import actions
from deliberation.jobs import keep_hot_seat_times
from deliberation.models import Post, Space
from tests.factories import TopicGuestFactory

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)  # a Tuesday
BEGINS, ENDS = (
    datetime(2026, 4, 2, hour, tzinfo=UTC) for hour in (18, 19)
)  # summer time: 7pm, 8pm
PROMISED = date(2026, 4, 9)  # three working days later: Easter lies between
LABEL = Post.Label.QUESTION


@pytest.fixture
def noon():
    with at(NOON):
        yield


@pytest.fixture
def invited(people, topic, noon):
    """Dele, an officer, reads the shared space."""
    TopicGuestFactory(topic=topic, user=people.officer)
    return people.officer


@pytest.fixture
def seat(people, topic, invited):
    return planned(people, topic, guest=invited)


def planned(people, topic, **fields):
    plan = {"guest": None, "guest_name": "", "opens_at": BEGINS, "closes_at": ENDS}
    plan |= {"answers_by": PROMISED, **fields}
    return actions.plan_hot_seat(actor=people.chair, topic=topic, plan=plan)


def ask(person, topic, body="Lobelia: who pays?", **fields):
    where = {"topic": topic, "space": Space.SHARED, "label": LABEL}
    return actions.write_post(actor=person, body=body, **{**where, **fields})


def run(moment):
    """What the worker does at ``moment``."""
    with at(moment):
        keep_hot_seat_times()
