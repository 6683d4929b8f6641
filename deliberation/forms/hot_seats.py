"""Who answers questions in a topic, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.forms.fields import DateField, HiddenVersionField, LineField, TimeField
from core.working_days import working_day_after, working_days_until
from deliberation.actions import SeatPlan
from deliberation.forms import Person
from deliberation.models import HotSeat
from deliberation.models.hot_seats import NAME_MAX_LENGTH

MOST = 20  # working days: four weeks


class HotSeatForm(forms.Form):
    """An hour of questions as somebody plans it.

    :param guests: those who can be selected.
    """

    guest = Person(
        label=_("Who answers the questions?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody without an account"),
        help_text=_(
            "Officers who can read this topic are listed. Let somebody in first, so that they can"
            " answer themselves."
        ),
        error_messages={"invalid_choice": _("Select somebody on the list")},
    )
    guest_name = LineField(
        label=_("Name and rank, if they have no account"),
        max_length=NAME_MAX_LENGTH,
        required=False,
        help_text=_("The chair or the secretary then types what they answer, and it says so."),
    )
    day = DateField(
        label=_("Which day is it?"), error_messages={"required": _("Enter which day it is")}
    )
    begins = TimeField(
        label=_("When does it begin?"),
        error_messages={"required": _("Enter when it begins, for example 7pm")},
    )
    ends = TimeField(
        label=_("When does it end?"),
        error_messages={"required": _("Enter when it ends, for example 8pm")},
    )
    answer_days = forms.IntegerField(
        label=_("Within how many working days are questions answered that are open then?"),
        min_value=0,
        max_value=MOST,
        initial=5,
        help_text=_("0 to 20. Everybody who reads the topic sees the day."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter a number of working days, such as 5"),
            "invalid": _("Enter a number of working days, such as 5"),
            "min_value": _("Enter 0 to 20 working days"),
            "max_value": _("Enter 0 to 20 working days"),
        },
    )
    mark_optional = False

    def __init__(self, *args: Any, guests: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest"].queryset = guests  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One guest, and times that follow each other and are not past."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"guest", "guest_name"}:
            self._check_guest(cleaned)
        if not self.errors.keys() & {"day", "begins", "ends"}:
            self._check_times(cleaned)
        return cleaned

    def _check_guest(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["guest"] and not cleaned["guest_name"]:
            self.add_error("guest_name", _("Enter the name of the guest, or select somebody"))
        if cleaned["guest"] and cleaned["guest_name"]:
            both = _("Delete the name, or select “Somebody without an account”")
            self.add_error("guest_name", both)

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        opens_at, closes_at = self._moments(cleaned)
        if closes_at <= opens_at:
            self.add_error("ends", _("It must end later than it begins, on the same day"))
        elif closes_at <= now():
            self.add_error("day", _("It must be to come"))

    @staticmethod
    def _moments(cleaned: dict[str, Any]) -> tuple[datetime, datetime]:
        day, begins, ends = cleaned["day"], cleaned["begins"], cleaned["ends"]
        opens_at = timezone.make_aware(datetime.combine(day, begins))
        return opens_at, timezone.make_aware(datetime.combine(day, ends))

    def plan(self) -> SeatPlan:
        """What was typed, as the action takes it."""
        cleaned = self.cleaned_data
        opens_at, closes_at = self._moments(cleaned)
        day, days = cleaned["day"], cleaned["answer_days"]
        return SeatPlan(
            guest=cleaned["guest"],
            guest_name=cleaned["guest_name"],
            opens_at=opens_at,
            closes_at=closes_at,
            answers_by=working_day_after(day, days) if days else day,
        )


class ChangeHotSeatForm(HotSeatForm):
    """The same, of one that is planned or runs."""

    after = HiddenVersionField(min_value=1)

    @staticmethod
    def initial_of(seat: HotSeat) -> dict[str, Any]:
        """How it stands, as the form begins."""
        opens_at, closes_at = (timezone.localtime(at) for at in (seat.opens_at, seat.closes_at))
        return {
            "guest": seat.guest_id,
            "guest_name": seat.guest_name,
            "day": opens_at.date(),
            "begins": opens_at.time(),
            "ends": closes_at.time(),
            "answer_days": working_days_until(opens_at.date(), seat.answers_by),
            "after": seat.version,
        }
