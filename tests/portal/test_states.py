"""A state changes by compare-and-set along ``NEXT``."""

import pytest

from core.policy import Refused
from core.states import transition, transition_all
from deliberation.models import Topic
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db
State = Topic.State
LATE = "Somebody was faster."


def test_the_row_at_hand_and_the_database_say_what_it_became():
    topic = TopicFactory(title="Before")

    transition(topic, State.CLOSED, if_changed=LATE, title="After")

    assert (topic.state, topic.title) == ("closed", "After")
    assert Topic.objects.values_list("state", "title").get() == ("closed", "After")


def test_whoever_comes_second_is_refused_and_changes_nothing():
    topic, old_page = TopicFactory(title="Before"), Topic.objects.get()
    transition(topic, State.CLOSED, if_changed=LATE)

    with pytest.raises(Refused, match=LATE) as refused:
        transition(old_page, State.CLOSED, if_changed=LATE, title="After")

    assert (refused.value.thing, old_page.state, old_page.title) == (
        f"topic.{topic.pk}",
        "open",
        "Before",
    )
    assert Topic.objects.values_list("state", "title").get() == ("closed", "Before")


def test_a_row_that_is_no_longer_among_those_stays_as_it_is():
    topic = TopicFactory()

    with pytest.raises(Refused, match=LATE):
        transition(topic, State.CLOSED, if_changed=LATE, among=Topic.objects.exclude(pk=topic.pk))

    assert Topic.objects.values_list("state", flat=True).get() == "open"


def test_only_those_of_many_change_that_may():
    was_open, was_closed = TopicFactory(title="A"), TopicFactory(title="B", state=State.CLOSED)

    assert transition_all(Topic.objects.all(), State.CLOSED, title="C") == 1

    topics = Topic.objects.order_by("pk").values_list("pk", "title")
    assert list(topics) == [(was_open.pk, "C"), (was_closed.pk, "B")]
