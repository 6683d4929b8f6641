"""Writing a post, changing one's own, and why the words of one go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms.fields import FilesField, HiddenVersionField, LineField, TextField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH, draws_something
from deliberation.attachments import MOST, TOO_MANY, Upload, keeper
from deliberation.forms import MARKDOWN
from deliberation.models import Post

FILES = _(
    "Up to three: PowerPoint (.pptx or .ppt), OpenDocument (.odp) or PDF, %(size)d MB together."
    " Readers get the name of the file, pictures and text, not the file itself."
)
AGAIN = _("Choose your files again: a page that comes back cannot keep them.")


class WordsForm(forms.Form):
    """The words of a post."""

    body = TextField(
        label=_("Your post"),
        max_length=BODY_MAX_LENGTH,
        help_text=MARKDOWN,
        error_messages={"required": _("Write something first")},
    )

    label = forms.ChoiceField(
        label=_("Is it one of these?"),
        choices=[("", _("None of them")), *Post.Label.choices],
        required=False,
        widget=Radios(inline=True),
    )

    def clean_body(self) -> str:
        """Refuse marks of a list or of emphasis with nothing between them."""
        body: str = self.cleaned_data["body"]
        if not draws_something(body):
            raise forms.ValidationError(self.fields["body"].error_messages["required"])
        return body


class PostForm(WordsForm):
    """A post, perhaps a reply, perhaps with files."""

    attachments = FilesField(label=_("Attach files"), required=False)
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["attachments"]
        field.help_text = FILES % {"size": keeper().limit // 1024**2}
        if self.files.getlist(self.add_prefix("attachments")):  # what was sent is drawn again
            field.help_text = format_html("<strong>{}</strong> {}", AGAIN, field.help_text)

    def clean_attachments(self) -> list[Upload]:
        """Refuse what is no paper, with the reason in words, and more than a post holds."""
        files = self.cleaned_data["attachments"]
        if len(files) > MOST:
            raise forms.ValidationError(TOO_MANY)
        if sum(file.size for file in files) > keeper().limit:
            raise forms.ValidationError(
                _("Attach files of %(size)d MB or less together.")
                % {"size": keeper().limit // 1024**2}
            )
        return [keeper().check(file) for file in files]


class EditPostForm(WordsForm):
    """New words, and which ones the writer had in front of them."""

    after = HiddenVersionField(min_value=1)


class RemovePostForm(forms.Form):
    """Why the words of a post go."""

    reason = LineField(
        label=_("Why?"),
        max_length=200,
        help_text=_("This stands where the words were. Do not repeat them, and name nobody."),
        error_messages={"required": _("Say why, in a few words")},
    )
