"""The themes of a national topic, and which message is in which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms.fields import NameField
from network.models import ReleasedMessage, Theme
from network.models.themes import NAME_LENGTH


class ThemeForm(forms.Form):
    """The name of a theme."""

    name = NameField(
        label=_("Name of the theme"),
        max_length=NAME_LENGTH,
        help_text=_("Such as: Signs in the street. Readers see it above its messages."),
        error_messages={"required": _("Enter the name of the theme")},
    )


class ChangeThemeForm(ThemeForm):
    """The same, and its place among the others."""

    order = forms.IntegerField(
        label=_("Place among the themes"),
        min_value=1,
        max_value=999,
        help_text=_("1 is the first. The others make room."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a number from 1 to 999")
        ),
    )


class SortForm(forms.Form):
    """A theme for each message of one page. What somebody else sorted meanwhile stays.

    Fields are named by references: keys follow each other in what one group released in one go.

    :param messages: those of the page.
    :param themes: what they can be sorted into.
    """

    mark_optional = False  # “Not sorted yet” is an answer

    def __init__(
        self, *args: Any, messages: Iterable[ReleasedMessage], themes: list[Theme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _now("Not sorted yet")), *((str(t.pk), t.name) for t in themes)]
        self._names = {f"theme_{message.reference}": message for message in messages}
        for name, message in self._names.items():
            self.fields[name] = forms.ChoiceField(
                label=_now("Theme of %s") % message.reference,
                choices=choices,
                required=False,
                initial=str(message.theme_id or ""),
                show_hidden_initial=True,
                error_messages={
                    "invalid_choice": _("This theme is no longer there. Select another")
                },
            )

    def boxes(self) -> list[tuple[ReleasedMessage, forms.BoundField]]:
        """Each message with its field."""
        return [(message, self[name]) for name, message in self._names.items()]

    def themes(self) -> dict[int, int | None]:
        """Key of the theme, or ``None``, by key of the message, where this form changed it."""
        chosen = {name: self.cleaned_data[name] for name in self.changed_data}
        return {self._names[name].pk: int(key) if key else None for name, key in chosen.items()}
