"""Which agreed message goes to whom, what the chair confirms, and what the receiver asks itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Organisation
from core.forms.fields import LineField, TextField
from core.forms.seen import SeenField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH
from deliberation.advice import drawn, fingerprint, outcome
from deliberation.forms import MARKDOWN
from deliberation.models import KeyMessage
from network.models import Forwarding
from network.queries import Leaving

TITLE_LENGTH = 200
LINK_LENGTH = 500  # characters that are left for the line which leads back to the message


class ReceiverForm(forms.Form):
    """Who receives a message.

    :param groups, bodies: to whom it can go.
    """

    receiver = forms.ChoiceField(
        label=_("Who receives it?"),
        help_text=_("A group of the directory, or a body for which somebody reads here."),
        error_messages={
            "required": _("Select who receives it"),
            "invalid_choice": _("Select one from the list"),
        },
    )

    def __init__(
        self,
        *args: Any,
        groups: Iterable[AdvisoryGroup],
        bodies: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._receivers: dict[str, AdvisoryGroup | Organisation] = {
            **{receiver_key(row): row for row in groups},
            **{receiver_key(row): row for row in bodies},
        }
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", _now("Choose a group or a body")),
            (_now("Groups"), self._named("group")),
            (_now("Bodies"), self._named("body")),
        ]

    def _named(self, kind: str) -> list[tuple[str, str]]:
        return [(key, str(row)) for key, row in self._receivers.items() if key.startswith(kind)]

    def to_whom(self) -> AdvisoryGroup | Organisation:
        """Who receives it."""
        return self._receivers[self.cleaned_data["receiver"]]


def receiver_key(receiver: AdvisoryGroup | Organisation) -> str:
    """What a form calls ``receiver``."""
    return f"{'group' if isinstance(receiver, AdvisoryGroup) else 'body'}.{receiver.pk}"


class ForwardForm(ReceiverForm):
    """A message, and who receives it.

    :param offered: the messages that can be sent.
    """

    message = forms.ChoiceField(
        label=_("Which message do you offer?"),
        widget=Radios,
        error_messages={
            "required": _("Select a message"),
            "invalid_choice": _("This message can no longer be chosen. Select another"),
        },
    )
    field_order = ("message", "receiver")

    def __init__(self, *args: Any, offered: list[KeyMessage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._messages = {str(row.pk): row for row in offered}
        drawn_now = {key: drawn(row) for key, row in self._messages.items()}
        choices = [(key, message["text"]) for key, message in drawn_now.items()]
        self.fields["message"].choices = choices  # type: ignore[attr-defined]
        self.fields["message"].widget.hints = {
            key: f"{message['reference']}. {outcome(message)}" for key, message in drawn_now.items()
        }

    def chosen(self) -> KeyMessage:
        """The message."""
        return self._messages[self.cleaned_data["message"]]


class SendForm(forms.Form):
    """What the chair confirms of the words that are on the screen.

    :param looked: what would leave.
    """

    is_confirmed = forms.BooleanField(
        label=_("The words that are pointed out name nobody"), required=False
    )
    seen = SeenField(
        max_length=100,
        error_messages={"required": _("Read the words once more, and send them then")},
    )

    def __init__(self, *args: Any, looked: Leaving, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": fingerprint(looked.message)}
        super().__init__(*args, **kwargs)
        if not looked.naming:
            del self.fields["is_confirmed"]

    @property
    def confirmed(self) -> bool:
        """Whether the words that are pointed out are confirmed."""
        return bool(self.cleaned_data.get("is_confirmed"))


class DiscussForm(forms.Form):
    """A topic of the receiving group.

    :param forwarding: what it was sent.
    """

    title = LineField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Enter a title")},
    )
    ask = TextField(
        label=_("What do you ask your group?"),
        max_length=BODY_MAX_LENGTH - LINK_LENGTH,
        rows=5,
        help_text=MARKDOWN,
        error_messages={"required": _("Enter what you ask your group")},
    )

    def __init__(self, *args: Any, forwarding: Forwarding, **kwargs: Any) -> None:
        names = {"reference": forwarding.reference, "group": forwarding.group}
        title = _now("%(reference)s from %(group)s") % names
        kwargs["initial"] = {"title": title[:TITLE_LENGTH]}
        super().__init__(*args, **kwargs)
