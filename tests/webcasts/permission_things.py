"""What each permission of this app is asked about, in the state in which the action is possible."""

from deliberation.models import Space
from deliberation.permissions import SpaceOf
from tests.factories import TopicFactory, TopicGuestFactory, UserFactory
from webcasts.models import Bookmark, Webcast
from webcasts.permissions import Beside


def thing(permission, condition, world):
    """A topic of the group, its webcast, or a moment of it, in the state that ``condition`` says."""
    topic = TopicFactory(group=world.group, state="closed" if condition == "closed" else "open")
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    if permission == "webcasts.add_webcast":
        return topic
    author = world.police_lead if condition == "of the police lead" else world.member
    webcast = Webcast.objects.create(
        topic=topic,
        title="Day 1",
        address="https://conference.example/1",
        added_by=UserFactory() if condition == "of somebody else" else world.member,
        state="cancelled" if condition == "cancelled" else "planned",
    )
    space = Space.MEMBERS if condition == "members’ space" else Space.SHARED
    if permission == "webcasts.write_bookmark":
        return Beside(webcast, SpaceOf(topic, space))
    if permission == "webcasts.remove_bookmark":
        return Bookmark.objects.create(
            webcast=webcast, topic=topic, space=space, second=1, words="Here", author=author
        )
    return webcast
