import pytest

from tests.network import nation

TEXT = "Put it on the app: marigold"


@pytest.fixture
def network(db):
    """A network with three forces and an associate, and a topic that can be put to them."""
    return nation.network()


@pytest.fixture
def solent(network):
    """Solentshire and Uplands take part; the words of Solentshire are out, in Welsh too."""
    nation.taking_part(network, "SOL", "UPL")
    message = nation.agreed(network.local["SOL"], TEXT)
    [offer] = nation.offered(network, "SOL", message, in_welsh={message.pk: "Ar yr ap: melyn"})
    [network.row] = nation.released(network, "SOL", offer)
    network.offer, network.message = nation.afresh(offer), message
    return network
