"""Who only listens reads nothing that no room may show, and a weakened portal is found out."""

import pytest

from core import clock
from tests.canary.actions import captions, meet, talk
from tests.canary.beginnings import certain
from tests.canary.channels import on_the_screens_of_rooms, to_listeners


def look_at_screens(world):
    with clock.at(world.history.now):
        on_the_screens_of_rooms(world)
        to_listeners(world)


@pytest.mark.long("a meeting is called, and captions are written in two of its items")
def test_listeners_read_nothing_of_an_item_behind_a_door(world, monkeypatch):
    here = world.harbour
    plain, kept = (
        certain(talk.open_topic(world, "Sally", here, guests=("Rob",), first=first))
        for first in (False, True)
    )
    for name in ("Marjorie", "Colin", "Sally", "Rob"):
        certain(talk.accept_handling(world, name, kept))
    meeting = certain(meet.call(world, "Sally", here, [plain, kept], ("Rob",)))
    certain(meet.open_meeting(world, "Marjorie", meeting))
    for topic in (plain, kept):
        certain(meet.start_item(world, "Marjorie", meeting, topic))
        certain(captions.caption(world, "Colin", "Sally", meeting))
        look_at_screens(world)
    monkeypatch.setattr("meetings.room_screen.is_private_to_listeners", lambda meeting: False)

    with pytest.raises(AssertionError, match=r"who listens to meeting \d+ reads"):
        look_at_screens(world)
