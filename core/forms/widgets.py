"""Widgets that Django has not: hints on choices, a date in three boxes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[Any, Any]]


class _Hinted(forms.widgets.ChoiceWidget):
    """Choices that may carry a hint each, and be drawn small or side by side.

    :param hints: choice value to hint text.
    :param small: the smaller boxes, for filters only.
    :param inline: side by side, for two short answers only.
    """

    block = ""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Choices = (),
        *,
        hints: Mapping[Any, Any] | None = None,
        small: bool = False,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.modifiers = [name for name, on in [("small", small), ("inline", inline)] if on]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["modifiers"] = "".join(f" {self.block}--{m}" for m in self.modifiers)
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(getattr(value, "value", value))
        return option


class Radios(_Hinted, forms.RadioSelect):
    """Radio buttons with hints: ``Radios(hints={"object": _("Your words go on record.")})``."""

    block = "govuk-radios"


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Tick boxes with hints."""

    block = "govuk-checkboxes"


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class DateInput(forms.MultiWidget):
    """Day, month and year in three boxes, posted as ``x_day``, ``x_month``, ``x_year``."""

    template_name = "components/date_input.html"
    wrong_parts: list[int] = []
    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput() for name in ("day", "month", "year")
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A date as three values; three Nones when there is none."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for number, box in enumerate(context["widget"]["subwidgets"]):
            box["label"] = self.labels[number]
            width = 4 if number == 2 else 2  # noqa: PLR2004 a year has four digits
            error = " govuk-input--error" if number in self.wrong_parts else ""
            box["attrs"] = {
                **box["attrs"],
                "class": f"govuk-input govuk-date-input__input{error} govuk-input--width-{width}",
                "inputmode": "numeric",
            }
        return context
