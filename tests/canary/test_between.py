"""What goes between groups reaches whom the decision records name, and a weakened portal is found out."""

import pytest

from tests.canary.channels import look
from tests.canary.history import NOBODY
from tests.canary.outward import AT, KINDS, between_groups
from tests.canary.world import World
from tests.stories import Story

OF_EVERY_KIND = (
    "Doreen",
    "Rob",
    "Gwen",
    "Ama",
    "Iris",
    "Pam",
    "Nils",
    "Nell",
    "Noel",
    "Nadia",
    "Nahid",
    "Adam",
    NOBODY,
)


def tell(things):
    things.world = World()
    try:
        between_groups(things.world)
    finally:
        things.world.stop()


BETWEEN = Story(between=tell)


@pytest.fixture
def letters_world(db):
    """The portal after that story."""
    world = BETWEEN.begin(["between"]).world
    yield world
    world.stop()


@pytest.mark.long("the story is told, and thirteen people look at what groups say to each other")
def test_what_goes_between_groups_is_found_by_whom_it_is_for_and_nobody_else(letters_world):
    look(letters_world, people=OF_EVERY_KIND, at=AT, kinds=KINDS)
