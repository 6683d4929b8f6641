"""One long story in which everything happens once, looked at from everywhere."""

import pytest

from tests.canary.beginnings import whole_story
from tests.canary.channels import look
from tests.canary.history import NOBODY

pytestmark = pytest.mark.pdf
OF_EVERY_KIND = (
    "Marjorie",
    "Doreen",
    "Sally",
    "Rob",
    "Hannah",
    "Nuala",
    "Piotr",
    "Gwen",
    "Nadia",
    "Adam",
    NOBODY,
)


@pytest.mark.long("eleven people look everywhere after everything has happened")
def test_nobody_finds_a_word_that_is_not_for_them_and_everybody_finds_what_is(world, looks_long):
    whole_story(world)

    look(world, people=OF_EVERY_KIND, thorough=looks_long)
