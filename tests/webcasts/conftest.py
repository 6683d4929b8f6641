import pytest

from tests.deliberation.conftest import a_group, front_counter


@pytest.fixture
def people(db):
    """One person in each role of the group ``people.group``, by role."""
    return a_group()


@pytest.fixture
def topic(people):
    """A topic to which the police lead and the observer are invited."""
    return front_counter(people)
