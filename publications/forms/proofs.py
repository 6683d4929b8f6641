"""What the police add to an answer, to show what was done."""

from __future__ import annotations

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from deliberation.attachments import Upload, keeper
from meetings.slides.package import PHOTOGRAPH_OF_ENDING


class ProofForm(forms.Form):
    """A photograph or a paper, and the words that stand for it."""

    file = forms.FileField(
        label=_("Photograph or paper"),
        help_text=_(
            "A photograph in JPEG or PNG, or a PDF, PowerPoint (.pptx or .ppt) or OpenDocument"
            " (.odp). Readers get pictures and text, not the file. They are not told where and when"
            " a photograph was taken."
        ),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf,.pptx,.ppt,.odp"}),
        error_messages={"required": _("Choose a photograph or a paper")},
    )
    shows = TextField(
        label=_("What does it show?"),
        max_length=200,
        rows=2,
        help_text=_(
            "For people who do not see it, such as “The notice on the door, with the telephone"
            " number”. Offices, not names."
        ),
        error_messages={"required": _("Say what it shows")},
    )

    def clean_file(self) -> Upload:
        """Refuse what is neither, with the reason in words."""
        file = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() in PHOTOGRAPH_OF_ENDING:
            return keeper().check_photograph(file)
        return keeper().check(file)

    def upload(self) -> Upload:
        """The file with its words, once both are checked."""
        upload: Upload = self.cleaned_data["file"]
        return upload._replace(description=self.cleaned_data["shows"])
