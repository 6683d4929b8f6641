"""Choose what one is told and when; tell people whom no email reaches."""

from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import NoticeDelivered, NoticeSettingsChanged
from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.notices import kinds
from core.notices.models import Level, Notice, NoticeSettings
from core.notices.queries import by_hand
from core.policy import Refused, require


@transaction.atomic
def change_notice_settings(
    *,
    actor: User,
    email: NoticeSettings.Email,
    days: str,
    quiet_from: time | None,
    quiet_until: time | None,
    topics: Level,
) -> NoticeSettings:
    """Set how ``actor`` is told from now on.

    :param days: digits of the days of a summary, Monday is 0.
    :raises Refused: for a summary without a day, or half of the quiet hours.
    """
    if email == NoticeSettings.Email.DIGEST and not days:
        raise Refused(_("Choose at least one day for the summary."))
    if (quiet_from is None) != (quiet_until is None):
        raise Refused(_("Enter when the quiet hours start and end, or neither."))
    wishes = {"email": email, "days": days, "topics": topics}
    hours = {"quiet_from": quiet_from, "quiet_until": quiet_until}
    row, _made = NoticeSettings.objects.update_or_create(user=actor, defaults={**wishes, **hours})
    if email == NoticeSettings.Email.NEVER:
        _keep_back(actor)
    emit(NoticeSettingsChanged(group_id=None, person_id=actor.pk), actor=actor)
    return row


@transaction.atomic
def stop_notice_emails(*, actor: None, person: User) -> None:
    """Send ``person`` no more emails of notices: they pressed the button that an email led to.

    The link is theirs alone and needs no sign-in, so nobody is known to be the actor.
    """
    _keep_back(person)
    if NoticeSettings.of(person).email == NoticeSettings.Email.NEVER:
        return  # the link was followed before
    never = {"email": NoticeSettings.Email.NEVER}
    NoticeSettings.objects.update_or_create(user=person, defaults=never)
    emit(NoticeSettingsChanged(group_id=None, person_id=person.pk), actor=actor)


def _keep_back(person: User) -> None:
    """Send nothing of what still waits to go out to ``person``."""
    Notice.objects.filter(recipient=person).waiting().update(email_due_at=None)


@transaction.atomic
def record_delivery(*, actor: User, group: AdvisoryGroup, notice: Notice) -> None:
    """Note that ``actor`` has told the recipient, whom no email reaches, what concerns ``group``.

    :raises Refused: unless ``actor`` organises the group; when somebody has told them already, or
        nobody but them may know of it.
    """
    require(actor, "accounts.record_delivery", group)
    waiting = by_hand().filter(pk=notice.pk, group_id=group.pk, delivered_at__isnull=True)
    if not waiting.update(delivered_at=now(), delivered_by=actor):
        raise Refused(_("They have been told already."), thing=group)
    event = NoticeDelivered(group_id=group.pk, notice_id=notice.pk, person_id=notice.recipient_id)
    emit(event, actor=actor)
    if kind := kinds.known(notice.kind):
        kind.follow_delivery(notice, actor=actor)
