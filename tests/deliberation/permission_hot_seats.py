"""An hour of questions to a guest, in the state in which a permission is asked."""

from datetime import timedelta

from core.clock import now, today
from deliberation.models import HotSeat, Post
from tests.factories import PostFactory, TopicFactory, TopicGuestFactory

ACTIONS = {"plan_hot_seat", "change_hot_seat", "cancel_hot_seat", "answer_from_seat"}
ACTIONS |= {"decline_question"}


def thing(action, condition, world):
    """The topic, its hot seat in an hour, or a question that the member put to its guest."""
    topic = TopicFactory(group=world.group)
    for guest in (world.observer, world.police_lead):
        TopicGuestFactory(topic=topic, user=guest)
    if action == "plan_hot_seat" and condition != "there is one":
        return topic
    begins = now() + timedelta(hours=1) * (-1 if condition == "begun" else 1)
    is_lead = "police lead is the guest" in condition
    seat = HotSeat.objects.create(
        topic=topic,
        guest=world.police_lead if is_lead else None,
        guest_name="" if is_lead else "Ann Hall",
        opens_at=begins,
        closes_at=begins + timedelta(hours=2),
        answers_by=today() + timedelta(days=9),
        state=HotSeat.State.CANCELLED if condition == "cancelled" else HotSeat.State.PLANNED,
        planned_by=world.chair,
    )
    if action == "plan_hot_seat":
        return topic
    if action in ("change_hot_seat", "cancel_hot_seat"):
        return seat
    return PostFactory(topic=topic, author=world.member, label=Post.Label.QUESTION)
