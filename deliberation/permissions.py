"""Who may do what with topics, key messages and rounds."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Role, User
from accounts.models.memberships import ADVISERS, CHAIRS, POLICE
from accounts.permissions import is_administrator
from deliberation.models import (
    AgreementRound,
    AudienceChange,
    BreakGlass,
    Entitlement,
    KeyMessage,
    Space,
    Topic,
)
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


OfTopic: TypeAlias = Topic | SpaceOf | KeyMessage | AgreementRound | AudienceChange


def _topic(thing: OfTopic) -> Topic:
    if isinstance(thing, AgreementRound):
        thing = thing.key_message
    return thing if isinstance(thing, Topic) else thing.topic


@rule(_("Only people who were invited to this topic can see it."))
def sees_topic(person: User, thing: OfTopic) -> bool:
    return _topic(thing).lets_in(person)


@rule(_("Accept how this topic is handled first."))
def accepted_handling(person: User, thing: OfTopic) -> bool:
    return _topic(thing).has_briefed(person)


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


@rule(_("Only people who were named can see this topic."))
def sees_message(person: User, key_message: KeyMessage) -> bool:
    """The police answer what they were sent, invited to its topic or not."""
    return not key_message.topic.readers_named or key_message.topic.lets_in(person)


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


reads_topic = sees_topic & accepted_handling


# --- Who reads along ---------------------------------------------------------------------


@rule(_("This topic is for named readers: name them instead."))
def is_for_the_group(person: User, thing: OfTopic) -> bool:
    return not _topic(thing).readers_named


@rule(_("This topic is not for named readers."))
def is_for_named_readers(person: User, thing: OfTopic) -> bool:
    return _topic(thing).readers_named


@rule(_("The group’s terms of reference do not let the secretary read the members’ space."))
def terms_let_secretary(person: User, topic: Topic) -> bool:
    return topic.group.secretary_in_members_space


@rule(_("Only the members and the secretary of the group see this."))
def is_inside(person: User, thing: object) -> bool:
    return role_in(person, thing) in ADVISERS | {Role.SECRETARY}


@rule(_("This has been settled already."))
def change_waits(person: User, change: AudienceChange) -> bool:
    return change.is_waiting


@rule(_("Only people who wrote there are asked, and each of them once."))
def is_asked_author(person: User, change: AudienceChange) -> bool:
    return change.unasked().filter(pk=person.pk).exists()


@rule(_("Only the chair and whoever proposed it can take this back."))
def proposed_it(person: User, change: AudienceChange) -> bool:
    return change.proposed_by_id == person.pk


@rule(_("This topic asks nobody to accept how it is handled."))
def asks_acceptance(person: User, topic: Topic) -> bool:
    return topic.handling_first


# --- Break-glass -------------------------------------------------------------------------


@rule(_("Only another administrator or the secretary of that group can do this."))
def is_second_person(person: User, glass: BreakGlass) -> bool:
    if person.is_staff:
        return True
    topic = glass.topic
    return role_in(person, glass) == Role.SECRETARY and topic is not None and topic.lets_in(person)


@rule(_("One person alone never breaks the glass: somebody else confirms."))
def did_not_ask(person: User, glass: BreakGlass) -> bool:
    return glass.asked_by_id != person.pk


@rule(_("Only the administrator who asked can do this."))
def asked_for_it(person: User, glass: BreakGlass) -> bool:
    return glass.asked_by_id == person.pk and person.is_staff


@rule(_("Only the chair, and the administrator who asked, can end this."))
def is_told(person: User, glass: BreakGlass) -> bool:
    return glass.told().filter(user=person).exists()


@rule(_("This is not waiting for a second person any more."))
def glass_waits(person: User, glass: BreakGlass) -> bool:
    return glass.state == BreakGlass.State.ASKED and not glass.is_over


@rule(_("This does not run, or it has ended."))
def glass_runs(person: User, glass: BreakGlass) -> bool:
    return glass.is_running


POLICY = {
    "deliberation.open_topic": is_chair_or_secretary,
    "deliberation.view_topic": sees_topic,
    "deliberation.close_topic": is_chair & topic_is_open,
    "deliberation.reopen_topic": is_chair & topic_is_closed,
    "deliberation.invite_guest": sees_topic
    & is_chair_or_secretary
    & is_for_the_group
    & topic_is_open,
    "deliberation.remove_guest": sees_topic & is_chair_or_secretary,
    "deliberation.close_to_guests": sees_topic & is_chair_or_secretary,
    "deliberation.name_reader": sees_topic
    & is_chair_or_secretary
    & is_for_named_readers
    & topic_is_open,
    "deliberation.remove_reader": sees_topic & is_chair_or_secretary & is_for_named_readers,
    "deliberation.narrow_history": sees_topic & is_chair_or_secretary,
    "deliberation.widen_history": sees_topic & is_chair,
    "deliberation.admit_secretary": sees_topic & is_chair & terms_let_secretary,
    "deliberation.answer_audience_change": sees_topic & change_waits & is_asked_author,
    "deliberation.withdraw_audience_change": sees_topic & change_waits & (is_chair | proposed_it),
    "deliberation.view_terms": is_inside,
    "deliberation.change_terms": is_chair,
    "deliberation.change_handling": sees_topic & is_chair_or_secretary,
    "deliberation.accept_handling": sees_topic & asks_acceptance,
    "deliberation.read_space": reads_topic & reads_space,
    "deliberation.write_post": reads_topic & reads_space & writes_posts & topic_is_open,
    "deliberation.propose_key_message": reads_topic & words_messages & topic_is_open,
    "deliberation.change_wording": reads_topic & words_messages & is_undecided,
    "deliberation.withdraw_key_message": reads_topic & is_chair & is_undecided,
    "deliberation.open_round": reads_topic & is_chair & is_undecided & has_no_open_round,
    "deliberation.take_position": sees_topic
    & is_adviser
    & is_not_recused
    & is_asked
    & round_is_open,
    "deliberation.record_position": reads_topic & is_secretary & round_is_open,
    "deliberation.close_round": sees_topic & is_chair & round_is_open,
    "deliberation.write_statement": reads_topic & is_adviser & takes_statements,
    "deliberation.see_positions": sees_topic & is_chair & round_is_closed,
    "deliberation.send_key_message": sees_topic & is_secretary & is_agreed,
    "deliberation.answer_key_message": answers & sees_message & is_sent,
    "deliberation.ask_break_glass": is_administrator,
    "deliberation.confirm_break_glass": is_second_person & did_not_ask & glass_waits,
    "deliberation.withdraw_break_glass": is_second_person & glass_waits,
    "deliberation.use_break_glass": asked_for_it & glass_runs,
    "deliberation.end_break_glass": (is_told | asked_for_it) & glass_runs,
}
