"""Which reports are put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios
from visits.models.digests import Quarter


class DigestForm(forms.Form):
    """A quarter that has approved reports.

    :param quarters: those, the newest first.
    """

    quarter = forms.TypedChoiceField(
        label=_("Which quarter?"),
        widget=Radios,
        error_messages={"required": _("Select a quarter")},
    )

    def __init__(self, *args: Any, quarters: Sequence[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["quarter"]
        field.choices = [(f"{each.year}-{each.number}", str(each)) for each in quarters]
        field.coerce = lambda value: Quarter(*map(int, value.split("-")))
