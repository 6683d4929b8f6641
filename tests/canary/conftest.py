"""How long to look: bounded with every run of the tests, long before a change lands.

``pytest tests/canary --hypothesis-profile=long`` plays other months each time, and looks as
everybody, at every form too.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.canary.world import World

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
BOUNDED = settings(
    max_examples=2,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,  # the same in each run, so that a change is found where it is made
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=SLOW,
)
LONG = settings(
    BOUNDED, max_examples=10, stateful_step_count=40, derandomize=False, print_blob=True
)
settings.register_profile("long", LONG)


@pytest.fixture
def looks_long(request):
    return request.config.getoption("--hypothesis-profile") == "long"


@pytest.fixture
def world(db):
    """The portal and its people, before anything has happened."""
    world = World()
    yield world
    world.stop()
