"""What people need to take part in a meeting."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent


class NeedsConfirmed(MeetingEvent):
    """Somebody said for a meeting what they need, or it was written down for them."""

    name: ClassVar[str] = "access_needs.confirmed"
    label = _("Said for a meeting what somebody needs")
    user_id: int
