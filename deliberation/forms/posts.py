"""Writing a post, changing one's own, and why the words of one go."""

from __future__ import annotations

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, LineField, TextField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH, draws_something
from deliberation.forms import MARKDOWN
from deliberation.models import Post

MENTIONS = _("To mention somebody who can read this, write @ and their name.")


class WordsForm(forms.Form):
    """The words of a post."""

    body = TextField(
        label=_("Your post"),
        max_length=BODY_MAX_LENGTH,
        help_text=format_lazy("{} {}", MENTIONS, MARKDOWN),
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
    """A post, perhaps a reply."""

    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)


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
