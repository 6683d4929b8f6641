"""Give a field the choices that rows make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms


def people(users: Any) -> list[tuple[int, str]]:
    """Choices of people, by name."""
    return [(user.pk, user.name) for user in users]


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of one form the choices that its rows make."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices
