"""A webcast of the topic that all read, with a moment in each space; one of the named readers."""

from webcasts.models import Bookmark, Webcast


def add_to(world):
    world.webcast = webcast(world, world.topic)
    world.named_webcast = webcast(world, world.named)
    world.bookmark = bookmark(world, "shared", world.words["group"])
    world.members_bookmark = bookmark(world, "members", world.words["members"])


def webcast(world, topic):
    return Webcast.objects.create(
        topic=topic,
        title="Petunia, day 1" if topic.readers_named else "National conference, day 1",
        address="https://conference.example/day-1",
        added_by=world.person["member"],
    )


def bookmark(world, space, words):
    return Bookmark.objects.create(
        webcast=world.webcast,
        topic=world.topic,
        space=space,
        second=725,
        words=words,
        author=world.person["member"],
    )
