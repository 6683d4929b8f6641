"""On which released messages a key message rests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Checkboxes
from deliberation.advice import outcome
from network.models import ReleasedMessage


class RestsOnForm(forms.Form):
    """What stands, those ticked on which it rests. What somebody else chose meanwhile stays.

    Named by references: keys follow each other in what one group released in one go.

    :param offered: what can be chosen; ``chosen``: references of what is chosen now.
    """

    released = forms.MultipleChoiceField(
        label=_("Which messages does it rest on?"),
        required=False,
        widget=Checkboxes,
        show_hidden_initial=True,
        help_text=_("Untick those on which it does not rest after all."),
        error_messages={
            "invalid_choice": _("One of these was withdrawn meanwhile. Look at your choice again")
        },
    )
    mark_optional = False

    def __init__(
        self, *args: Any, offered: Iterable[ReleasedMessage], chosen: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = list(offered)
        field = cast("forms.MultipleChoiceField", self.fields["released"])
        field.initial = sorted(chosen)
        field.choices = [(row.reference, row.words["text"]) for row in rows]
        field.widget.hints = {row.reference: _hint(row) for row in rows}

    @property
    def _before(self) -> set[str]:
        """What was ticked when the page was drawn."""
        widget = self.fields["released"].hidden_widget()
        name = self.add_initial_prefix("released")
        return set(widget.value_from_datadict(self.data, self.files, name))

    @property
    def add(self) -> set[str]:
        """What was ticked on the page."""
        return set(self.cleaned_data["released"]) - self._before

    @property
    def remove(self) -> set[str]:
        """What was unticked on the page."""
        return self._before - set(self.cleaned_data["released"])


def _hint(released: ReleasedMessage) -> str:
    words: Any = released.words
    theme = released.theme.name if released.theme else _now("not sorted yet")
    return f"{released.reference} · {theme} · {outcome(words)}"
