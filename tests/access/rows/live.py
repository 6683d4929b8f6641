"""The polling twin of each kind of live page; the sockets are asked the same in test_sockets."""

from tests.access.cases import case
from tests.access.seen import FOR_MACHINES


def key(text):
    """A stream key in which ``{topic}`` stands for the number of that thing."""

    class Numbers(dict):
        def __init__(self, world):
            super().__init__()
            self.world = world

        def __missing__(self, name):
            return getattr(self.world, name).pk

    return lambda world, who: text.format_map(Numbers(world))


KEYS = {  # what it is -> its key, and the key of one that is not there
    "topic, shared space": ("topic.{topic}.shared", "topic.999999.shared"),
    "topic, members’ space": ("topic.{topic}.members", "topic.999999.members"),
    "topic without guests": ("topic.{quiet}.shared", "topic.999999.shared"),
    "topic for named readers": ("topic.{named}.shared", "topic.999999.shared"),
    "topic for named readers, members’ space": ("topic.{named}.members", "topic.999999.members"),
    "topic, handling first": ("topic.{briefing}.shared", "topic.999999.shared"),
    "meeting, called": ("meeting.{called}", "meeting.999999"),
    "meeting, open": ("meeting.{live}", "meeting.999999"),
    "meeting without guests": ("meeting.{inner}", "meeting.999999"),
    "webcast, shared space": ("webcast.{webcast}.shared", "webcast.999999.shared"),
    "webcast, members’ space": ("webcast.{webcast}.members", "webcast.999999.members"),
    "webcast for named readers": ("webcast.{named_webcast}.shared", "webcast.999999.shared"),
    "break-glass, running": ("glass.{running}", "glass.999999"),
    "break-glass, of another administrator": ("glass.{other_running}", "glass.999999"),
    "break-glass, asked": ("glass.{own_glass}", "glass.999999"),
    "none such": ("nothing.1", "nothing.2"),
}
CASES = [
    case(
        "stream",
        why,
        key=key(text),
        unknown=nothing,
        headers={"accept": "application/json"},
        seen=FOR_MACHINES,
        reading=True,
    )
    for why, (text, nothing) in KEYS.items()
]
