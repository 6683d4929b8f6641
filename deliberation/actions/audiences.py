"""The audience ratchet: it widens only when everybody who wrote there has agreed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from core.clock import now
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, may, require
from core.states import transition
from deliberation.actions.readers import add_guest, add_reader
from deliberation.events import (
    AudienceChangeAgreed,
    AudienceChangeEvent,
    AudienceChangeProposed,
    AudienceChangeRefused,
    AudienceChangeWithdrawn,
    HistoryWidened,
    SecretaryAdmitted,
)
from deliberation.models import AudienceChange, Consent, Dictation, History, Topic

Kind, State = AudienceChange.Kind, AudienceChange.State
LATE = _("This was settled meanwhile.")
SIGNS_IN = _("This person signs in, and answers themselves.")
CANNOT_BE_ASKED = _(
    "Somebody who wrote here cannot be asked: they have left, or wrote without their name. Open a"
    " fresh topic instead."
)
NOT_ASKED = _("This person is not asked, or has answered.")
PERMISSION = {
    Kind.GUEST: "deliberation.invite_guest",
    Kind.NAMED_READER: "deliberation.name_reader",
    Kind.FROM_START: "deliberation.widen_history",
    Kind.SECRETARY: "deliberation.admit_secretary",
}
OF_A_PERSON = {Kind.GUEST, Kind.NAMED_READER}


class CannotBeAsked(Refused):
    """Somebody who wrote there cannot be asked any more, so it can never be agreed."""


@transaction.atomic
def propose_audience_change(
    *, actor: User, topic: Topic, kind: AudienceChange.Kind, user: User | None = None
) -> AudienceChange:
    """Propose that more people read what was written, and ask its authors.

    It is made at once when nobody else has written there; ``state`` tells.

    :param user: whom to let in, for the kinds that are about one person.
    :raises CannotBeAsked: when an author has left, or wrote without their name: a fresh topic is
        the way then.
    :raises Refused: when ``actor`` may not, it waits already, or there is nothing to widen.
    """
    require(actor, PERMISSION[kind], topic)
    lock(topic, "history", "secretary_kept_out")
    _refuse_nonsense(topic, kind, user)
    change = AudienceChange.objects.create(
        topic=topic, kind=kind, user=user, proposed_by=actor, proposed_at=now()
    )
    if change.authors().filter(pk=actor.pk).exists():
        Consent.objects.create(change=change, user=actor, given_at=now())
    if change.shows_unattributed() or change.unaskable().exists():
        raise CannotBeAsked(CANNOT_BE_ASKED, thing=topic)
    _tell(AudienceChangeProposed, change, actor)
    _make_if_agreed(actor, change)
    return change


@transaction.atomic
def answer_audience_change(*, actor: User, change: AudienceChange, agrees: bool) -> AudienceChange:
    """Agree that more people read what one wrote, or not; one refusal ends it.

    :raises Refused: when ``actor`` is not asked, or it was settled meanwhile.
    """
    require(actor, "deliberation.answer_audience_change", change)
    return _answer(actor, change, agrees=agrees, user=actor)


@transaction.atomic
def record_audience_answer(
    *, actor: User, change: AudienceChange, user: User, via: Dictation.Via, agrees: bool
) -> AudienceChange:
    """Write down what ``user``, who does not sign in and wrote there, answered.

    :raises Refused: unless ``actor`` organises the group, reads all that it opens and did not
        propose it; for somebody who signs in, or is not asked; when it was settled meanwhile.
    """
    require(actor, "deliberation.record_audience_answer", change)
    if user.email:
        raise Refused(SIGNS_IN, thing=change)
    if not may(user, "deliberation.answer_audience_change", change):
        raise Refused(NOT_ASKED, thing=change)
    recorded = {"recorded_by": actor, "recorded_via": via}
    return _answer(actor, change, agrees=agrees, user=user, **recorded)


def _answer(
    actor: User, change: AudienceChange, *, agrees: bool, user: User, **recorded: Any
) -> AudienceChange:
    lock(change.topic)
    if not agrees:
        transition(change, State.REFUSED, if_changed=LATE, settled_at=now())
        _tell(AudienceChangeRefused, change, actor)
        return change
    if not lock_all(AudienceChange.objects.waiting().filter(pk=change.pk)):
        raise Refused(LATE, thing=change)
    Consent.objects.get_or_create(
        change=change, user=user, defaults={"given_at": now(), **recorded}
    )
    _tell(AudienceChangeAgreed, change, actor)
    _make_if_agreed(actor, change)
    return change


@transaction.atomic
def withdraw_audience_change(*, actor: User, change: AudienceChange) -> None:
    """Take the proposal back; the audience stays as it is."""
    require(actor, "deliberation.withdraw_audience_change", change)
    transition(change, State.WITHDRAWN, if_changed=LATE, settled_at=now())
    _tell(AudienceChangeWithdrawn, change, actor)


def _refuse_nonsense(topic: Topic, kind: AudienceChange.Kind, user: User | None) -> None:
    """Refuse what would change nothing, is about nobody of the group, or waits already."""
    if (user is None) == (kind in OF_A_PERSON) or not _widens(topic, kind, user):
        raise Refused(_("There is nothing to change."), thing=topic)
    if user and not _is_in_the_group(topic, user):
        raise Refused(_("Only people of this group are let in."), thing=topic)
    if topic.audience_changes.waiting().filter(kind=kind, user=user).exists():
        raise Refused(_("This is proposed already, and waits for answers."), thing=topic)


def _widens(topic: Topic, kind: AudienceChange.Kind, user: User | None) -> bool:
    if kind == Kind.FROM_START:
        return topic.history != History.FROM_START
    if kind == Kind.SECRETARY:
        return topic.secretary_kept_out
    let_in = topic.guests if kind == Kind.GUEST else topic.named_readers
    return not let_in.filter(user=user).exists()


def _is_in_the_group(topic: Topic, user: User) -> bool:
    return Membership.objects.current().filter(group=topic.group_id, user=user).exists()


def _tell(event: type[AudienceChangeEvent], change: AudienceChange, actor: User) -> None:
    emit(
        event(group_id=change.group_id, topic_id=change.topic_id, audience_change_id=change.pk),
        actor=actor,
    )


def _make_if_agreed(actor: User, change: AudienceChange) -> None:
    """Make the change once every author there is by now has agreed.

    It is withdrawn where its person has left meanwhile, or where it would open posts without a
    name by now: it was proposed when its person, or the secretary, read less than they do today.
    """
    if change.unasked().exists():
        return
    left = change.user and not _is_in_the_group(change.topic, change.user)
    if left or change.shows_unattributed():
        transition(change, State.WITHDRAWN, if_changed=LATE, settled_at=now())
        _tell(AudienceChangeWithdrawn, change, actor)
        return
    transition(change, State.MADE, if_changed=LATE, settled_at=now())
    _make(actor, change)


def _make(actor: User, change: AudienceChange) -> None:
    topic, user = change.topic, change.user
    if user and change.kind == Kind.GUEST:
        add_guest(actor, topic, user)
    elif user:
        add_reader(actor, topic, user)
    elif change.kind == Kind.FROM_START:
        Topic.objects.filter(pk=topic.pk).update(history=History.FROM_START)
        emit(HistoryWidened(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
    else:
        Topic.objects.filter(pk=topic.pk).update(secretary_kept_out=False)
        emit(SecretaryAdmitted(group_id=topic.group_id, topic_id=topic.pk), actor=actor)
