import pytest

from tests.publications.harbour import harbour
from tests.stories import Story


def gather(world):
    vars(world).update(vars(harbour()))


HARBOUR = Story(world=gather)


@pytest.fixture
def world(db):
    """The Harbour group, its people by first name, its meeting and its key messages."""
    return HARBOUR.begin({"world"})
