"""What people fill in about topics, key messages and rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from core.clock import today
from core.forms.fields import DateField, HiddenVersionField, LineField, TextField
from core.forms.widgets import Checkboxes, Radios
from core.marking import Marking
from core.policy import may
from core.text import BODY_MAX_LENGTH
from deliberation.models import (
    AgreementRound,
    Choice,
    History,
    Position,
)
from deliberation.models.key_messages import WORDING_MAX_LENGTH
from deliberation.models.rounds import NEEDS_REASON
from deliberation.queries import guests_of, people_of

MARKDOWN = _(
    "For a list, start each line with a hyphen or a number and a full stop. Write **bold** with two"
    " stars, *italic* with one, and a link as [its words](https://its.address). Everything else is"
    " shown as you type it."
)


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People by name and role; the rows are memberships."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user} ({obj.get_role_display()})"


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class HandlingForm(forms.Form):
    """What readers must do or not do with a topic."""

    handling = LineField(
        label=_("Handling"),
        max_length=500,
        required=False,
        help_text=_("What readers must do or not do with it, in plain words."),
    )
    handling_first = forms.BooleanField(
        label=_("Readers accept it before they can open the topic"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("handling_first") and not cleaned.get("handling"):
            self.add_error("handling", _("Write the handling that readers accept"))
        return cleaned


class TopicForm(HandlingForm):
    """A question to the group."""

    title = LineField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Enter a title for the topic")},
    )
    ask = TextField(
        label=_("What is the group asked?"),
        max_length=BODY_MAX_LENGTH,
        rows=8,
        help_text=MARKDOWN,
        error_messages={"required": _("Enter what the group is asked")},
    )
    asker = LineField(
        label=_("Who asks?"),
        max_length=200,
        help_text=_("A person or a team, with their role."),
        error_messages={"required": _("Enter who asks")},
    )
    decision_due = DateField(
        label=_("When will the police decide?"),
        help_text=_("Advice that comes after this day comes too late."),
        error_messages={"required": _("Enter the date when the police will decide")},
    )
    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=Marking,
        initial=Marking.OFFICIAL,
        widget=Radios(
            hints={
                Marking.OFFICIAL: _("Confidential to the people who can read the topic."),
                Marking.OFFICIAL_SENSITIVE: _(
                    "Harm could follow if it got out. A banner stands on each page."
                ),
            }
        ),
        error_messages={"required": _("Select a marking")},
    )
    history = forms.ChoiceField(
        label=_("What will people who join later see?"),
        choices=History,
        initial=History.FROM_START,
        widget=Radios,
        error_messages={"required": _("Select what people who join later will see")},
    )
    guests = People(
        label=_("Who of the police and the observers can read the shared space?"),
        queryset=Membership.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text=_("Nobody, until you tick them. They never read the members’ space."),
    )
    readers = People(
        label=_("Is this for named readers only?"),
        queryset=Membership.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text=_(
            "Leave this empty for a topic of the whole group. When you tick people, it is for"
            " them and you alone, and nobody else learns that it exists."
        ),
    )

    field_order = ("title", "ask", "asker", "decision_due", "marking")

    def __init__(self, *args: Any, group: AdvisoryGroup, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {"guests": guests_of(group), "readers": people_of(group).exclude(user=person)}
        for name, found in people.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
            if not found.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("readers") and cleaned.get("guests"):
            self.add_error("guests", _("Tick them among the named readers instead"))
        return cleaned

    def clean_decision_due(self) -> Any:
        due = self.cleaned_data["decision_due"]
        if due < today():
            raise forms.ValidationError(_("The decision day must be today or later"))
        return due


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
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice in NEEDS_REASON and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say in a few words why"))
        return cleaned


def position_of(person: User, agreement_round: AgreementRound) -> dict[str, Any]:
    """What ``deliberation/_position_form.html`` needs: personal, never for a live region."""
    position = Position.objects.counted().filter(round=agreement_round, user=person).first()
    initial = {"choice": position.choice, "reason": position.reason} if position else {}
    return {
        "round": agreement_round,
        "position": position,
        "form": PositionForm(initial=initial),
        "verdict": may(person, "deliberation.take_position", agreement_round),
    }


class RecordForm(PositionForm):
    """The position of somebody who told the secretary."""

    user = Person(
        label=_("Whose position is it?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Select whose position it is")},
    )
    via = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=Position.Via,
        widget=Radios,
        error_messages={"required": _("Select how they told you")},
    )
    field_order = ("user", "via", "choice", "reason")

    def __init__(self, *args: Any, asked: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = asked  # type: ignore[attr-defined]
        self.fields["choice"].label = _("What is their position?")
        self.fields["reason"].label = _("Their reason")
        self.fields["reason"].help_text = _("Needed when they object or have reservations.")


class StatementForm(forms.Form):
    """Why some did not agree, or one of two views."""

    text = TextField(
        label=_("The statement"),
        max_length=2000,
        help_text=_(
            "It goes with the message, on the side of your own position, without your name."
        ),
        error_messages={"required": _("Write the statement")},
    )
