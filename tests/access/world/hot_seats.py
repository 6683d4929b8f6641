"""A topic in which the police lead answers questions, with one; a hot seat of the named readers."""

from datetime import timedelta

from core.clock import now, today
from deliberation.models import HotSeat
from tests.access.world.topics import said, topic
from tests.factories import PostFactory


def add_to(world):
    world.asking = topic(world, "asking", guests=("police lead", "observer", "ex-member"))
    world.hot_seat = hot_seat(world, world.asking, guest=world.person["police lead"])
    cancelled = {"guest_name": world.words["named"], "state": HotSeat.State.CANCELLED}
    world.named_hot_seat = hot_seat(world, world.named, **cancelled)
    world.asked_guest = PostFactory(
        topic=world.asking, author=world.doreen, body=said(world), label="question"
    )


def hot_seat(world, topic, **fields):
    begins = now() + timedelta(days=2)
    return HotSeat.objects.create(
        topic=topic,
        opens_at=begins,
        closes_at=begins + timedelta(hours=1),
        answers_by=today() + timedelta(days=9),
        planned_by=world.person["chair"],
        **fields,
    )
