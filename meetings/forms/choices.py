"""Give a field the choices that rows make, and let a form be filled in for somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


def people(users: Any) -> list[tuple[int, str]]:
    """Choices of people, by name."""
    return [(user.pk, user.name) for user in users]


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of one form the choices that its rows make."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


class ForAnother(forms.Form):
    """A form in which is written down what somebody else has said."""

    user = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        widget=forms.Select,
        error_messages={"required": _("Select a person")},
    )
    field_order: Sequence[str] = ("user",)

    def offer(self, users: Iterable[User]) -> None:
        """Let one of these be chosen."""
        self._people = {user.pk: user for user in users}
        set_choices(self, "user", [("", _("Choose a person")), *people(self._people.values())])

    def chosen(self) -> User:
        """For whom it is."""
        return self._people[self.cleaned_data["user"]]
