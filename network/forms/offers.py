"""Which agreed messages are offered, and which of them are released."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.seen import SeenField
from core.forms.widgets import Checkboxes
from deliberation.advice import drawn, fingerprint, outcome
from deliberation.models import KeyMessage
from network.models import MessageOffer
from network.models.released import WELSH_LENGTH
from network.queries import Waiting

CHOSEN = {
    "required": _("Select at least one message"),
    "invalid_choice": _("One of them can no longer be chosen. Look at your choice again"),
}


def _key(name: str, pk: int) -> str:
    return f"{name}_{pk}"


class OfferForm(forms.Form):
    """The agreed messages that the group offers, each in Welsh too where it agreed that.

    :param offered: the messages that can be offered.
    """

    messages = forms.MultipleChoiceField(
        label=_("Which messages do you offer?"), widget=Checkboxes, error_messages=CHOSEN
    )

    def __init__(self, *args: Any, offered: list[KeyMessage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {str(row.pk): row for row in offered}
        drawn_now = {key: drawn(row) for key, row in self._offered.items()}
        choices = [(key, message["text"]) for key, message in drawn_now.items()]
        self.fields["messages"].choices = choices  # type: ignore[attr-defined]
        self.fields["messages"].widget.hints = {
            key: f"{message['reference']}. {outcome(message)}" for key, message in drawn_now.items()
        }
        for row in offered:
            self.fields[_key("welsh", row.pk)] = TextField(
                label=_now("%s in Welsh") % row.reference,
                max_length=WELSH_LENGTH,
                rows=3,
                required=False,
            )

    @property
    def in_welsh_fields(self) -> list[forms.BoundField]:
        """The boxes for Welsh."""
        return [self[name] for name in self.fields if name != "messages"]

    @property
    def has_welsh(self) -> bool:
        """Whether something is typed into one of them, or wrong with it."""
        return any(box.value() or box.errors for box in self.in_welsh_fields)

    def clean(self) -> dict[str, Any]:
        """Refuse Welsh of a message that is not chosen: it would be lost."""
        cleaned = super().clean() or self.cleaned_data
        if "messages" in cleaned:
            for key, row in self._offered.items():
                name = _key("welsh", row.pk)
                if cleaned.get(name) and key not in cleaned["messages"]:
                    self.add_error(name, _now("Select %s too, or leave this empty") % row.reference)
        return cleaned

    def chosen(self) -> list[KeyMessage]:
        """The messages that were chosen."""
        return [self._offered[key] for key in self.cleaned_data["messages"]]

    def in_welsh(self) -> dict[int, str]:
        """What of them was typed in Welsh, by key of the message."""
        return {row.pk: self.cleaned_data[_key("welsh", row.pk)] for row in self.chosen()}


class ReleaseForm(forms.Form):
    """The messages that a chair releases, as they were on the screen.

    :param waiting: those that can be released.
    """

    offers = forms.MultipleChoiceField(
        label=_("Which messages do you release?"), widget=Checkboxes, error_messages=CHOSEN
    )
    is_confirmed = forms.BooleanField(
        label=_("The words that are pointed out name nobody, and may tell whose message it is"),
        required=False,
        help_text=_("Only if you release one of the messages with such words."),
    )
    seen = SeenField(max_length=20_000, required=False)

    def __init__(self, *args: Any, waiting: list[Waiting], **kwargs: Any) -> None:
        prints = [f"{waits.offer.pk}:{fingerprint(waits.message)}" for waits in waiting]
        kwargs["initial"] = {"seen": " ".join(prints)}
        super().__init__(*args, **kwargs)
        self._offers = {str(waits.offer.pk): waits.offer for waits in waiting}
        choices = [(str(waits.offer.pk), waits.message["reference"]) for waits in waiting]
        self.fields["offers"].choices = choices  # type: ignore[attr-defined]
        if not any(waits.naming or waits.telling for waits in waiting):
            del self.fields["is_confirmed"]

    def chosen(self) -> list[MessageOffer]:
        """The offers that were chosen."""
        return [self._offers[key] for key in self.cleaned_data["offers"]]

    def prints(self) -> dict[int, str]:
        """Which words of them were on the screen, by key of the offer."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["seen"].split())
        prints = {key: words for key, _colon, words in pairs}
        return {offer.pk: prints.get(str(offer.pk), "") for offer in self.chosen()}

    @property
    def confirmed(self) -> bool:
        """Whether the words that are pointed out are confirmed."""
        return bool(self.cleaned_data.get("is_confirmed"))
