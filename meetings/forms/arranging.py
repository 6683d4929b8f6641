"""Arrange a meeting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.forms.fields import DateField, LineField, TextField, TimeField
from core.forms.widgets import Checkboxes, Radios
from core.letters import is_visible, one_line
from core.marking import Marking
from deliberation.models import Topic
from meetings.actions import PlannedItem
from meetings.forms.choices import people, set_choices

LENGTHS = [(minutes, _("%(n)d minutes") % {"n": minutes}) for minutes in (60, 90, 120, 150, 180)]
LONGEST_ITEM = 200  # characters


class MeetingForm(forms.Form):
    """Arrange a meeting. The agenda is one item a line; a topic is tied to an item by its line."""

    title = LineField(
        label=_("What is the meeting called?"),
        max_length=200,
        error_messages={"required": _("Enter a name for the meeting")},
    )
    day = DateField(
        label=_("Day"),
        error_messages={"required": _("Enter the date")},
    )
    time = TimeField(
        label=_("Start"),
        help_text=_("For example, 6:30pm"),
        error_messages={"required": _("Enter the start time, for example 6:30pm")},
    )
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        choices=LENGTHS,
        coerce=int,
        initial=120,
        widget=forms.Select,
        error_messages={"required": _("Select how long the meeting lasts")},
    )
    venue = LineField(
        label=_("Where"),
        help_text=_("Room and address. Leave empty when there is no room."),
        max_length=300,
        required=False,
    )
    telephone = LineField(
        label=_("How to dial in"),
        help_text=_("Number and code for people without a screen."),
        max_length=300,
        required=False,
    )
    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=Marking,
        initial=Marking.OFFICIAL,
        widget=Radios(inline=True),
        error_messages={"required": _("Select a marking")},
    )
    agenda = TextField(
        label=_("Agenda"),
        help_text=_(
            "One item on each line. Welcome, apologies and the date of the next meeting too."
        ),
        max_length=3000,
        rows=8,
        error_messages={"required": _("Enter at least one agenda item")},
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics to discuss"),
        help_text=_("Each becomes an item after those above."),
        widget=Checkboxes,
        required=False,
    )
    guests = forms.TypedMultipleChoiceField(
        label=_("Police, observers and interpreters to invite"),
        help_text=_("Members and the secretary are invited anyway."),
        widget=Checkboxes,
        coerce=int,
        required=False,
    )

    def __init__(self, *args: Any, group: AdvisoryGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self._topics = list(group.topics.filter(state=Topic.State.OPEN, readers_named=False))
        topics = [(str(topic.pk), topic.title) for topic in self._topics]
        set_choices(self, "topics", topics)
        roll = group.memberships.current().filter(role__in=GUESTS).select_related("user")
        self._guests = [membership.user for membership in roll.order_by("user__name")]
        set_choices(self, "guests", people(self._guests))

    def clean_agenda(self) -> str:
        """Refuse a line that is too long for an item, rather than cut it."""
        agenda: str = self.cleaned_data["agenda"]
        if any(len(line.strip()) > LONGEST_ITEM for line in agenda.splitlines()):
            raise forms.ValidationError(_("Write at most 200 characters for each item"))
        return agenda

    def clean(self) -> dict[str, Any]:
        """Say here, beside the day, what the action would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if {"day", "time"} <= cleaned.keys() and self.starts_at() <= now():
            self.add_error("day", _("Choose a day and a start in the future"))
        return cleaned

    def starts_at(self) -> datetime:
        """The start, in the portal's time zone."""
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return timezone.make_aware(moment)

    def planned(self) -> list[PlannedItem]:
        """The lines of the agenda, then the topics."""
        lines = [one_line(line) for line in self.cleaned_data["agenda"].splitlines()]
        chosen = set(self.cleaned_data["topics"])
        topics = [t for t in self._topics if str(t.pk) in chosen]
        return [
            *(PlannedItem(line) for line in lines if is_visible(line)),
            *(PlannedItem(topic.title, topic=topic) for topic in topics),
        ]

    def invited(self) -> list[User]:
        """The guests that were ticked."""
        chosen = set(self.cleaned_data["guests"])
        return [guest for guest in self._guests if guest.pk in chosen]

    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])
