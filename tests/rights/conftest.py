import pytest

from tests.publications.harbour import harbour


@pytest.fixture
def world(db):
    """The Harbour group, its people by first name, its meeting and its key messages."""
    return harbour()
