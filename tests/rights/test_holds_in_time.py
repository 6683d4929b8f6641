"""A hold that is set after the schedule looked, and before it removes."""

import pytest

from deliberation import actions
from deliberation.models import Post, Topic
from meetings import actions as meetings
from meetings.models import Meeting
from tests.factories import PostFactory

WHY = "Zinnia: an inquest was opened"


@pytest.fixture
def topic(world):
    """Closed, with a post, on the agenda of the meeting."""
    topic = world.messages[0].topic
    PostFactory(topic=topic, author=world.colin, body="Marigold")
    actions.close_topic(actor=world.marjorie, topic=topic)
    return topic


def remove(ids_of_topics, ids_of_meetings):
    """What the schedule does with what it found a moment ago; outermost first."""
    meetings.remove_expired_meetings(actor=None, ids=ids_of_meetings)
    actions.remove_expired_posts(actor=None, ids=ids_of_topics)
    if not Meeting.objects.exists():
        actions.remove_expired_topics(actor=None, ids=ids_of_topics)


def left(topic):
    posts = Post.objects.filter(topic=topic).exists()
    return Meeting.objects.exists(), posts, Topic.objects.filter(pk=topic.pk).exists()


def test_without_one_everything_goes(world, topic):
    remove([topic.pk], [world.meeting.pk])

    assert left(topic) == (False, False, False)


def test_a_hold_on_the_topic_keeps_its_posts_and_its_meeting(world, topic):
    actions.hold_topic(actor=world.sally, topic=topic, reason=WHY)
    remove([topic.pk], [world.meeting.pk])

    assert left(topic) == (True, True, True)


def test_a_hold_on_the_meeting_keeps_the_meeting(world, topic):
    meetings.hold_meeting(actor=world.sally, meeting=world.meeting, reason=WHY)
    remove([topic.pk], [world.meeting.pk])

    assert left(topic) == (True, False, True)


def test_a_topic_that_is_opened_again_keeps_its_posts(world, topic):
    actions.reopen_topic(actor=world.marjorie, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert left(topic) == (True, True, True)
