import pytest

from tests.deliberation.conftest import a_group
from tests.visits.arranged import adopt_risks


@pytest.fixture
def people(db):
    """One person in each role of the group ``people.group``, by role; it has a risk assessment."""
    people = a_group()
    adopt_risks(people)
    return people


@pytest.fixture
def files(settings, tmp_path):
    """The folder in which files are kept, for one test."""
    default = settings.STORAGES["default"]
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**default, "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path
