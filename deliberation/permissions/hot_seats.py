"""Rules about an hour of questions to a guest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.policy import Rule, rule
from deliberation.models import HotSeat, Post, Topic
from deliberation.permissions.topics import (
    asks_the_police,
    is_chair_or_secretary,
    is_in_the_seat,
    is_unsettled,
    reads_the_post,
    reads_topic,
    topic_is_not_held,
    topic_is_open,
    writes_posts,
)


@rule(_("This topic has a hot seat already."))
def has_no_hot_seat(person: User, topic: Topic) -> bool:
    return not HotSeat.objects.standing().filter(topic=topic).exists()


@rule(_("This hot seat is over, or does not take place."))
def is_ahead(person: User, seat: HotSeat) -> bool:
    return seat.is_ahead


@rule(_("This hot seat has begun, or does not take place."))
def is_to_come(person: User, seat: HotSeat) -> bool:
    return seat.is_to_come


@rule(_("Only the guest answers, or the chair and the secretary for a guest without an account."))
def answers_in_the_seat(person: User, post: Post) -> bool:
    if is_in_the_seat(person, post):
        return True
    typed = HotSeat.objects.standing().filter(topic=post.topic_id, guest=None)
    return role_in(person, post) in ORGANISERS and typed.exists()


organises: Rule = reads_topic & is_chair_or_secretary & topic_is_open

OF_HOT_SEATS: dict[str, Rule] = {
    "deliberation.plan_hot_seat": organises & has_no_hot_seat,
    "deliberation.change_hot_seat": organises & is_ahead & topic_is_not_held,
    "deliberation.cancel_hot_seat": organises & is_to_come,
    "deliberation.answer_from_seat": reads_the_post
    & asks_the_police
    & answers_in_the_seat
    & writes_posts
    & topic_is_open
    & topic_is_not_held
    & is_unsettled,
    "deliberation.decline_question": (is_chair_or_secretary | is_in_the_seat)
    & reads_the_post
    & asks_the_police
    & topic_is_open
    & topic_is_not_held
    & is_unsettled,
}
