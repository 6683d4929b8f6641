"""Who may do what with topics, key messages and rounds."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, CHAIRS, GUESTS, POLICE
from accounts.permissions import another_asked, is_held, is_not_held, no_lift_is_asked
from deliberation.models import AgreementRound, Entitlement, KeyMessage, Post, Space, Topic
from iag_portal.policy import group_of, rule


class SpaceOf(NamedTuple):
    """One space of a topic, as a thing to ask the policy about."""

    topic: Topic
    space: Space

    @property
    def group_id(self) -> int:
        return self.topic.group_id


def role_in(person: User, thing: object) -> str | None:
    """The role of ``person`` in the group that ``thing`` belongs to, or is."""
    group_id = thing.pk if isinstance(thing, AdvisoryGroup) else group_of(thing)
    return person.roles.get(group_id) if group_id is not None else None


def _topic(thing: Topic | SpaceOf | KeyMessage | AgreementRound) -> Topic:
    if isinstance(thing, AgreementRound):
        thing = thing.key_message
    return thing if isinstance(thing, Topic) else thing.topic


@rule(_("Only people who were invited to this topic can see it."))
def sees_topic(person: User, thing: Topic | SpaceOf | KeyMessage | AgreementRound) -> bool:
    role = role_in(person, thing)
    if role in GUESTS:
        return _topic(thing).guests.filter(user=person).exists()
    return role is not None


@rule(_("Only the members read and write in their own space."))
def reads_space(person: User, thing: SpaceOf) -> bool:
    return thing.space in thing.topic.spaces_of(person)


@rule(_("Only the chair can do this."))
def is_chair(person: User, thing: object) -> bool:
    return role_in(person, thing) in CHAIRS


@rule(_("Only the chair and the secretary can do this."))
def is_chair_or_secretary(person: User, thing: object) -> bool:
    return role_in(person, thing) in CHAIRS | {Role.SECRETARY}


@rule(_("Only the secretary can do this."))
def is_secretary(person: User, thing: object) -> bool:
    return role_in(person, thing) == Role.SECRETARY


@rule(_("Only members of the group advise."))
def is_adviser(person: User, thing: object) -> bool:
    return role_in(person, thing) in ADVISERS


@rule(_("Only members of the group and their secretary word key messages."))
def words_messages(person: User, thing: object) -> bool:
    return role_in(person, thing) in ADVISERS | {Role.SECRETARY}


@rule(_("Observers and interpreters read here, they do not write."))
def writes_posts(person: User, thing: object) -> bool:
    return role_in(person, thing) in ADVISERS | POLICE | {Role.SECRETARY}


@rule(_("The police lead answers key messages; the secretary can do it on their behalf."))
def answers(person: User, thing: object) -> bool:
    return role_in(person, thing) in {Role.POLICE_LEAD, Role.SECRETARY}


@rule(_("This topic is closed."))
def topic_is_open(person: User, thing: Topic | SpaceOf | KeyMessage) -> bool:
    return _topic(thing).state == Topic.State.OPEN


@rule(_("This topic is open."))
def topic_is_closed(person: User, thing: Topic) -> bool:
    return thing.state == Topic.State.CLOSED


@rule(_("This key message has been decided; its wording is fixed."))
def is_undecided(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.PROPOSED


@rule(_("A round on this key message is open already."))
def has_no_open_round(person: User, key_message: KeyMessage) -> bool:
    return not key_message.rounds.filter(state=AgreementRound.State.OPEN).exists()


@rule(_("This round is not open."))
def round_is_open(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.is_open


@rule(_("Positions are shown once the round has closed."))
def round_is_closed(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.state == AgreementRound.State.CLOSED


@rule(_("You are not asked in this round."))
def is_asked(person: User, agreement_round: AgreementRound) -> bool:
    return agreement_round.entitlements.filter(user=person, recused=False).exists()


@rule(_("You declared an interest, so you take no position on this."))
def is_not_recused(person: User, agreement_round: AgreementRound) -> bool:
    recused = Entitlement.objects.filter(round=agreement_round, user=person, recused=True)
    return not recused.exists()


@rule(_("Statements are written once a round has closed, and before the message is sent."))
def takes_statements(person: User, key_message: KeyMessage) -> bool:
    decided = (KeyMessage.State.AGREED, KeyMessage.State.NOT_AGREED)
    return key_message.state in decided


@rule(_("Only agreed key messages are sent."))
def is_agreed(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.AGREED


@rule(_("Only key messages that were sent are answered."))
def is_sent(person: User, key_message: KeyMessage) -> bool:
    return key_message.state == KeyMessage.State.SENT


@rule(_("Only who can read this post can remove its words."))
def reads_the_post(person: User, post: Post) -> bool:
    return Post.objects.visible_to(person).filter(pk=post.pk).exists()


@rule(_("These words have been removed already."))
def has_its_words(person: User, post: Post) -> bool:
    return post.removed_at is None


@rule(_("A legal hold covers this topic: nothing in it is removed or changed."))
def topic_is_not_held(person: User, post: Post) -> bool:
    return bool(is_not_held(person, post.topic))


POLICY = {
    "deliberation.open_topic": is_chair_or_secretary,
    "deliberation.view_topic": sees_topic,
    "deliberation.close_topic": is_chair & topic_is_open,
    "deliberation.reopen_topic": is_chair & topic_is_closed,
    "deliberation.invite_guest": sees_topic & is_chair_or_secretary & topic_is_open,
    "deliberation.remove_guest": sees_topic & is_chair_or_secretary,
    "deliberation.read_space": sees_topic & reads_space,
    "deliberation.write_post": sees_topic & reads_space & writes_posts & topic_is_open,
    "deliberation.propose_key_message": sees_topic & words_messages & topic_is_open,
    "deliberation.change_wording": sees_topic & words_messages & is_undecided,
    "deliberation.withdraw_key_message": sees_topic & is_chair & is_undecided,
    "deliberation.open_round": sees_topic & is_chair & is_undecided & has_no_open_round,
    "deliberation.take_position": is_adviser & is_not_recused & is_asked & round_is_open,
    "deliberation.record_position": sees_topic & is_secretary & round_is_open,
    "deliberation.close_round": sees_topic & is_chair & round_is_open,
    "deliberation.write_statement": sees_topic & is_adviser & takes_statements,
    "deliberation.see_positions": is_chair & round_is_closed,
    "deliberation.send_key_message": is_secretary & is_agreed,
    "deliberation.answer_key_message": answers & is_sent,
    "deliberation.remove_post": is_chair_or_secretary
    & reads_the_post
    & topic_is_not_held
    & has_its_words,
    "deliberation.hold_topic": is_chair_or_secretary & is_not_held,
    "deliberation.ask_to_lift_hold": is_chair_or_secretary & is_held & no_lift_is_asked,
    "deliberation.lift_hold": is_chair_or_secretary & is_held & another_asked,
}
