import pytest

from tests.network import nation, summaries
from tests.stories import Story

TEXT = "Put it on the app: marigold"


def found(things):
    vars(things).update(vars(nation.network()))


def decide(things):
    summaries.took_part(things)
    with nation.after(40):
        summaries.met(things)


def take_part(things):
    nation.taking_part(things, "SOL", "UPL")


DECIDED = Story(network=found, decided=decide)
TAKING_PART = Story(network=found, two_take_part=take_part)


@pytest.fixture
def network(request, db):
    """A network with three forces and an associate, and a topic that can be put to them."""
    story = DECIDED if "decided" in request.fixturenames else TAKING_PART
    return story.begin({"network", *request.fixturenames})


@pytest.fixture
def two_take_part(network):
    """Solentshire and Uplands take part in the topic."""
    return TAKING_PART.go_on(network, to="two_take_part")


@pytest.fixture
def decided(network):
    """The last day is over, and the meeting that decided six messages too."""
    with nation.after(40):
        yield network


@pytest.fixture
def solent(two_take_part):
    """The words of Solentshire are out, in Welsh too."""
    network = two_take_part
    message = nation.agreed(network.local["SOL"], TEXT)
    [offer] = nation.offered(network, "SOL", message, in_welsh={message.pk: "Ar yr ap: melyn"})
    [network.row] = nation.released(network, "SOL", offer)
    network.offer, network.message = nation.afresh(offer), message
    return network
