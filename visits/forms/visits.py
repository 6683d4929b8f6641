"""Asking for a visit, confirming its checks, booking it and calling it off."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.fields import (
    DateField,
    HiddenVersionField,
    LineField,
    PastDateField,
    TextField,
    TimeField,
)
from meetings.forms.meetings import moment
from visits.actions import Booking
from visits.models import Visit
from visits.models.visits import LONGEST, WANTS_LENGTH, WORDS_LENGTH

HOUR = timedelta(hours=1)
HOURS = [(hours, _("%(n)d hours") % {"n": hours}) for hours in range(2, LONGEST // HOUR + 1)]


class RequestForm(forms.Form):
    """What a member wants to see, and when they could."""

    wants = TextField(
        label=_("What do you want to see?"),
        help_text=_(
            "For example, how stops are explained on a Friday night, or a shift at the front desk."
        ),
        max_length=WANTS_LENGTH,
        error_messages={"required": _("Enter what you want to see")},
    )
    dates = TextField(
        label=_("Which dates and times suit you?"),
        max_length=WORDS_LENGTH,
        rows=3,
        error_messages={"required": _("Enter dates or times that suit you")},
    )


class CheckForm(forms.Form):
    """That a member may be taken out.

    :param again: whether they were out within a year: then the chair says why they go again.
    """

    is_adult = forms.BooleanField(
        label=_("The member is 18 or over"),
        error_messages={"required": _("A member must be 18 or over to be taken out")},
    )
    checked_on = PastDateField(
        label=_("When did the member pass the checks of the police?"),
        help_text=_("The day only. What the checks found is not kept here."),
        error_messages={"required": _("Enter the day on which they passed the checks")},
    )
    why_again = TextField(
        label=_("Why do they go again within a year?"),
        help_text=_("The member, the chair and the secretary read it."),
        max_length=WORDS_LENGTH,
        rows=3,
        error_messages={"required": _("Enter why they go again within a year")},
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["why_again"]


class BookingForm(forms.Form):
    """When, where and with whom."""

    day = DateField(label=_("Day"), error_messages={"required": _("Enter the day")})
    time = TimeField(
        label=_("Start"),
        help_text=_("For example, 6:30pm"),
        error_messages={"required": _("Enter the start, for example 6:30pm")},
    )
    hours = forms.TypedChoiceField(
        label=_("How long"),
        choices=HOURS,
        coerce=int,
        initial=4,
        error_messages={"required": _("Select how long")},
    )
    meeting_place = LineField(
        label=_("Where do they meet?"),
        max_length=200,
        error_messages={"required": _("Enter where they meet")},
    )
    officer = LineField(
        label=_("Whom do they go with?"),
        help_text=_("As the police name them. The member, the chair and the secretary read it."),
        max_length=200,
        error_messages={"required": _("Enter whom they go with")},
    )
    after = HiddenVersionField()

    @staticmethod
    def initial_of(visit: Visit) -> dict[str, Any]:
        """How it stands, as the form begins."""
        initial: dict[str, Any] = {"after": visit.version}
        if visit.starts_at and visit.ends_at:
            local = timezone.localtime(visit.starts_at)
            initial |= {"day": local.date(), "time": local.time()}
            initial |= {"hours": (visit.ends_at - visit.starts_at) // HOUR}
            initial |= {"meeting_place": visit.meeting_place, "officer": visit.officer}
        return initial

    def booking(self) -> Booking:
        """What was typed, as the action takes it."""
        cleaned = self.cleaned_data
        starts_at = moment(cleaned).astimezone(UTC)  # hours that pass, also where clocks change
        return Booking(
            starts_at=starts_at,
            ends_at=starts_at + cleaned["hours"] * HOUR,
            meeting_place=cleaned["meeting_place"],
            officer=cleaned["officer"],
        )


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("The member, the chair and the secretary read it."),
        max_length=WORDS_LENGTH,
        rows=3,
        error_messages={"required": _("Enter why")},
    )
