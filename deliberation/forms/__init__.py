"""What people fill in about key messages and rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import HiddenVersionField, TextField
from core.forms.widgets import Radios
from core.policy import may
from deliberation.forms.ballots import ballot_of
from deliberation.models import (
    AgreementRound,
    Choice,
    Position,
)
from deliberation.models.key_messages import (
    ADDRESSEES_MAX_LENGTH,
    WHY_MAX_LENGTH,
    WORDING_MAX_LENGTH,
)
from deliberation.models.scale import NEEDS_REASON
from deliberation.voices import mandate_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

MARKDOWN = _(
    "For a list, start each line with a hyphen or a number and a full stop. Write **bold** with two"
    " stars, *italic* with one, and a link as [its words](https://its.address). Everything else is"
    " shown as you type it."
)


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ProposalForm(forms.Form):
    """The first wording of a key message."""

    text = TextField(
        label=_("The message, word for word"),
        max_length=WORDING_MAX_LENGTH,
        rows=4,
        help_text=_("One thing that you want done, in one or two sentences."),
        error_messages={"required": _("Write the message")},
    )


class WordingForm(ProposalForm):
    """A new wording, and which one the writer had in front of them."""

    after = HiddenVersionField(min_value=1)


class ReasonsForm(forms.Form):
    """Why the group says it and who is asked to reply, and which of both the writer had."""

    why = TextField(
        label=_("Why does the group say this?"),
        max_length=WHY_MAX_LENGTH,
        rows=4,
        required=False,
        help_text=_("In a few sentences. They go with the message; name nobody in them."),
    )
    addressed_to = TextField(
        label=_("Who is asked to reply?"),
        max_length=ADDRESSEES_MAX_LENGTH,
        rows=3,
        required=False,
        help_text=_("Bodies or offices, one a line, such as the force, or the council."),
    )
    after = HiddenVersionField(min_value=0)
    mark_optional = False


class PositionForm(forms.Form):
    """Where somebody stands."""

    choice = forms.ChoiceField(
        label=_("Can the group send this, word for word?"),
        choices=Choice,
        widget=Radios(
            hints={
                Choice.RESERVATIONS: _("Say what worries you."),
                Choice.LIVE_WITH: _("Not what I would say, but I do not stand in the way."),
                Choice.OBJECT: _("Say why. It goes on the record without your name."),
            }
        ),
        error_messages={"required": _("Choose one of the five")},
    )
    reason = TextField(
        label=_("Your reason"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Needed when you object or have reservations."),
    )
    may_be_published = forms.BooleanField(
        label=_("Publish my reservation with the message, without my name"),
        help_text=_("Only if you support it with reservations."),
        required=False,
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice in NEEDS_REASON and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say in a few words why"))
        return cleaned


def position_of(person: User, agreement_round: AgreementRound) -> dict[str, Any]:
    """What ``deliberation/_position_form.html`` needs: personal, never for a live region."""
    if agreement_round.is_ballot:
        return ballot_of(person, agreement_round)
    position = Position.objects.counted().filter(round=agreement_round, user=person).first()
    fields = ("choice", "reason", "may_be_published")
    initial = {name: getattr(position, name) for name in fields} if position else {}
    return {
        "round": agreement_round,
        "position": position,
        "form": PositionForm(initial=initial),
        "verdict": may(person, "deliberation.take_position", agreement_round),
        "mandate": mandate_in(agreement_round, person),
    }


class RecordForm(PositionForm):
    """The position of somebody who told the secretary.

    :param asked: who is offered; ``entitled``: who is taken, for the action then says to whoever
        declared an interest meanwhile why they take no position, and that is on record.
    """

    user = Person(
        label=_("Whose position is it?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Select whose position it is")},
    )
    via = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=[(via.value, capfirst(via.label)) for via in Position.Via],
        widget=Radios,
        error_messages={"required": _("Select how they told you")},
    )
    field_order = ("user", "via", "choice", "reason", "may_be_published")

    def __init__(
        self, *args: Any, asked: QuerySet[User], entitled: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        user = cast("Person", self.fields["user"])
        user.queryset = entitled
        offered = ((person.pk, user.label_from_instance(person)) for person in asked)
        user.choices = [("", user.empty_label), *offered]
        self.fields["choice"].label = _("What is their position?")
        self.fields["reason"].label = _("Their reason")
        self.fields["reason"].help_text = _("Needed when they object or have reservations.")
        publish = self.fields["may_be_published"]
        publish.label = _("Publish their reservation with the message, without their name")
        publish.help_text = _("Only if they support it with reservations, and told you so.")
