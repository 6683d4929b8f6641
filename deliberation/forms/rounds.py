"""What the chair fills in about a round: until when people can answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.fields import HiddenMomentField
from core.forms.widgets import Radios
from deliberation.last_days import answers_until, last_days
from deliberation.models import Method, Position
from deliberation.sentences import stays_open

if TYPE_CHECKING:
    from deliberation.models import AgreementRound

Choices = list[tuple[str, str]]
NOT_OFFERED = _("Select a day from the list")


def _days(later_than: datetime | None = None) -> Choices:
    """The days that can be the last one of a round, and how long that is."""
    ends = [(day.isoformat(), answers_until(day)) for day in last_days(today())]
    return [
        (day, stays_open(number, until))
        for number, (day, until) in enumerate(ends, start=1)
        if later_than is None or until > later_than
    ]


def _with_none() -> Choices:
    return [("", str(_("Until you stop collecting answers"))), *_days()]


class RoundForm(forms.Form):
    """How people are asked, and until when; ``None`` without a last day."""

    method = forms.TypedChoiceField(
        label=_("How do people answer?"),
        choices=Method,
        coerce=Method,
        empty_value=Method.POSITIONS,
        initial=Method.POSITIONS,
        required=False,
        widget=Radios(
            hints={
                Method.POSITIONS: _(
                    "The chair and the vice-chair see afterwards who held which position. People"
                    " say why, and can write statements."
                ),
                Method.BALLOT: _(
                    "Nobody ever sees who chose what. There are no reasons and no statements. At"
                    " least five must vote, or it is not opened."
                ),
            }
        ),
    )
    last_day = forms.TypedChoiceField(
        label=_("How long can people answer?"),
        choices=_with_none,
        coerce=date.fromisoformat,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    mark_optional = False


class ConfirmPositionForm(forms.Form):
    """That a recorded position is right, and how its person said so.

    :param own: whether they say it themselves.
    """

    via = forms.ChoiceField(
        label=_("How did they confirm it?"),
        choices=Position.Via,
        widget=Radios,
        error_messages={"required": _("Select how they confirmed it")},
    )
    taken_at = HiddenMomentField()

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["via"]


class LaterDayForm(forms.Form):
    """Until when a round takes answers that is open already: only days by which people gain.

    :ivar days: those; none where it stays open as long as a round can.
    """

    last_day = forms.TypedChoiceField(
        label=_("How long can people answer?"),
        coerce=date.fromisoformat,
        error_messages={
            "required": _("Select how long people can answer"),
            "invalid_choice": NOT_OFFERED,
        },
    )

    def __init__(self, *args: Any, agreement_round: AgreementRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = _days(agreement_round.answers_until)
        field = cast("forms.ChoiceField", self.fields["last_day"])
        field.choices = [("", _("Select a day")), *self.days]
