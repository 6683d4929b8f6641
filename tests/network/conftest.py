import pytest

from tests.network import nation


@pytest.fixture
def network(db):
    """A network with three forces and an associate, and a topic that can be put to them."""
    return nation.network()
