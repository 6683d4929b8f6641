"""What is shown, where and when, and how one follows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.fields import DateField, HiddenVersionField, LineField, LinkField, TimeField
from webcasts.actions import Plan
from webcasts.models import Webcast
from webcasts.models.webcasts import host_of

EXAMPLE = _("Enter an address such as https://conference.example/day-1")


def _address(label: Any, *, required: bool = False) -> LinkField:
    return LinkField(
        label=label,
        required=required,
        error_messages={"invalid": EXAMPLE, "required": EXAMPLE},
    )


class WebcastForm(forms.Form):
    """A webcast as somebody plans it."""

    title = LineField(
        label=_("What is it called?"),
        max_length=200,
        help_text=_("Everybody who reads this topic sees it."),
        error_messages={"required": _("Enter what it is called")},
    )
    address = _address(_("Address of the page that shows it"), required=True)
    day = DateField(
        label=_("Which day is it, if it is live?"),
        help_text=_("Leave day and time empty for a recording that can be watched at any time."),
        required=False,
    )
    time = TimeField(label=_("When does it begin?"), required=False)
    telephone = LineField(
        label=_("Telephone number to listen, with its code"), max_length=100, required=False
    )
    captions = LineField(
        label=_("How are captions switched on?"),
        help_text=_("For people who read what is said. Say so if there are none."),
        max_length=200,
        required=False,
    )
    transcript = _address(_("Address of its transcript"))
    recording = _address(_("Address of its recording, if that is another page"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = ", ".join(sorted(settings.WEBCAST_HOSTS))
        self.fields["address"].help_text = _("At one of these sites: %s.") % hosts

    def clean_address(self) -> str:
        """At a site that is let in."""
        address: str = self.cleaned_data["address"]
        if host_of(address) not in settings.WEBCAST_HOSTS:
            raise forms.ValidationError(
                _("Enter an address at one of the sites that are listed. %(host)s is not."),
                params={"host": host_of(address) or _("This")},
            )
        return address

    def clean(self) -> dict[str, Any]:
        """A day and a time come together."""
        cleaned = super().clean() or self.cleaned_data
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and not time and "time" not in self.errors:
            self.add_error("time", _("Enter when it begins"))
        if time and not day and "day" not in self.errors:
            self.add_error("day", _("Enter which day it is"))
        return cleaned

    def plan(self) -> Plan:
        """What was typed, as the action takes it."""
        cleaned = self.cleaned_data
        starts_at = None
        if cleaned["day"]:
            starts_at = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
        return Plan(
            title=cleaned["title"],
            address=cleaned["address"],
            starts_at=starts_at,
            telephone=cleaned["telephone"],
            captions=cleaned["captions"],
            transcript=cleaned["transcript"],
            recording=cleaned["recording"],
        )


class ChangeWebcastForm(WebcastForm):
    """The same, of a webcast that is there."""

    after = HiddenVersionField()

    @staticmethod
    def initial_of(webcast: Webcast) -> dict[str, Any]:
        """How it stands, as the form begins."""
        names = ("title", "address", "telephone", "captions", "transcript", "recording")
        initial = {name: getattr(webcast, name) for name in names} | {"after": webcast.version}
        if webcast.starts_at:
            local = timezone.localtime(webcast.starts_at)
            initial |= {"day": local.date(), "time": local.time()}
        return initial
