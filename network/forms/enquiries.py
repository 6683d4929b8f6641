"""A question to other groups, and whom it is put to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup
from core.clock import today
from core.forms.fields import DateField, LineField, TextField
from core.forms.widgets import Checkboxes
from network.models.enquiries import QUESTION_LENGTH, TITLE_LENGTH
from network.queries import groups_of_network


class NoNamesForm(forms.Form):
    """What a chair confirms of words that leave the group.

    :param naming: what is pointed out in them.
    """

    is_confirmed = forms.BooleanField(
        label=_("The words that are pointed out name nobody"), required=False
    )

    def __init__(self, *args: Any, naming: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not naming:
            del self.fields["is_confirmed"]

    @property
    def confirmed(self) -> bool:
        """Whether the words that are pointed out are confirmed."""
        return bool(self.cleaned_data.get("is_confirmed"))


class EnquiryForm(forms.Form):
    """What is asked, of whom, and until when.

    :param groups: those that can be asked.
    :param networks: those of which all groups can be asked in one go.
    """

    title = LineField(
        label=_("What is it about?"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Enter what it is about")},
    )
    question = TextField(
        label=_("What do you ask?"),
        max_length=QUESTION_LENGTH,
        rows=5,
        help_text=_("Other groups read it in the name of yours. Say it without names of people."),
        error_messages={"required": _("Enter what you ask")},
    )
    closes_on = DateField(
        label=_("Until when can they answer?"),
        help_text=_("A day within the next 180 days."),
        error_messages={"required": _("Enter the last day to answer")},
    )
    networks = forms.ModelMultipleChoiceField(
        label=_("Do you ask every group of a network?"),
        queryset=AdvisoryGroup.objects.none(),
        required=False,
        widget=Checkboxes,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Which groups do you ask?"),
        queryset=AdvisoryGroup.objects.none(),
        required=False,
        widget=Checkboxes,
        help_text=_("Each reads the question, and not whom else you ask."),
    )

    def __init__(
        self,
        *args: Any,
        groups: QuerySet[AdvisoryGroup],
        networks: QuerySet[AdvisoryGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._can_be_asked = groups
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]
        self.fields["networks"].queryset = networks  # type: ignore[attr-defined]
        if not networks:
            del self.fields["networks"]

    def clean_closes_on(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["closes_on"]
        if day and day < today():
            raise forms.ValidationError(_now("The last day must be today or later"))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for somebody to ask."""
        cleaned = super().clean() or self.cleaned_data
        wrong = {"groups", "networks"} & self.errors.keys()
        if not (wrong or cleaned.get("groups") or cleaned.get("networks")):
            self.add_error("groups", _now("Select at least one group"))
        return cleaned

    def chosen(self) -> Iterable[AdvisoryGroup]:
        """Whom it is put to: each once, and none that cannot be asked."""
        keys = {row.pk for row in self.cleaned_data["groups"]}
        for network in self.cleaned_data.get("networks") or ():
            keys |= {row.pk for row in groups_of_network(network)}
        return self._can_be_asked.filter(pk__in=keys)
