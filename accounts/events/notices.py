"""What can happen to what people are told."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class NoticeSettingsChanged(Event):
    """A person changed what they are told, or when; which is theirs alone."""

    name: ClassVar[str] = "notice_settings.changed"
    label = _("Changed what they are told")
    person_id: int


class NoticeDelivered(Event):
    """An organiser told a person without email, by telephone or by post."""

    name: ClassVar[str] = "notice.delivered"
    label = _("Told somebody without email")
    notice_id: int
    person_id: int
