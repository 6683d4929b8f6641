"""A sign-in reset for somebody who has lost everything they signed in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.actions.revocations import revoke_access
from accounts.events import (
    FactorRemoved,
    PasswordChanged,
    ResetClosed,
    ResetFailed,
    ResetOpened,
    ResetUsed,
)
from accounts.jobs import mail_help_given, mail_reset, mail_sign_in_change
from accounts.models import CodeCard, SignInReset, User
from accounts.models.resets import TRIES, VALID_FOR
from accounts.queries import administrators_beside, told_of_help
from accounts.spoken import new_code
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from core.states import transition, transition_all

if TYPE_CHECKING:
    from accounts.models import AdvisoryGroup, Membership, OrganisationMembership

OVER = _("This link has been used, replaced or closed, or it is too old.")
NO_ADMINISTRATOR = _("This person is no administrator whose account is open.")
State = SignInReset.State


@transaction.atomic
def begin_reset(*, actor: User, membership: Membership, checked: SignInReset.Checked) -> str:
    """Take every factor and session from somebody, and open two ways back: both are needed.

    A link goes to them by email; every other organiser of theirs is told. The password
    stays what it is until they choose a new one: alone it opens nothing.

    :param checked: how ``actor`` made sure who the person is.
    :returns: the six words to say to them, this once: only a salted hash is kept.
    :raises Refused: unless ``actor`` keeps the list; for oneself; after the end; for
        somebody who does not sign in.
    """
    require(actor, "accounts.begin_reset", membership)
    colleagues = told_of_help(membership, actor=actor)
    return _begin(membership.user_id, actor, membership.group, checked, colleagues=colleagues)


@transaction.atomic
def begin_reset_of_reader(
    *, actor: User, place: OrganisationMembership, checked: SignInReset.Checked
) -> str:
    """The same for somebody who only reads for an organisation: they are in no group.

    :returns: the six words to say to them, this once.
    :raises Refused: unless ``actor`` is an administrator; for somebody who is in a group, or
        is an administrator; after the end; for somebody who does not sign in.
    """
    require(actor, "accounts.begin_reset_of_reader", place)
    colleagues = administrators_beside(place.user_id, actor.pk)
    return _begin(place.user_id, actor, None, checked, colleagues=colleagues)


@transaction.atomic
def begin_reset_of_administrator(*, actor: None, person: User, checked: SignInReset.Checked) -> str:
    """The same for an administrator, from the command line of the server only.

    :returns: the six words to say to them, this once.
    :raises Refused: for anybody else, whom a page helps; for a suspended account.
    """
    if not (person.is_staff and person.is_active):
        raise Refused(NO_ADMINISTRATOR, thing=person)
    colleagues = administrators_beside(person.pk)
    return _begin(person.pk, actor, None, checked, colleagues=colleagues)


def _begin(
    person_id: int,
    actor: User | None,
    group: AdvisoryGroup | None,
    checked: SignInReset.Checked,
    *,
    colleagues: list[User],
) -> str:
    person = User.objects.select_for_update().get(pk=person_id)
    transition_all(SignInReset.objects.filter(person=person), State.CLOSED)
    words, moment = new_code(), now()
    reset = SignInReset.objects.create(
        person=person,
        group=group,
        begun_by=actor,
        begun_at=moment,
        expires_at=moment + VALID_FOR,
        checked=checked,
        words_hash=make_password(words),
    )
    _take_everything(person, actor)
    emit(_told(ResetOpened, reset, kind=checked.value), actor=actor)
    mail_reset.enqueue(reset.pk)
    for organiser in colleagues:
        mail_help_given.enqueue(person.pk, organiser.pk)
    return words


def _take_everything(person: User, actor: User | None) -> None:
    """Factors and sessions; what they verified ends with them.

    So does a change of address that waits: whoever had the session may have asked for it, and
    would get the link by which its person comes back.
    """
    EmailAddress.objects.filter(user=person, verified=False).delete()
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    Authenticator.objects.filter(user=person).delete()
    cards, _rows = CodeCard.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    for kind in kinds + ["code_card"] * bool(cards):
        event = FactorRemoved(group_id=None, person_id=person.pk, kind=kind)
        revoke_access(person.pk, event, actor=actor)


@transaction.atomic
def use_reset(*, actor: None, reset: SignInReset, password: str) -> User:
    """Set a new password for somebody who has the link and said the right words.

    :param actor: nobody yet: who they are has just been shown.
    :raises Refused: when it was used or closed, or is too old; whoever comes second.
    """
    in_time = SignInReset.objects.filter(expires_at__gt=now(), person__is_active=True)
    transition(reset, State.USED, if_changed=OVER, among=in_time)
    person = User.objects.get(pk=reset.person_id)
    person.set_password(password)
    person.save(update_fields=["password"])
    emit(_told(ResetUsed, reset), actor=actor)
    changed = PasswordChanged(group_id=None, person_id=person.pk)
    revoke_access(person.pk, changed, actor=person)
    mail_sign_in_change.enqueue(person.email, "password_reset")
    return person


@transaction.atomic
def record_wrong_words(*, actor: None, reset: SignInReset) -> int:
    """Count a wrong try, and close the reset after the last; answers how many are left.

    :param actor: nobody: whoever tried has not shown who they are.
    """
    SignInReset.objects.filter(pk=reset.pk).update(tries=F("tries") + 1)
    left = TRIES - SignInReset.objects.get(pk=reset.pk).tries
    emit(_told(ResetFailed, reset), actor=actor)
    if left <= 0 and transition_all(SignInReset.objects.filter(pk=reset.pk), State.CLOSED):
        emit(_told(ResetClosed, reset), actor=actor)
    return max(left, 0)


def _told(
    of: type[ResetOpened | ResetUsed | ResetClosed | ResetFailed],
    reset: SignInReset,
    **more: str,
) -> ResetOpened | ResetUsed | ResetClosed | ResetFailed:
    return of(group_id=reset.group_id, reset_id=reset.pk, person_id=reset.person_id, **more)
