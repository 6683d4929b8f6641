"""How long to look: bounded with every run of the tests, long before a change lands.

``pytest tests/canary --hypothesis-profile=long`` plays long months and looks as everybody, at
every form too; the same months each time, because what fails does not land. ``search`` plays
others each time: leave it running, and mend what it finds.
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
LONG = settings(BOUNDED, max_examples=3, stateful_step_count=40)  # for each of the seeds
SEARCH = settings(LONG, max_examples=100, derandomize=False, print_blob=True)
PROFILES = {"long": LONG, "search": SEARCH}
SEEDS = {"long": (1, 2), "search": (None,)}  # each a test, for as many workers
for profile in PROFILES.items():
    settings.register_profile(*profile)


def pytest_generate_tests(metafunc):
    """The months of each seed are a test of their own."""
    if "begins_with" in metafunc.fixturenames:
        profile = metafunc.config.getoption("--hypothesis-profile")
        metafunc.parametrize("begins_with", SEEDS.get(profile, (1,)))


@pytest.fixture
def limits(request):
    """Of the profile that was asked for, or the bounded ones."""
    return PROFILES.get(request.config.getoption("--hypothesis-profile"), BOUNDED)


@pytest.fixture
def looks_long(limits):
    return limits is not BOUNDED


@pytest.fixture
def world(db):
    """The portal and its people, before anything has happened."""
    world = World()
    yield world
    world.stop()
