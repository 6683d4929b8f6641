"""Which topic is put to the forces, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.fields import DateField
from core.forms.widgets import Radios
from deliberation.models import Topic


class NationalTopicForm(forms.Form):
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
    closes_on = DateField(
        label=_("What is the last day for the groups?"),
        help_text=_("They say until then whether they take part, and agree what they think."),
        error_messages={"required": _("Enter the last day for the groups")},
    )

    def __init__(self, *args: Any, topics: QuerySet[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has passed, and one after the decision."""
        cleaned = super().clean() or self.cleaned_data
        topic, closes_on = cleaned.get("topic"), cleaned.get("closes_on")
        if closes_on and closes_on < today():
            self.add_error("closes_on", _("The last day must be today or later"))
        elif closes_on and topic and closes_on > topic.decision_due:
            self.add_error("closes_on", _("The last day must not be after the decision"))
        return cleaned
