"""What each permission of this app is asked about, in the state in which the deed is possible."""

from accounts.models import LegalHold
from deliberation.actions import Asked, open_agreement_round
from deliberation.models import AgreementRound, KeyMessage, Space, Topic
from deliberation.permissions import SpaceOf
from tests.factories import (
    KeyMessageFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)

STATES = {
    "write_statement": KeyMessage.State.AGREED,
    "send_key_message": KeyMessage.State.AGREED,
    "answer_key_message": KeyMessage.State.SENT,
}
OF_A_TOPIC = {
    "view_topic",
    "close_topic",
    "reopen_topic",
    "invite_guest",
    "remove_guest",
    "propose_key_message",
    "hold_topic",
    "ask_to_lift_hold",
    "lift_hold",
}
OF_A_ROUND = {"take_position", "record_position", "close_round", "see_positions"}


def thing(permission, condition, world):
    deed = permission.partition(".")[2]
    if deed == "open_topic":
        return world.group
    topic = topic_of(world, condition, closed=deed == "reopen_topic")
    if deed in OF_A_TOPIC:
        hold_on(topic, deed)
        return topic
    if deed in ("read_space", "write_post"):
        return SpaceOf(topic, Space(condition.partition(",")[0]))
    if deed == "remove_post":
        return PostFactory(topic=topic, space=Space(condition))
    state = STATES.get(deed, KeyMessage.State.PROPOSED)
    message = KeyMessageFactory(topic=topic, state=state)
    if deed in OF_A_ROUND:
        return round_on(message, world, closed=deed == "see_positions" and not condition)
    return message


def hold_on(thing, deed):
    """The legal hold that a deed about it needs; somebody else has asked to lift it."""
    if deed in ("ask_to_lift_hold", "lift_hold"):
        hold = LegalHold.objects.begin(thing, thing.group_id, UserFactory(), "An inquest")
    if deed == "lift_hold":
        LegalHold.objects.ask_to_lift(hold, UserFactory())


def topic_of(world, condition, *, closed):
    if "secretary let in" in condition:
        world.group.secretary_in_members_space = True
        world.group.save()
    state = Topic.State.CLOSED if closed else Topic.State.OPEN
    topic = TopicFactory(group=world.group, state=state)
    if condition != "no guest invited":
        for guest in (world.observer, world.police_lead):
            TopicGuestFactory(topic=topic, user=guest)
    return topic


def round_on(message, world, *, closed):
    asked = [Asked(world.member), Asked(world.chair)]
    made = open_agreement_round(actor=world.chair, key_message=message, asked=asked)
    if closed:
        made.state, made.outcome = AgreementRound.State.CLOSED, "not_quorate"
    return made
