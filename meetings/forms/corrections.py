"""What people fill in about a correction of minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import TextField
from core.policy import may
from meetings.actions import Proposed
from meetings.forms.choices import set_choices
from meetings.forms.minutes import MinutesForm
from meetings.models import Correction, MinutesItem
from meetings.models.corrections import CORRECTION_MAX_LENGTH


class CorrectionForm(forms.Form):
    """What the minutes of an item say, what they should say, and why; for whom it is written."""

    person = forms.TypedChoiceField(
        label=_("Who proposes it?"),
        help_text=_("Choose somebody else to write down what they told you."),
        coerce=int,
        error_messages={"required": _("Select who proposes it")},
    )
    says = TextField(
        label=_("What do the minutes say?"),
        help_text=_("Copy the words that are wrong. Leave it empty where something is missing."),
        max_length=CORRECTION_MAX_LENGTH,
        rows=3,
        required=False,
    )
    should_say = TextField(
        label=_("What should they say?"),
        help_text=_("Leave it empty where the words should go."),
        max_length=CORRECTION_MAX_LENGTH,
        rows=3,
        required=False,
    )
    why = TextField(
        label=_("Why?"),
        max_length=CORRECTION_MAX_LENGTH,
        rows=3,
        error_messages={"required": _("Say why")},
    )

    def __init__(self, *args: Any, minutes_item: MinutesItem, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"person": user.pk}
        super().__init__(*args, **kwargs)
        self._people = {user.pk: user}
        if not may(user, "meetings.record_correction", minutes_item):
            del self.fields["person"]
            return
        invited = minutes_item.minutes.meeting.attendances.with_access().select_related("user")
        rows = invited.exclude(user=user).order_by("user__name")
        self._people |= {row.user_id: row.user for row in rows}
        names = [(pk, _("I do") if pk == user.pk else p.name) for pk, p in self._people.items()]
        set_choices(self, "person", names)

    def clean(self) -> dict[str, Any]:
        """Refuse a correction of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("says") or cleaned.get("should_say")):
            self.add_error("should_say", _("Say what is wrong, or what is missing"))
        return cleaned

    def proposed(self) -> Proposed:
        """What was filled in."""
        return Proposed(**{name: self.cleaned_data[name] for name in Proposed._fields})

    @property
    def user(self) -> User | None:
        """For whom it is written; ``None`` where nobody can be chosen."""
        chosen = self.cleaned_data.get("person")
        return self._people[chosen] if chosen else None


class AcceptCorrectionForm(MinutesForm):
    """The words of the item, with the correction in its place where that is certain."""

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        minutes_item = correction.minutes_item
        kwargs["initial"] = {"body": corrected(minutes_item.body, correction)}
        super().__init__(*args, minutes_item=minutes_item, **kwargs)
        self.fields["body"].label = _("What the minutes say from now on")


class RefuseCorrectionForm(forms.Form):
    """Why a correction is not accepted."""

    answer = TextField(
        label=_("Why are the minutes left as they are?"),
        help_text=_("Everybody who reads this item reads it."),
        max_length=CORRECTION_MAX_LENGTH,
        rows=4,
        error_messages={"required": _("Say why")},
    )


def corrected(body: str, correction: Correction) -> str:
    """``body`` with the correction in it: in place of what it says, or at the end.

    As it is, where the words stand there not at all, or more than once.
    """
    if not correction.says:
        return f"{body}\n\n{correction.should_say}".strip()
    return (
        body.replace(correction.says, correction.should_say)
        if (body.count(correction.says) == 1)
        else body
    )
