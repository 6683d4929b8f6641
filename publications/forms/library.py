"""What a reader of the library chooses to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import DateField
from publications import library
from publications.library import Chosen, Order, Status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class _Counted(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rows with how many publications there are of each."""

    def __init__(self, label: Any, everything: Any) -> None:
        super().__init__(
            label=label,
            queryset=None,
            required=False,
            empty_label=everything,
            error_messages={"invalid_choice": _("Select one of these")},
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.number})"


class LibraryForm(forms.Form):
    """Topic, force, days, where the responses stand, and the order. All may stay empty."""

    subject = _Counted(_("Topic"), _("All topics"))
    organisation = _Counted(_("Police force or organisation"), _("All"))
    since = DateField(label=_("Published from"), required=False)
    until = DateField(label=_("Published up to"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order, required=False)

    def __init__(self, *args: Any, reader: User | AnonymousUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows("subject").queryset = library.subjects(reader)
        self._rows("organisation").queryset = library.organisations(reader)
        counts = library.counts(reader)
        status = cast("forms.ChoiceField", self.fields["status"])
        status.choices = [
            ("", _("All")),
            *((code, f"{words} ({counts[code]})") for code, words in Status.choices),
        ]

    def _rows(self, name: str) -> forms.ModelChoiceField[Any]:
        return cast("forms.ModelChoiceField[Any]", self.fields[name])

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day must be the same as or after the first"))
        return cleaned

    def chosen(self) -> Chosen:
        """What was chosen; everything while something is wrong."""
        if not self.is_bound or not self.is_valid():
            return Chosen()
        cleaned = {**self.cleaned_data, "order": self.cleaned_data["order"] or Order.NEWEST}
        return Chosen(**cleaned)
