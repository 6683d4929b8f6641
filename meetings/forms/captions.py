"""Who writes captions, where; and what they write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.fields import LinkField, TextField
from meetings.forms.choices import people, set_choices
from meetings.models import Meeting
from meetings.models.captions import PASTED_MAX_LENGTH
from meetings.queries import possible_captioners


class CaptionsForm(forms.Form):
    """Who writes captions here, and where somebody from outside does."""

    captioner = forms.TypedChoiceField(
        label=_("Who writes captions in the portal"),
        help_text=_(
            "They are invited first: somebody from outside joins the group as an interpreter."
            " They write nothing during an item that is not for them."
        ),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select,
        error_messages={"invalid_choice": _("Select somebody who is invited")},
    )
    address = LinkField(
        label=_("Address of another page where captions are written"),
        help_text=_(
            "It begins with https://. Whoever knows it can read along, so ask the captioner to stop"
            " during an item for members. Leave it empty if nobody writes captions elsewhere."
        ),
        required=False,
        error_messages={"invalid": _("Enter an address such as https://captions.example.org/7")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {"address": meeting.captions, "captioner": meeting.captioner_id}
        super().__init__(*args, **kwargs)
        self._invited = {user.pk: user for user in possible_captioners(meeting)}
        nobody = ("", _("Nobody"))
        set_choices(self, "captioner", [nobody, *people(self._invited.values())])

    def chosen(self) -> User | None:
        """Who was chosen."""
        return self._invited.get(self.cleaned_data["captioner"])


class CaptionForm(forms.Form):
    """What a captioner sends: a line, or several.

    ``item`` says which item was under way when they began.
    """

    text = TextField(
        label=_("What is said"),
        help_text=_("Press Enter to send a line. Everybody who reads along sees it at once."),
        max_length=PASTED_MAX_LENGTH,
        rows=2,
        error_messages={"required": _("Enter what is said")},
    )
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CorrectionForm(CaptionForm):
    """The same for the last line, to put it right: ``corrects`` says which that was."""

    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "last-%s"})
        self.fields["text"].label = _("The last line")
        self.fields["text"].help_text = ""
