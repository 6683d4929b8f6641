"""What people say of an interest in an item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import LineField
from core.forms.seen import SeenField
from core.forms.widgets import Radios
from meetings import queries
from meetings.forms.choices import ForAnother
from meetings.models import AgendaItem, Recusal

Part = Recusal.Part
HINTS = {
    Part.LEAVES: _("Out of the video until it is over. They read none of its papers and captions."),
    Part.LISTENS: _("They read and hear everything. In the video nobody hears or sees them."),
}


class InterestForm(forms.Form):
    """Declare an interest in an item."""

    reason = LineField(
        label=_("What is your interest?"),
        help_text=_("A few words. The chair and the secretary read them; they are in the record."),
        max_length=300,
        error_messages={"required": _("Enter what your interest is")},
    )


class PartForm(forms.Form):
    """Whether somebody with an interest leaves, or stays and listens."""

    part = forms.ChoiceField(
        label=_("What do they do during this item?"),
        help_text=_("Either way they take no part: no hand, no words, no position and no vote."),
        choices=Part,
        initial=Part.LEAVES,
        widget=Radios(hints=HINTS),
        error_messages={"required": _("Select what they do during this item")},
    )

    def clean_part(self) -> Recusal.Part:
        return Part(self.cleaned_data["part"])


class InterestForForm(ForAnother, InterestForm, PartForm):
    """An interest of somebody who said so on the telephone or in person."""

    field_order = ("user", "reason", "part")

    def __init__(self, *args: Any, item: AgendaItem, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What is their interest?")
        self.offer(queries.without_interest(item).exclude(pk=person.pk))


class InterestChangeForm(PartForm):
    """Let somebody stay after all, or have them leave.

    ``seen``: what the page said that they do.
    """

    seen = SeenField(max_length=10)

    def __init__(self, data: Mapping[str, Any] | None, *, part: str) -> None:
        super().__init__(data, initial={"part": part, "seen": part})
