"""A photograph, and what it shows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from deliberation.attachments import Upload
from meetings.forms import check_attached_photograph
from visits.models.photographs import SHOWS_LENGTH


class PhotographForm(forms.Form):
    """A photograph with the words that stand for it."""

    photograph = forms.FileField(
        label=_("Photograph"),
        help_text=_(
            "In JPEG or PNG. It is drawn anew: where and when it was taken, and by whose telephone,"
            " goes. Nobody’s face, no number plate, no house number."
        ),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose a photograph")},
    )
    shows = TextField(
        label=_("What does it show?"),
        help_text=_("For people who do not see it."),
        max_length=SHOWS_LENGTH,
        rows=2,
        error_messages={"required": _("Say what it shows")},
    )

    def clean_photograph(self) -> Upload:
        """Refuse what is none, with the reason in words."""
        return check_attached_photograph(self.cleaned_data["photograph"])

    def upload(self) -> Upload:
        """The file with its words, once both are checked."""
        upload: Upload = self.cleaned_data["photograph"]
        return upload._replace(description=self.cleaned_data["shows"])
