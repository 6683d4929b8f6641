"""What a page says somebody may do, without asking again, is what the policy says."""

from datetime import timedelta

import pytest

from accounts.models import LegalHold, Role, User
from core.clock import now, today
from core.policy import may
from deliberation import actions
from deliberation.live import TopicAudience
from deliberation.models import HotSeat, Post, Question, Topic
from deliberation.views.questions import PERMISSION
from tests.factories import PostFactory, TopicFactory, TopicGuestFactory

pytestmark = pytest.mark.django_db
ROLES = [str(role) for role in Role]
WRITERS = ["member", "secretary", "police_lead", "observer"]  # who opened the topic, or asked
STATES = ["open", "closed", "held"]


def open_to_all(people, state, **more):
    """A topic that everybody of the group may open: open, closed, or under a legal hold."""
    topic = TopicFactory(group=people.group, **more)
    for role in ("police_lead", "officer", "observer", "interpreter"):
        TopicGuestFactory(topic=topic, user=getattr(people, role))
    if state == "closed":
        Topic.objects.filter(pk=topic.pk).update(state=Topic.State.CLOSED)
    if state == "held":
        actions.hold_topic(actor=people.chair, topic=topic, reason="An inquest")
    return Topic.objects.select_related("group").get(pk=topic.pk)


def at_hand(people, role, topic):
    """The person anew, how they see the topic, and whether it is held."""
    person = User.objects.get(pk=getattr(people, role).pk)
    return person, TopicAudience.of(person, topic), LegalHold.on(topic) is not None


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_consultation", [True, False])
def test_who_changes_a_topic_is_said_as_the_policy_says_it(people, state, is_consultation):
    asked = {} if is_consultation else {"asker": "", "decision_due": None}
    pairs_at_hand, allowed = set(), set()
    for opener in WRITERS:
        topic = open_to_all(people, state, opened_by=getattr(people, opener), **asked)
        for role in ROLES:
            person, viewer, is_held = at_hand(people, role, topic)
            if viewer.changes_topic(person, topic, is_held=is_held):
                pairs_at_hand.add((opener, role))
            if may(person, "deliberation.change_topic", topic):
                allowed.add((opener, role))

    assert pairs_at_hand == allowed
    assert bool(allowed) == (state == "open")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("fate", Question.State)
def test_who_settles_a_question_is_said_as_the_policy_says_it(people, state, fate):
    """The officer is the guest of a hot seat, and answers like the police lead."""
    topic = open_to_all(people, state)
    times = {"opens_at": now(), "closes_at": now() + timedelta(hours=1), "answers_by": today()}
    HotSeat.objects.create(topic=topic, guest=people.officer, planned_by=people.chair, **times)
    pairs_at_hand, allowed = set(), set()
    for author in WRITERS:
        asked = PostFactory(topic=topic, author=getattr(people, author), label=Post.Label.QUESTION)
        reason = "Before a court" if fate == Question.State.NOT_TAKEN else ""
        Question.objects.create(post=asked, state=fate, reason=reason)
        post = Post.objects.select_related("question", "topic__group", "author").get(pk=asked.pk)
        for role in ROLES:
            person, viewer, is_held = at_hand(people, role, topic)
            viewer = viewer._replace(in_seat=role == Role.OFFICER)
            if viewer.settles(person, post, topic, is_held=is_held):
                pairs_at_hand.add((author, role))
            if any(may(person, permission, post) for permission in PERMISSION.values()):
                allowed.add((author, role))

    assert pairs_at_hand == allowed
    assert bool(allowed) == (state == "open")
