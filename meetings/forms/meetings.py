"""Arrange a meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.models.memberships import GUESTS
from core.clock import now
from core.dates import clock_time
from core.forms.fields import DateField, HiddenVersionField, LineField, TextField, TimeField
from core.forms.widgets import Checkboxes, Radios
from core.letters import is_visible, one_line
from core.marking import Marking
from deliberation.models import Topic
from meetings.actions import Plan, PlannedItem
from meetings.forms.agenda import LONGEST
from meetings.forms.busy_dates import warn_of_clashes
from meetings.forms.choices import people, set_choices
from meetings.models import Meeting

SAME = ("title", "venue", "telephone", "marking", "version")  # on the form as in the meeting


def length_choice(minutes: int) -> tuple[int, Any]:
    """A length to choose."""
    return minutes, _("%(n)d minutes") % {"n": minutes}


LENGTHS = [length_choice(minutes) for minutes in (60, 90, 120, 150, 180)]
LONGEST_ITEM = 200  # characters
TIMED = re.compile(  # a line that ends with how long it takes, such as "Welcome, 10 minutes"
    r"(?P<title>.*\w.*?)[\s,(–-]+(?P<minutes>\d{1,3})\s*min(?:ute)?s?\.?\)?", re.IGNORECASE
)


def moment(cleaned: Mapping[str, Any]) -> datetime:
    """The day and the time that a form was given, in the portal's time zone."""
    return timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))


def _items(agenda: str) -> list[PlannedItem]:
    """The item of each line, with its time where the line ends with one."""
    lines = [one_line(line) for line in agenda.splitlines()]
    return [_item(line) for line in lines if is_visible(line)]


def _item(line: str) -> PlannedItem:
    timed = TIMED.fullmatch(line)
    if timed is None or not (minutes := int(timed["minutes"])):
        return PlannedItem(line)
    return PlannedItem(timed["title"], length=timedelta(minutes=minutes))


class PlanForm(forms.Form):
    """What a meeting is called, and when, where and how it will be."""

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

    def clean(self) -> dict[str, Any]:
        """Say here, beside the day, what the action would refuse."""
        cleaned = super().clean() or self.cleaned_data
        if {"day", "time", "minutes"} <= cleaned.keys():
            if self.has_gone_by():
                self.add_error("day", _("Choose a day and a start in the future"))
            elif self.is_moved():
                warn_of_clashes(self, [self.starts_at()], self.length())
        return cleaned

    def is_moved(self) -> bool:
        """Whether the day was chosen here."""
        return True

    def has_gone_by(self) -> bool:
        """Whether a meeting can no longer be planned for then."""
        return self.starts_at() <= now()

    def starts_at(self) -> datetime:
        """The start, in the portal's time zone."""
        return moment(self.cleaned_data)

    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


class MeetingForm(PlanForm):
    """Arrange a meeting. The agenda is one item a line; the topics come after those."""

    agenda = TextField(
        label=_("Agenda"),
        help_text=_(
            "One item on each line. Welcome, apologies and the date of the next meeting too."
            " You can end a line with its time, for example “Welcome, 10 minutes”."
            " Leave empty when all you discuss are topics below."
        ),
        max_length=3000,
        rows=8,
        required=False,
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

    def clean(self) -> dict[str, Any]:
        """A meeting has an item: a line of the agenda, or a topic."""
        cleaned = super().clean()
        if {"agenda", "topics"} <= cleaned.keys() and not self.planned():
            self.add_error("agenda", _("Enter at least one agenda item, or select a topic"))
        return cleaned

    def clean_agenda(self) -> str:
        """Refuse a line that is too long for an item, rather than cut it."""
        agenda: str = self.cleaned_data["agenda"]
        if any(len(line.strip()) > LONGEST_ITEM for line in agenda.splitlines()):
            raise forms.ValidationError(_("Write at most 200 characters for each item"))
        longest = timedelta(minutes=LONGEST)
        if any(item.length and item.length > longest for item in _items(agenda)):
            raise forms.ValidationError(
                _("Enter at most %(minutes)s minutes for each item"), params={"minutes": LONGEST}
            )
        return agenda

    def planned(self) -> list[PlannedItem]:
        """The lines of the agenda, then the topics."""
        chosen = set(self.cleaned_data["topics"])
        topics = [t for t in self._topics if str(t.pk) in chosen]
        return [
            *_items(self.cleaned_data["agenda"]),
            *(PlannedItem(topic.title, topic=topic) for topic in topics),
        ]

    def invited(self) -> list[User]:
        """The guests that were ticked."""
        chosen = set(self.cleaned_data["guests"])
        return [guest for guest in self._guests if guest.pk in chosen]


class MeetingChangeForm(PlanForm):
    """Change a meeting: the same, filled with what it is now.

    :ivar version: of the meeting, as it is on the screen.
    """

    version = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        self._start = timezone.localtime(meeting.starts_at)
        now_is = {name: getattr(meeting, name) for name in SAME}
        now_is |= {"day": self._start.date(), "time": clock_time(self._start)}
        minutes = meeting.minutes
        kwargs["initial"] = now_is | {"minutes": minutes}
        super().__init__(*args, **kwargs)
        if not meeting.has_date:  # it gets one where it was postponed
            del self.fields["day"], self.fields["time"]
        lengths = LENGTHS if minutes in dict(LENGTHS) else [*LENGTHS, length_choice(minutes)]
        set_choices(self, "minutes", sorted(lengths))

    def has_gone_by(self) -> bool:
        """Only another start than it has must lie ahead: a meeting may be late to open."""
        return self.is_moved() and super().has_gone_by()

    def is_moved(self) -> bool:
        """Whether it has another start than before."""
        return self.starts_at() != self.meeting.starts_at

    def starts_at(self) -> datetime:
        """The start; to the second what it was, where the day and the minute are the same."""
        if "day" not in self.fields:
            return self.meeting.starts_at
        chosen = super().starts_at()
        same = chosen == self._start.replace(second=0, microsecond=0)
        return self.meeting.starts_at if same else chosen

    def plan(self) -> Plan:
        """What was filled in."""
        cleaned = self.cleaned_data
        return Plan(
            starts_at=self.starts_at(),
            length=self.length(),
            **{name: cleaned[name] for name in SAME if name != "version"},
        )
