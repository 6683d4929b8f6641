"""Listeners of a meeting: who opens it to them, and who is one."""

from meetings.models import Listener, Presence
from tests.access.cases import case
from tests.access.seen import FOR_MACHINES, by

JSON = {"accept": "application/json"}
ALLOWED = {"kinds": "members", "although_open": "on"}


def is_heard(world):
    """Open to the members of the group, of whom nobody takes part; all of them listen already."""
    world.live.heard_by_members = True
    world.live.item = world.live_item
    world.live.save(update_fields=["heard_by_members", "item"])
    world.live.attendances.update(mode="unknown")
    Presence.objects.filter(meeting=world.live).delete()
    for person in world.person.values():
        if person is not None:
            Listener.objects.create(meeting=world.live, user=person)


CASES = [
    case("meetings:listeners-allow", pk="live", post=ALLOWED, seen=by("marjorie", pk=2)),
    case("meetings:listeners-allow", "ended", pk="ended"),
    case("meetings:listen", "to nobody", pk="live"),
    case("meetings:listen", pk="live", before=is_heard, seen=by("kerry", pk=2), reading=True),
    case("meetings:listen-begin", pk="live", get=False, post={}, before=is_heard),
    case("meetings:listen-stop", pk="live", get=False, post={}, before=is_heard),
    case("meetings:listen-join", pk="live", get=False, post={}, headers=JSON, before=is_heard),
    case(
        "meetings:listen-news",
        pk="live",
        headers=JSON,
        before=is_heard,
        seen=FOR_MACHINES,
        reading=True,
    ),
]
