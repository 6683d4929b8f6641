"""What the police answer, and what the chair says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.fields import DateField, TextField
from core.forms.widgets import Radios
from deliberation.models import KeyMessage, Response


class AnswerForm(forms.Form):
    """The police response to one message. That it names nobody is for the action to say.

    :param inside: whether the message was sent inside the portal, and is not published.
    """

    decision = forms.ChoiceField(
        label=_("Response"),
        choices=Response.Decision,
        widget=Radios(
            hints={
                Response.Decision.ACCEPTED_IN_PART: _("Say below which part is not, and why."),
                Response.Decision.NOT_ACCEPTED: _("Say below why."),
                Response.Decision.UNDER_CONSIDERATION: _(
                    "Give the day of the next response below."
                ),
                Response.Decision.DONE: _("Say below what was done, and how the group can see it."),
                Response.Decision.PARTLY_DONE: _("Say below what was done, and what was not."),
            }
        ),
        error_messages={"required": _("Select a response")},
    )
    reason = TextField(
        label=_("What will be done, or why not"),
        max_length=2000,
        required=False,
        help_text=_("This is read by everybody who reads the summary. Offices, not names."),
    )
    review_on = DateField(
        label=_("Day of the next response"),
        required=False,
        help_text=_(
            "While it is under consideration. Else, if you like, the day by which you say what was"
            " done: you and the chair are reminded."
        ),
    )

    def __init__(self, *args: Any, inside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if inside:
            self.fields["reason"].help_text = _(
                "This is read by everybody who reads the topic, and in the summary if the message"
                " is published later. Offices, not names."
            )

    def clean(self) -> dict[str, Any]:
        """A reason where one is owed, and a day where one is."""
        cleaned: dict[str, Any] = super().clean() or {}
        decision, reason = cleaned.get("decision"), cleaned.get("reason", "")
        if decision in Response.NEEDS_REASON and not reason:
            self.add_error("reason", Response.reason_missing(decision).rstrip("."))
        day = cleaned.get("review_on")
        waits = decision == Response.Decision.UNDER_CONSIDERATION
        if (waits and not day) or (day and day <= today()):
            self.add_error("review_on", _("Give the day, after today, by which you will respond"))
        return cleaned


class UnaddressedForm(forms.Form):
    """That the answer on the screen does not address the advice."""

    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, key_message: KeyMessage, **kwargs: Any) -> None:
        newest = key_message.response
        kwargs.setdefault("initial", {"seen": newest.pk if newest else 0})
        super().__init__(*args, **kwargs)
