"""Which topic is put to the forces, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.dates import day
from core.forms.fields import DateField
from core.forms.widgets import Radios
from deliberation.models import Topic
from network.models import NationalTopic


class WindowForm(forms.Form):
    """The last day for the groups."""

    closes_on = DateField(
        label=_("What is the last day for the groups?"),
        help_text=_("They say until then whether they take part, and agree what they think."),
        error_messages={"required": _("Enter the last day for the groups")},
    )

    def clean_closes_on(self) -> date:
        """Refuse a day that has passed."""
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < today():
            raise forms.ValidationError(_("The last day must be today or later"))
        return closes_on

    def look_at(self, closes_on: date | None, topic: Topic | None) -> None:
        """Refuse a day after the decision on ``topic``."""
        due = topic.decision_due if topic else None
        if closes_on and due and closes_on > due:
            self.add_error("closes_on", _("The last day must not be after the decision"))


class ChangeWindowForm(WindowForm):
    """Another last day for a national topic, which only moves later once it is open.

    :param national_topic: as it stands.
    """

    def __init__(self, *args: Any, national_topic: NationalTopic, **kwargs: Any) -> None:
        kwargs["initial"] = {"closes_on": national_topic.closes_on}
        super().__init__(*args, **kwargs)
        self.national_topic = national_topic
        if national_topic.is_out:
            self.fields["closes_on"].help_text = _(
                "Groups rely on the day that they were told, so it only moves later. They are told."
                " The topic of a group moves with it, unless that group has changed the day itself."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a day after the decision and, once it is open, one that is no later."""
        cleaned = super().clean() or self.cleaned_data
        closes_on, stands = cleaned.get("closes_on"), self.national_topic.closes_on
        if closes_on and self.national_topic.is_out and closes_on <= stands:
            words = _("The last day must be later than %s") % day(stands)
            self.add_error("closes_on", words)
        self.look_at(closes_on, self.national_topic.topic)
        return cleaned


class NationalTopicForm(WindowForm):
    """A topic of the network, and the last day for the groups.

    :param topics: those that can be put to the forces.
    """

    topic = forms.ModelChoiceField(
        label=_("Which topic?"),
        queryset=Topic.objects.none(),
        empty_label=None,
        widget=Radios,
        error_messages={"required": _("Select a topic")},
    )
    field_order = ("topic", "closes_on")

    def __init__(self, *args: Any, topics: QuerySet[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a day after the decision."""
        cleaned = super().clean() or self.cleaned_data
        self.look_at(cleaned.get("closes_on"), cleaned.get("topic"))
        return cleaned
