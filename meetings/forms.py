"""What people fill in about meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
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
from deliberation.models.key_messages import WORDING_MAX_LENGTH
from meetings.actions import PlannedItem
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.slides.package import MAX_BYTES, RefusedPack, check_upload
from meetings.turnout import ABSENT
from meetings.video.modes import Mode

LENGTHS = [(minutes, _("%(n)d minutes") % {"n": minutes}) for minutes in (60, 90, 120, 150, 180)]
LONGEST_ITEM = 200  # characters


def people(users: Any) -> list[tuple[int, str]]:
    """Choices of people, by name."""
    return [(user.pk, user.name) for user in users]


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of one form the choices that its rows make."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


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


def ways_to_take_part() -> list[Attendance.Mode]:
    """The ways that there are here: on video only with a video host."""
    missing = {Attendance.Mode.UNKNOWN} | (
        set() if settings.JITSI.enabled else {Attendance.Mode.VIDEO}
    )
    return [mode for mode in Attendance.Mode if mode not in missing]


class AttendanceForm(forms.Form):
    """How somebody takes part, said by themselves."""

    mode = forms.ChoiceField(
        label=_("How will you take part?"),
        choices=[(mode.value, mode.label) for mode in Attendance.Mode if mode != "unknown"],
        widget=Radios(small=False),
        error_messages={"required": _("Select how you will take part")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(m.value, m.label) for m in ways_to_take_part()]
        set_choices(self, "mode", offered)


class AttendanceForForm(AttendanceForm):
    """How somebody else takes part, written down for them."""

    user = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        widget=forms.Select,
        error_messages={"required": _("Select a person")},
    )
    field_order = ("user", "mode")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = meeting.state == Meeting.State.ENDED
        self.fields["mode"].label = _("How they took part") if over else _("How they take part")
        if over:
            offered = [(m.value, m.label) for m in ways_to_take_part()]
            set_choices(self, "mode", [*offered, (Attendance.Mode.UNKNOWN.value, ABSENT)])
        invited = User.objects.filter(attendances__meeting=meeting).order_by("name")
        set_choices(self, "user", [("", _("Choose a person")), *people(invited)])


class InterestForm(forms.Form):
    """Declare an interest in an item."""

    reason = LineField(
        label=_("What is your interest?"),
        help_text=_("A few words. The chair and the secretary read them; they are in the record."),
        max_length=300,
        error_messages={"required": _("Enter what your interest is")},
    )


class PaperForm(forms.Form):
    """Upload a slide pack."""

    title = LineField(
        label=_("What is it called?"),
        max_length=200,
        error_messages={"required": _("Enter a name for the slides")},
    )
    item = forms.TypedChoiceField(
        label=_("For which item?"), coerce=int, required=False, empty_value=None
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PowerPoint (.pptx or .ppt), OpenDocument (.odp) or PDF, up to %(size)d MB."
            " Readers get pictures and text, not the file."
        )
        % {"size": MAX_BYTES // (1024 * 1024)},
        error_messages={"required": _("Choose a file")},
    )
    notes_shared = forms.BooleanField(
        label=_("Share the presenter’s notes with everybody who reads it"), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {item.pk: item for item in meeting.agenda.all()}
        items = [(pk, str(item)) for pk, item in self._items.items()]
        set_choices(self, "item", [("", _("The meeting as a whole")), *items])

    def clean_file(self) -> Any:
        """Refuse what is not a slide pack, with the reason in words."""
        file = self.cleaned_data["file"]
        try:
            self.kind = check_upload(file, file.name)
        except RefusedPack as refused:
            raise forms.ValidationError(str(refused)) from None
        return file

    def chosen_item(self) -> AgendaItem | None:
        """The item it is for, if any."""
        return self._items.get(self.cleaned_data["item"])


class WordingForm(forms.Form):
    """Propose a key message, or give one a new wording."""

    text = TextField(
        label=_("Wording"),
        max_length=WORDING_MAX_LENGTH,
        rows=3,
        error_messages={"required": _("Enter the wording")},
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ModeForm(forms.Form):
    """How to join the video."""

    mode = forms.ChoiceField(choices=[(m.value, m.value) for m in Mode], required=False)

    def chosen(self) -> Mode:
        """The mode asked for; with camera and microphone when none was."""
        return Mode(self.cleaned_data["mode"] or Mode.REMOTE)
