"""Mails with a link, made when they are sent; copies of one's own data; what is done each night."""

from __future__ import annotations

import logging
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import DataExport, Invitation, Membership, SignInReset, User
from accounts.models.memberships import ORGANISERS
from accounts.sessions import SessionStore
from core.audit.guards import missing_guards
from core.audit.verify import every_chain
from core.clock import now
from core.dates import day, day_and_time
from core.jobs import job
from core.notices.jobs import ATTEMPTS, PATIENCE
from core.notices.mail import send_now
from core.rights import export, retention

log = logging.getLogger(__name__)

CHANGES = {
    "password_changed": _("your password was changed"),
    "password_reset": _("your password was changed"),
    "password_set": _("your password was changed"),
    "totp_activated": _("an authenticator app was added"),
    "totp_deactivated": _("an authenticator app was removed"),
    "webauthn_added": _("a passkey was added"),
    "webauthn_removed": _("a passkey was removed"),
    "code_card_handed_over": _("somebody who looks after your group made a code card for you"),
    "code_card_printed": _("a code card was printed; the one before no longer works"),
    "email_changed": _("your email address was changed"),
    "email_confirm": _("your email address was confirmed"),
    "email_deleted": _("an email address was removed"),
}


class NotWholeError(Exception):
    """A record was changed, taken out or cut off, or the triggers are gone."""


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_invitation(invitation_id: int) -> None:
    """Send the link of an invitation that is still waiting."""
    invitation = Invitation.objects.waiting().filter(pk=invitation_id).first()
    if invitation is None:
        return
    context = {
        "path": reverse("accounts:invitation", args=[invitation.token()]),
        "address": invitation.email,
        "until": day(invitation.expires_at),
    }
    send_now(invitation.email, "invitation", context)


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_reset(reset_id: int) -> None:
    """Send the link of a sign-in reset; the words go by another way."""
    reset = SignInReset.objects.select_related("person").filter(pk=reset_id).first()
    if reset is None or not reset.works:
        return
    path = reverse("accounts:come-back", args=[reset.token()])
    until = day_and_time(reset.expires_at)
    send_now(reset.person, "reset", {"path": path, "until": until})


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_help_given(person_id: int, organiser_id: int) -> None:
    """Tell another organiser that somebody got a sign-in reset or a card; not who, nor where.

    Whoever is no organiser of theirs any more by now is told nothing.
    """
    organiser = User.objects.filter(pk=organiser_id).first()
    if organiser is None:
        return
    kept = Membership.objects.current().filter(group__in=organiser.groups_as(ORGANISERS))
    place = kept.filter(user=person_id).order_by("group").first()
    if place is not None:
        path = reverse("accounts:group-people", args=[place.group_id])
    elif organiser.is_staff:
        path = reverse("accounts:administration")
    else:
        return
    send_now(organiser, "help_given", {"path": path})


def asked_before_the_end(person: User, asked_at: float) -> bool:
    """Whether access ended after this link was asked for: then it is not sent any more.

    :param asked_at: seconds since 1970.
    """
    ended = person.access_ended_at
    return ended is not None and ended.timestamp() >= asked_at


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_password_reset(person_id: int, address: str, asked_at: float) -> None:
    """Send a link to choose a new password."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or asked_before_the_end(person, asked_at):
        return
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    base = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    send_now(address, "password_reset", {"path": base.replace("UID-KEY", key)})


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_confirmation(person_id: int, address: str, asked_at: float) -> None:
    """Send a link that confirms a new address."""
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or asked_before_the_end(person, asked_at):
        return
    waiting = EmailAddress.objects.filter(user_id=person_id, email=address, verified=False)
    if (email_address := waiting.first()) is None:
        return
    key = EmailConfirmationHMAC.create(email_address).key
    send_now(address, "confirm_address", {"path": reverse("account_confirm_email", args=[key])})


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def mail_sign_in_change(address: str, change: str) -> None:
    """Tell somebody that how they sign in has changed.

    :param change: a key of ``CHANGES``.
    """
    context = {"what": CHANGES[change], "path": reverse("mfa_index")}
    send_now(address, "sign_in_changed", context)


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def build_own_data(export_id: int) -> None:
    """Build the copy of one's own data that was asked for, and say that it is ready."""
    waiting = DataExport.objects.filter(pk=export_id, ready_at__isnull=True)
    if (data_export := waiting.select_related("user").first()) is None:
        return
    DataExport.objects.note_ready(data_export, export.build(data_export.user, data_export.pk))
    send_now(data_export.user, "own_data_ready", {"path": reverse("accounts:my-data")})


@job(timeout=PATIENCE, attempts=ATTEMPTS, every=timedelta(days=1))
def remove_own_data() -> None:
    """Remove copies that are too old to fetch, each day."""
    DataExport.objects.filter(expires_at__lte=now()).remove()


@job(timeout=timedelta(minutes=10), attempts=ATTEMPTS, every=timedelta(days=1))
def clear_sessions() -> None:
    """Remove the rows of sessions that have ended, each night."""
    SessionStore.clear_expired()


@job(timeout=timedelta(hours=1), attempts=1, every=timedelta(days=1), own_alarm=True)
def check_record() -> None:
    """Check the whole audit log, each night. One that is not whole has an alarm of its own.

    :raises NotWholeError: ``record`` in ``/health/ready`` says so, and ``manage.py verify_audit``
        tells where.
    """
    broken = [chain.scope for chain in every_chain() if chain.broken is not None]
    if broken or missing_guards():
        log.error("The audit log is not whole. Run: manage.py verify_audit")
        raise NotWholeError


@job(timeout=timedelta(hours=1), attempts=3, every=timedelta(days=1))
def keep_schedule() -> None:
    """Remove what has been kept long enough, each night, where the settings say so."""
    if settings.RETENTION_NIGHTLY:
        retention.run(apply=True)
