"""How somebody wishes to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import clock_time
from core.forms.fields import TimeField
from core.forms.widgets import Checkboxes, Radios
from core.notices.models import WEEKDAYS, Level, NoticeSettings

DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS)]


class NoticeSettingsForm(forms.Form):
    """By email or not, when, and how much of a topic for which nothing else is chosen."""

    email = forms.ChoiceField(
        label=_("When do you want emails?"),
        choices=NoticeSettings.Email,
        widget=Radios,
        help_text=_("They say that something is new and where. They never say what."),
        error_messages={"required": _("Choose when you want emails")},
    )
    days = forms.MultipleChoiceField(
        label=_("On which days do you want the summary?"),
        choices=DAYS,
        widget=Checkboxes,
        required=False,
        help_text=_("Only if you chose one summary. It comes at 8am."),
    )
    quiet_from = TimeField(
        label=_("Send no emails from"),
        required=False,
        help_text=_("For example, 9pm. Leave both times empty to get emails at any time."),
    )
    quiet_until = TimeField(
        label=_("Send emails again from"), required=False, help_text=_("For example, 7am")
    )
    topics = forms.ChoiceField(
        label=_("What do you want to be told of a topic?"),
        choices=Level,
        widget=Radios,
        help_text=_(
            "You can choose something else on the page of each topic. You are told every new post"
            " of a topic in which you write."
        ),
        error_messages={"required": _("Choose what you want to be told of a topic")},
    )

    @classmethod
    def showing(cls, data: Any, settings: NoticeSettings) -> NoticeSettingsForm:
        """The form with what was posted, or with ``settings`` as they are."""
        hours = {
            name: clock_time(moment) if (moment := getattr(settings, name)) else ""
            for name in ("quiet_from", "quiet_until")
        }
        wishes = {"email": settings.email, "days": list(settings.days), "topics": settings.topics}
        return cls(data, initial={**wishes, **hours})

    def clean_days(self) -> str:
        """The digits of the days, in the order of the week."""
        return "".join(sorted(self.cleaned_data["days"]))

    def clean(self) -> dict[str, Any]:
        """Refuse a summary without a day, and quiet hours that only start or only end."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("email") == NoticeSettings.Email.DIGEST and cleaned.get("days") == "":
            self.add_error("days", _("Choose at least one day for the summary"))
        start, end = (cleaned.get(name) for name in ("quiet_from", "quiet_until"))
        for name, own, other in (("quiet_from", start, end), ("quiet_until", end, start)):
            if name not in self.errors and own is None and other is not None:
                self.add_error(name, _("Enter both times, or neither"))
        return cleaned
