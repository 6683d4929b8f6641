"""What a key message rests on, in the state in which a permission is asked."""

from deliberation.models import Space
from tests.factories import KeyMessageFactory, PostFactory, TopicFactory, TopicGuestFactory

ACTIONS = {"add_evidence", "remove_evidence"}


def thing(action, condition, world):
    """A post of the member on which their message rests; or that message."""
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    message = KeyMessageFactory(topic=topic)
    if condition == "round open":
        wording = message.wordings.get()
        message.rounds.create(wording=wording, quorum=1, opened_by=world.chair)
    if action == "add_evidence":
        return message
    post = PostFactory(topic=topic, space=Space.SHARED, author=world.member, body="Two buses")
    return message.evidence.create(post=post, added_by=world.member)
