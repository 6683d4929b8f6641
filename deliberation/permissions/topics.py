"""Rules about topics, posts, key messages and rounds."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import ADVISERS, ANSWERERS, CHAIRS, ORGANISERS, OWN_PEOPLE, POLICE
from accounts.permissions import is_not_held, role_in
from core.clock import now
from core.policy import rule
from deliberation.interests import declared_in
from deliberation.models import (
    AgreementRound,
    AudienceChange,
    Entitlement,
    HotSeat,
    KeyMessage,
    Post,
    Question,
    Space,
    Topic,
)


class SpaceOf(NamedTuple):
    """One space of a topic. The record does not name ``unnamed_id``, who writes without a name."""

    topic: Topic
    space: Space
    unnamed_id: int | None = None

    @property
    def group_id(self) -> int:
        return self.topic.group_id

    @property
    def topic_id(self) -> int:
        return self.topic.pk


OfTopic: TypeAlias = Topic | SpaceOf | Post | KeyMessage | AgreementRound | AudienceChange | HotSeat


def topic_of(thing: OfTopic) -> Topic:
    if isinstance(thing, AgreementRound):
        thing = thing.key_message
    return thing if isinstance(thing, Topic) else thing.topic


@rule(_("Only people who were invited to this topic can see it."))
def sees_topic(person: User, thing: OfTopic) -> bool:
    return topic_of(thing).is_visible_to(person)


@rule(_("Accept how this topic is handled first."))
def accepted_handling(person: User, thing: OfTopic) -> bool:
    return topic_of(thing).handling_accepted_by(person)


@rule(_("Only the members read and write in their own space."))
def reads_space(person: User, thing: SpaceOf) -> bool:
    return thing.space in thing.topic.spaces_of(person)


@rule(_("Only the chair can do this."))
def is_chair(person: User, thing: object) -> bool:
    return role_in(person, thing) in CHAIRS


@rule(_("Only the chair and the secretary can do this."))
def is_chair_or_secretary(person: User, thing: object) -> bool:
    return role_in(person, thing) in ORGANISERS


@rule(_("Only the secretary can do this."))
def is_secretary(person: User, thing: object) -> bool:
    return role_in(person, thing) == Role.SECRETARY


@rule(_("Only members of the group advise."))
def is_adviser(person: User, thing: object) -> bool:
    return role_in(person, thing) in ADVISERS


@rule(_("Only members of the group and their secretary word key messages."))
def words_messages(person: User, thing: object) -> bool:
    return role_in(person, thing) in OWN_PEOPLE


@rule(_("Observers and interpreters read here, they do not write."))
def writes_posts(person: User, thing: object) -> bool:
    return role_in(person, thing) in OWN_PEOPLE | POLICE


@rule(_("The police lead responds to key messages; the secretary can do it on their behalf."))
def answers(person: User, thing: object) -> bool:
    return role_in(person, thing) in ANSWERERS


@rule(_("Only people who were named can see this topic."))
def sees_message(person: User, key_message: KeyMessage) -> bool:
    """The police answer what was published, invited to its topic or not; else its readers do."""
    topic = key_message.topic
    if key_message.is_published and not topic.readers_named:
        return True
    return topic.is_visible_to(person) and topic.handling_accepted_by(person)


@rule(_("This topic is closed."))
def topic_is_open(person: User, thing: Topic | SpaceOf | Post | KeyMessage | HotSeat) -> bool:
    return topic_of(thing).state == Topic.State.OPEN


@rule(_("This topic is open."))
def topic_is_closed(person: User, thing: Topic) -> bool:
    return thing.state == Topic.State.CLOSED


@rule(_("This key message has been decided; its wording is fixed."))
def is_undecided(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.PROPOSED


@rule(_("A round on this key message is open already."))
def has_no_open_round(person: User, key_message: KeyMessage) -> bool:
    return not key_message.rounds.filter(state=AgreementRound.State.OPEN).exists()


@rule(_("You declared an interest, so you propose no key message on this topic."))
def has_no_interest_in_topic(person: User, topic: Topic) -> bool:
    return person.pk not in declared_in(topic.pk)


@rule(_("You declared an interest, so you take no part in this key message."))
def has_no_interest(person: User, key_message: KeyMessage) -> bool:
    if person.pk in declared_in(key_message.topic_id):
        return False
    recused = Entitlement.objects.filter(round__key_message=key_message, recused=True)
    return not recused.filter(user=person).exists()


@rule(_("Only agreed key messages are sent."))
def is_agreed(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.AGREED


@rule(_("Only agreed key messages are sent."))
def is_to_be_published(person: User, key_message: KeyMessage) -> bool:
    """Agreed, and perhaps sent to the police lead already."""
    return key_message.state in (KeyMessage.State.AGREED, KeyMessage.State.SENT_INSIDE)


@rule(_("Only a key message that was sent to the police lead alone can be taken back."))
def is_sent_inside(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.SENT_INSIDE


@rule(_("The police have responded to it, so it stands."))
def is_unanswered(person: User, key_message: KeyMessage) -> bool:
    return not key_message.responses.exists()


@rule(_("Only key messages that were sent get a response."))
def is_sent(person: User, key_message: KeyMessage) -> bool:
    return key_message.state in KeyMessage.WITH_THE_POLICE


@rule(_("Only key messages that were sent, or published with both views, get a response."))
def gets_answers(person: User, key_message: KeyMessage) -> bool:
    """What was published without an agreed view may be answered; nothing is owed to it."""
    return key_message.is_published or key_message.state == KeyMessage.State.SENT_INSIDE


@rule(_("The police have not answered it yet."))
def is_answered(person: User, key_message: KeyMessage) -> bool:
    newest = key_message.responses.order_by("-pk").first()
    return newest is not None and newest.is_final


@rule(_("The group has said this of an answer to this key message already: it can once."))
def is_never_unaddressed(person: User, key_message: KeyMessage) -> bool:
    return not key_message.responses.filter(unaddressed_on__isnull=False).exists()


@rule(_("Only people who can read this post can do this."))
def reads_the_post(person: User, post: Post) -> bool:
    return Post.objects.visible_to(person).filter(pk=post.pk).exists()


@rule(_("These words have been removed already."))
def has_its_words(person: User, post: Post) -> bool:
    return post.removed_at is None


@rule(_("Only the person who wrote this post can do this."))
def wrote_the_post(person: User, post: Post) -> bool:
    return post.author_id == person.pk


@rule(_("You can change a post for 30 minutes after you wrote it. Write a new post instead."))
def is_editable(person: User, post: Post) -> bool:
    return now() < post.editable_until


@rule(_("Only a question in the shared space is answered, carried or withdrawn."))
def asks_the_police(person: User, post: Post) -> bool:
    return post.label == Post.Label.QUESTION and post.space == Space.SHARED


@rule(_("Only the guest of the hot seat can do this."))
def is_in_the_seat(person: User, post: Post) -> bool:
    seats = HotSeat.objects.standing().filter(topic=post.topic_id)
    return seats.filter(guest=person).exists()


@rule(_("Only the person who asked, the chair, the secretary and the police lead can do this."))
def settles_questions(person: User, post: Post) -> bool:
    """And the guest whom they ask, where the topic has a hot seat."""
    role = role_in(person, post)
    by_role = post.author_id == person.pk or role in ORGANISERS or role == Role.POLICE_LEAD
    return by_role or bool(is_in_the_seat(person, post))


@rule(_("This question has been answered or withdrawn already."))
def is_unsettled(person: User, post: Post) -> bool:
    return post.fate in (Question.State.OPEN, Question.State.CARRIED)


@rule(_("This question is to be asked at the meeting already."))
def is_not_carried(person: User, post: Post) -> bool:
    return post.fate != Question.State.CARRIED


@rule(_("This question is open."))
def is_no_open_question(person: User, post: Post) -> bool:
    return post.fate != Question.State.OPEN


@rule(_("A legal hold covers this topic: nothing in it is removed or changed."))
def topic_is_not_held(person: User, thing: Post | SpaceOf | KeyMessage | HotSeat) -> bool:
    return bool(is_not_held(person, thing.topic))


reads_topic = sees_topic & accepted_handling
