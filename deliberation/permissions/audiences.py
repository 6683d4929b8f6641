"""Rules about who reads along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, CHAIRS, ORGANISERS, OWN_PEOPLE
from accounts.permissions import role_in
from core.policy import rule
from deliberation.models import AudienceChange, Space, Topic
from deliberation.models.standing import members_open_topics
from deliberation.permissions.topics import OfTopic, topic_of


@rule(_("This topic is for named readers: name them instead."))
def is_for_the_group(person: User, thing: OfTopic) -> bool:
    return not topic_of(thing).readers_named


@rule(_("This topic is not for named readers."))
def is_for_named_readers(person: User, thing: OfTopic) -> bool:
    return topic_of(thing).readers_named


@rule(_("The group’s terms of reference do not let the secretary read the members’ space."))
def terms_let_secretary(person: User, topic: Topic) -> bool:
    return topic.group.secretary_in_members_space


@rule(_("Only the members and the secretary of the group see this."))
def is_inside(person: User, thing: object) -> bool:
    return role_in(person, thing) in OWN_PEOPLE


@rule(_("Only members of the group and its secretary open topics."))
def is_of_the_group(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in OWN_PEOPLE


@rule(_("In this group the chair and the secretary open the topics. Ask them to open one."))
def opens_topics(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in ORGANISERS or members_open_topics(person, group)


@rule(_("This topic is a consultation already."))
def is_the_members_own(person: User, topic: Topic) -> bool:
    return not topic.is_consultation


@rule(_("Only the chair, the secretary and whoever opened the group’s own topic can do this."))
def opened_it(person: User, topic: Topic) -> bool:
    mine = topic.opened_by_id == person.pk and not topic.is_consultation
    return mine and role_in(person, topic) in OWN_PEOPLE


@rule(_("Only the chair can do this."))
def stands_in_for_chair(person: User, topic: Topic) -> bool:
    """Of a topic for named readers that no chair reads any more: its secretary, else its members.

    The chair who was named may have left; nobody else of the group may learn of it.
    """
    if not topic.readers_named:
        return False
    roles = set(topic.readers(Space.SHARED).values_list("role", flat=True))
    left = {Role.SECRETARY} if Role.SECRETARY in roles else ADVISERS
    return not roles & CHAIRS and role_in(person, topic) in left


@rule(_("This has been settled already."))
def change_waits(person: User, change: AudienceChange) -> bool:
    return change.is_waiting


@rule(_("Only people who wrote there are asked, and each of them once."))
def is_asked_author(person: User, change: AudienceChange) -> bool:
    return change.unasked().filter(pk=person.pk).exists()


@rule(_("Only the chair and whoever proposed it can take this back."))
def proposed_it(person: User, change: AudienceChange) -> bool:
    return change.proposed_by_id == person.pk


@rule(_("Another chair or secretary than the one who proposed it writes down an answer."))
def did_not_propose(person: User, change: AudienceChange) -> bool:
    """Nobody alone opens to more people what somebody else told."""
    return change.proposed_by_id != person.pk


@rule(_("Only who reads all that it opens writes down the answer of somebody who wrote there."))
def reads_what_it_opens(person: User, change: AudienceChange) -> bool:
    return set(change.spaces) <= set(change.topic.spaces_of(person))


@rule(_("This topic asks nobody to accept how it is handled."))
def asks_acceptance(person: User, topic: Topic) -> bool:
    return topic.handling_first
