"""Opening a topic, making it a consultation, saying how it is handled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, Membership, User
from accounts.models.memberships import GUESTS
from core.clock import today
from core.forms.fields import DateField, HiddenVersionField, LineField, TextField
from core.forms.widgets import Checkboxes, Radios
from core.marking import Marking
from core.policy import may
from core.text import BODY_MAX_LENGTH
from deliberation import promises
from deliberation.forms import MARKDOWN
from deliberation.models import History, Tag, Topic
from deliberation.models.tags import MOST_ON_A_TOPIC
from deliberation.queries import guests_of, people_of


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People by name and role; the rows are memberships."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user} ({obj.get_role_display()})"


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


class DecisionForm(forms.Form):
    """When it is decided."""

    decision_due = DateField(
        label=_("When will the police decide?"),
        help_text=_("Advice that comes after this day comes too late."),
        error_messages={"required": _("Enter the date when the police will decide")},
    )

    def clean_decision_due(self) -> Any:
        due = self.cleaned_data["decision_due"]
        if due and due < today():
            raise forms.ValidationError(_("The decision day must be today or later"))
        return due


class AskedForm(DecisionForm):
    """Who asks, and when they decide: what makes a topic a consultation."""

    asker = LineField(
        label=_("Who asks?"),
        max_length=200,
        help_text=_("A person or a team, with their role."),
        error_messages={"required": _("Enter who asks")},
    )
    field_order: tuple[str, ...] = ("asker", "decision_due")


class QuestionForm(forms.Form):
    """What a topic asks, and how it is marked."""

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


class TopicForm(HandlingForm, AskedForm, QuestionForm):
    """A question to the group."""

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

    template_name = "deliberation/_topic_form.html"
    field_order = ("title", "ask", "asker", "decision_due", "marking")
    behind = ("asker", "decision_due", "marking", "handling", "handling_first", "history")

    def __init__(self, *args: Any, group: AdvisoryGroup, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organises = may(person, "deliberation.open_consultation", group)
        others = people_of(group).exclude(user=person)
        people = {"guests": guests_of(group), "readers": others}
        if not organises:  # guests, and questions of somebody else, come from the organisers
            people = {
                "guests": Membership.objects.none(),
                "readers": others.exclude(role__in=GUESTS),
            }
        for name in ("asker", "decision_due"):
            self.fields[name].required = False
            if not organises:
                del self.fields[name]
        for name, places in people.items():
            self.fields[name].queryset = places  # type: ignore[attr-defined]
            if not places.exists():
                del self.fields[name]

    def more(self) -> list[forms.BoundField]:
        """The fields behind "More options"."""
        return [self[name] for name in self.behind if name in self.fields]

    def opens_more(self) -> bool:
        """Whether something stands there that has to be looked at."""
        taken_over = any(self.initial.get(name) for name in self.behind)
        filled_in = self.is_bound and not set(self.behind).isdisjoint(self.changed_data)
        return taken_over or filled_in or any(field.errors for field in self.more())

    def opens_readers(self) -> bool:
        """Whether somebody was ticked as a named reader."""
        return "readers" in self.fields and bool(self["readers"].errors or self["readers"].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("readers") and cleaned.get("guests"):
            self.add_error("guests", _("Tick them among the named readers instead"))
        asked = {name for name in ("asker", "decision_due") if cleaned.get(name)}
        if len(asked) == 1 and not self.errors.keys() & {"asker", "decision_due"}:
            missing = "decision_due" if "asker" in asked else "asker"
            self.add_error(missing, self.fields[missing].error_messages["required"])
        return cleaned


class ChangeTopicForm(DecisionForm, QuestionForm):
    """A new title, question, decision day or marking, and the version that was on the screen."""

    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"),
        queryset=Tag.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text=_("Up to 3. The chair and the secretary keep the list."),
    )
    after = HiddenVersionField(min_value=1)
    field_order = ("title", "ask", "decision_due", "marking", "tags")

    def __init__(self, *args: Any, topic: Topic, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic
        decides = may(person, "deliberation.change_decision", topic)
        if not decides:
            del self.fields["marking"]
        if not decides or not topic.is_consultation:
            del self.fields["decision_due"]
        offered = topic.group.tags.all()
        self.fields["tags"].queryset = offered  # type: ignore[attr-defined]
        if not offered.exists():
            del self.fields["tags"]

    def clean_tags(self) -> Any:
        """Refuse more than a topic carries."""
        tags = self.cleaned_data["tags"]
        if len(tags) > MOST_ON_A_TOPIC:
            raise forms.ValidationError(_("Select up to 3 tags"))
        return tags

    def clean_decision_due(self) -> Any:
        """A day that has passed may stay; none is put in its place."""
        if self.cleaned_data["decision_due"] == self.topic.decision_due:
            return self.topic.decision_due
        due = super().clean_decision_due()
        if broken := promises.broken_by(self.topic.pk, due):
            raise forms.ValidationError(broken)
        return due
