"""What the oracle answers about words that the portal never took."""

from tests.canary.actions import agree
from tests.canary.beginnings import first_days
from tests.canary.oracle import Reader, must_find


def test_nobody_has_to_find_a_wording_that_was_refused(world):
    topics = first_days(world)
    before = set(world.history.words)

    proposed = agree.propose(world, "Rob", topics["open"])

    refused = [word for text, word in world.history.words.items() if text not in before]
    readers = [Reader(world.history, name) for name in world.history.people]
    assert (proposed, [word.kind for word in refused]) == (None, ["wording"])
    assert [me.name for me in readers if must_find(me, refused[0])] == []
