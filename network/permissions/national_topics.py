"""Who may do what with a topic that a network puts to its forces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.memberships import OWN_PEOPLE
from accounts.permissions import group_works, is_organiser, role_in
from core.clock import today
from core.marking import Marking
from core.policy import Rule, rule
from deliberation.models import Topic
from deliberation.permissions.topics import topic_is_not_held
from network.models import AskedForce, NationalTopic
from network.permissions.forces import is_network

State = NationalTopic.State
Things = NationalTopic | AskedForce | Topic

its_group_works = Rule(lambda person, thing: group_works(person, thing.group))
is_of_network = Rule(lambda person, thing: is_network(person, thing.group))


@rule(_("Only the network’s own people see which force did what."))
def belongs_to_network(person: User, national_topic: NationalTopic) -> bool:
    return role_in(person, national_topic) in OWN_PEOPLE


@rule(_("This topic is closed."))
def topic_is_open(person: User, topic: Topic) -> bool:
    return topic.state == Topic.State.OPEN


@rule(_("Say first who asks, and when they decide: make the topic a consultation."))
def somebody_asks(person: User, topic: Topic) -> bool:
    return topic.is_consultation


@rule(_("This topic is a national topic already."))
def is_no_national_topic(person: User, topic: Topic) -> bool:
    return not NationalTopic.objects.standing().filter(topic=topic).exists()


@rule(
    _(
        "Only a topic that is OFFICIAL, for the whole group, and opens without accepting its"
        " handling first is put to other groups."
    )
)
def opens_to_everybody(person: User, thing: Things) -> bool:
    topic = thing if isinstance(thing, Topic) else _question(thing)
    return topic.marking == Marking.OFFICIAL and not topic.is_restricted


def _question(thing: NationalTopic | AskedForce) -> Topic:
    """The topic of the network."""
    return (thing.national_topic if isinstance(thing, AskedForce) else thing).topic


@rule(_("This is no draft any more."))
def is_draft(person: User, national_topic: NationalTopic) -> bool:
    return national_topic.state == State.DRAFT


@rule(_("Ask a force first."))
def asks_somebody(person: User, national_topic: NationalTopic) -> bool:
    return national_topic.asked.exists()


@rule(_("The last day to answer is over."))
def has_time_left(person: User, national_topic: NationalTopic) -> bool:
    return today() <= national_topic.closes_on


@rule(_("The last day is over: it cannot be moved any more."))
def moves_still(person: User, national_topic: NationalTopic) -> bool:
    return national_topic.state == State.DRAFT or today() <= national_topic.closes_on


@rule(_("This is not open."))
def is_open(person: User, national_topic: NationalTopic) -> bool:
    return national_topic.state == State.OPEN


@rule(_("This is over already."))
def is_not_over(person: User, national_topic: NationalTopic) -> bool:
    return not national_topic.is_over


OF_NATIONAL_TOPICS = {
    "network.draft_national_topic": is_of_network
    & is_organiser
    & its_group_works
    & topic_is_open
    & somebody_asks
    & opens_to_everybody
    & is_no_national_topic,
    "network.ask_force": is_organiser
    & its_group_works
    & is_not_over
    & has_time_left
    & opens_to_everybody,
    "network.remove_asked": is_organiser & its_group_works & is_draft & topic_is_not_held,
    "network.change_window": is_organiser & its_group_works & is_not_over & moves_still,
    "network.open_national_topic": is_organiser
    & its_group_works
    & is_draft
    & has_time_left
    & asks_somebody
    & opens_to_everybody,
    "network.close_national_topic": is_organiser & is_open,
    "network.cancel_national_topic": is_organiser & is_not_over,
    "network.view_forces": belongs_to_network,
    "network.view_reasons": is_organiser,
}
