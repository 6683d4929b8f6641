"""What people fill in about meetings."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import LineField, TextField
from core.forms.widgets import Radios
from deliberation.attachments import Upload
from deliberation.models.key_messages import WORDING_MAX_LENGTH
from meetings import queries
from meetings.forms.choices import ForAnother, set_choices
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.slides.package import (
    MAX_BYTES,
    PHOTOGRAPH_OF_ENDING,
    RefusedPack,
    check_upload,
)
from meetings.turnout import ABSENT
from meetings.video.modes import Mode

DESCRIBED = _("Choose a photograph under “Attach a photograph”, where you describe what it shows.")


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
        offered = [(m.value, m.label) for m in queries.ways_to_take_part()]
        set_choices(self, "mode", offered)


class AttendanceForForm(ForAnother, AttendanceForm):
    """How somebody else takes part, written down for them."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = meeting.state == Meeting.State.ENDED
        self.fields["mode"].label = _("How they take part")
        if over:
            self.fields["mode"].label = _("Why they were not there")
            apologies = Attendance.Mode.APOLOGIES
            offered = [(apologies.value, apologies.label), (Attendance.Mode.UNKNOWN.value, ABSENT)]
            set_choices(self, "mode", offered)
        self.offer(User.objects.filter(attendances__meeting=meeting).order_by("name"))


class ItemForm(forms.Form):
    """For which item of the agenda something is, of those that are for this person.

    A form of its kind has a field ``item``.
    """

    def __init__(self, *args: Any, meeting: Meeting, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.visible_to(person).filter(meeting=meeting)
        self._items = {item.pk: item for item in items}
        offered = [(pk, str(item)) for pk, item in self._items.items()]
        set_choices(self, "item", [("", _("The meeting as a whole")), *offered])

    def chosen_item(self) -> AgendaItem | None:
        """The item it is for, if any."""
        return self._items.get(self.cleaned_data["item"])


class FileForm(forms.Form):
    """Upload a file that is read as slides.

    :ivar kind: what it is by its bytes, once it is checked.
    """

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PowerPoint (.pptx or .ppt), OpenDocument (.odp) or PDF, up to %(size)d MB."
            " Readers get pictures and text, not the file."
        )
        % {"size": MAX_BYTES // (1024 * 1024)},
        error_messages={"required": _("Choose a file")},
    )

    def clean_file(self) -> Any:
        """Refuse what is not a slide pack, with the reason in words."""
        file = self.cleaned_data["file"]
        try:
            self.kind = check_upload(file, file.name)
        except RefusedPack as refused:
            raise forms.ValidationError(str(refused)) from None
        return file


class DocumentForm(FileForm):
    """Add a document to a page of the handbook."""

    title = LineField(
        label=_("What is it called?"),
        max_length=200,
        error_messages={"required": _("Enter a name for the document")},
    )
    field_order = ("title", "file")


class PaperForm(ItemForm, FileForm):
    """Upload a slide pack."""

    title = LineField(
        label=_("What is it called?"),
        max_length=200,
        error_messages={"required": _("Enter a name for the slides")},
    )
    item = forms.TypedChoiceField(
        label=_("For which item?"), coerce=int, required=False, empty_value=None
    )
    notes_shared = forms.BooleanField(
        label=_("Share the presenter’s notes with everybody who reads it"), required=False
    )
    field_order = ("title", "item", "file", "notes_shared")


class MovePaperForm(ItemForm):
    """For which item a paper is to be."""

    item = forms.TypedChoiceField(
        label=_("For which item is it?"), coerce=int, required=False, empty_value=None
    )


def check_attachment(file: UploadedFile[bytes]) -> Upload:
    """Refuse what is not a slide pack; several files come at once, so the reason names it."""
    if PurePath(file.name or "").suffix.lower() in PHOTOGRAPH_OF_ENDING:
        raise forms.ValidationError(f"{file.name}: {DESCRIBED}")
    try:
        return Upload(file, check_upload(cast("BinaryIO", file), file.name or ""))
    except RefusedPack as refused:
        raise forms.ValidationError(f"{file.name}: {refused}") from None


def check_attached_photograph(file: UploadedFile[bytes]) -> Upload:
    """Refuse what is not a photograph."""
    from meetings.slides.photograph import check_photograph  # noqa: PLC0415 -- loads Pillow

    try:
        return Upload(file, check_photograph(cast("BinaryIO", file), file.name or ""))
    except RefusedPack as refused:
        raise forms.ValidationError(str(refused)) from None


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
    """How a person joins the video: as themselves, with a frame, never as the device of a room."""

    mode = forms.ChoiceField(
        choices=[(m.value, m.value) for m in Mode if m not in {Mode.ROOM_DEVICE, Mode.TELEPHONE}],
        required=False,
    )

    def chosen(self) -> Mode:
        """The mode asked for; with camera and microphone when none was."""
        return Mode(self.cleaned_data["mode"] or Mode.REMOTE)

    def mode_or_first(self) -> Mode:
        """The same, where nonsense is no answer either."""
        return self.chosen() if self.is_valid() else Mode.REMOTE
