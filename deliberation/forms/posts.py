"""Writing a post, changing one's own, and why the words of one go."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import day
from core.forms.fields import (
    FilesField,
    HiddenVersionField,
    LineField,
    MarkdownField,
    PastDateField,
    TextField,
)
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH
from deliberation.attachments import MOST, NO_FILES, TOO_MANY, Upload, keeper
from deliberation.forms import MARKDOWN, Person
from deliberation.models import Dictation, Post

MENTIONS = _("To mention somebody who can read this, write @ and their name.")

FILES = _(
    "Up to three: PowerPoint (.pptx or .ppt), OpenDocument (.odp) or PDF, %(size)d MB together."
    " Readers get the name of the file, pictures and text, not the file itself."
)
PHOTOGRAPH = _(
    "JPEG or PNG. Readers are not told where and when it was taken. Show nobody who has not agreed."
)
TOO_LARGE = _("Attach files of %(size)d MB or less together.")
AGAIN = _("Choose your files again: a page that comes back cannot keep them.")
UNATTRIBUTED = _(
    "Everyone reads “Unnamed member” and the day instead of your name, your role and the time."
    " This does not hide how you write or what only you know, and people who have the topic open"
    " see when it appears: in a small group others may guess. The chair can learn your name, and"
    " you are told who did and why. Whoever runs the portal’s database can find it."
)


class WordsForm(forms.Form):
    """The words of a post."""

    body = MarkdownField(
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


class PostForm(WordsForm):
    """A post, perhaps a reply, perhaps with files.

    :param unattributed: whether it may be written without a name.
    """

    unattributed = forms.BooleanField(
        label=_("Post without my name"), help_text=UNATTRIBUTED, required=False
    )
    attachments = FilesField(label=_("Attach files"), required=False)
    photograph = forms.FileField(
        label=_("Attach a photograph"),
        required=False,
        help_text=PHOTOGRAPH,
        widget=forms.FileInput(attrs={"accept": "image/jpeg, image/png"}),
    )
    photograph_shows = TextField(
        label=_("Describe what it shows"),
        required=False,
        max_length=500,
        rows=2,
        help_text=_("For people who do not see the picture. A photograph needs this."),
    )
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    template_name = "deliberation/_post_form.html"
    files_behind = ("attachments", "photograph", "photograph_shows")

    def __init__(self, *args: Any, unattributed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unattributed:
            del self.fields["unattributed"]
        field = self.fields["attachments"]
        field.help_text = FILES % {"size": keeper().limit // 1024**2}
        for name in ("attachments", "photograph"):
            if self.files.getlist(self.add_prefix(name)):  # what was sent is drawn again
                field = self.fields[name]
                field.help_text = format_html("<strong>{}</strong> {}", AGAIN, field.help_text)

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Draw it; while nothing is filled in, it is the same on every page and drawn once."""
        if self.is_bound or self.initial or args or kwargs:
            return super().render(*args, **kwargs)
        return _drawn_blank(keeper().limit, unattributed="unattributed" in self.fields)

    __str__ = __html__ = render

    def opens_files(self) -> bool:
        """Whether a file was chosen or described: it has to be looked at, or chosen again."""
        return self.is_bound and not set(self.files_behind).isdisjoint(self.changed_data)

    def clean_attachments(self) -> list[Upload]:
        """Refuse what is no paper, with the reason in words, and more than a post holds."""
        files = self.cleaned_data["attachments"]
        if len(files) > MOST:
            raise forms.ValidationError(TOO_MANY)
        if sum(file.size for file in files) > keeper().limit:
            raise forms.ValidationError(TOO_LARGE % {"size": keeper().limit // 1024**2})
        if files and self.cleaned_data.get("unattributed"):
            raise forms.ValidationError(NO_FILES)
        return [keeper().check(file) for file in files]

    def clean_photograph(self) -> Upload | None:
        """Refuse what is no photograph, with the reason in words."""
        file = self.cleaned_data["photograph"]
        return keeper().check_photograph(file) if file else None

    def clean(self) -> dict[str, Any]:
        """A photograph and its description come together, and count as one of the files."""
        photograph = self.cleaned_data.get("photograph")
        shows = self.cleaned_data.get("photograph_shows", "")
        if photograph and not shows and "photograph_shows" not in self.errors:
            self.add_error("photograph_shows", _("Describe what the photograph shows"))
        if shows and not photograph and "photograph" not in self.errors:
            self.add_error("photograph", _("Choose the photograph, or delete what describes it"))
        if photograph and self.cleaned_data.get("unattributed"):
            self.add_error("photograph", NO_FILES)
        elif photograph and "attachments" in self.cleaned_data:
            self._add(photograph._replace(description=shows))
        return self.cleaned_data

    def _add(self, photograph: Upload) -> None:
        uploads = [*self.cleaned_data["attachments"], photograph]
        if len(uploads) > MOST:
            self.add_error("attachments", TOO_MANY)
        elif sum(upload.file.size or 0 for upload in uploads) > keeper().limit:
            self.add_error("attachments", TOO_LARGE % {"size": keeper().limit // 1024**2})
        else:
            self.cleaned_data["attachments"] = uploads


@lru_cache
def _drawn_blank(_limit: int, *, unattributed: bool) -> SafeString:
    form = PostForm(unattributed=unattributed)
    return super(PostForm, form).render()


class EditPostForm(WordsForm):
    """New words, and which ones the writer had in front of them."""

    after = HiddenVersionField(min_value=1)


class CorrectPostForm(EditPostForm):
    """New words of a post that was entered for its author."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("What do they want to say?")


class DictatedPostForm(WordsForm):
    """What somebody wants said who does not sign in, and how they told it.

    :param authors: those for whom it may be entered.
    """

    author = Person(
        label=_("For whom?"),
        queryset=User.objects.none(),
        help_text=_("People without email who may write here."),
        error_messages={
            "required": _("Select for whom you write"),
            "invalid_choice": _("Select somebody on the list. Everybody else signs in themselves"),
        },
    )
    via = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=Dictation.Via,
        widget=Radios,
        error_messages={"required": _("Select how they told you")},
    )
    told_on = PastDateField(
        label=_("When did they tell you?"),
        help_text=_("For a letter, the date on it. For example, 3 March 2027."),
        error_messages={"required": _("Enter the date on which they told you")},
    )
    field_order = ("author", "via", "told_on", "body", "label")

    def __init__(self, *args: Any, authors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = authors  # type: ignore[attr-defined]
        self.fields["body"].label = _("What do they want to say?")


class ConfirmPostForm(forms.Form):
    """How and when the author of an entered post confirmed it, and which words it had.

    :param told_on: the day on which they told it.
    :param corrected_on: the day on which it was last corrected; ``None`` for never.
    """

    via = forms.ChoiceField(
        label=_("How did they confirm it?"),
        choices=Dictation.Via,
        widget=Radios,
        error_messages={"required": _("Select how they confirmed it")},
    )
    confirmed_on = PastDateField(
        label=_("When did they confirm it?"),
        help_text=_("For example, 5 March 2027."),
        error_messages={"required": _("Enter the date on which they confirmed it")},
    )
    after = HiddenVersionField(min_value=1)

    def __init__(self, *args: Any, told_on: date, corrected_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told_on, self._corrected_on = told_on, corrected_on

    def clean_confirmed_on(self) -> date:
        """Refuse a day before the post was told, or corrected."""
        confirmed_on: date = self.cleaned_data["confirmed_on"]
        if self._corrected_on and confirmed_on < self._corrected_on:
            raise forms.ValidationError(
                _("The date must be %(day)s, when it was corrected, or later"),
                params={"day": day(self._corrected_on)},
            )
        if confirmed_on < self._told_on:
            raise forms.ValidationError(
                _("The date must be %(day)s, when they told it, or later"),
                params={"day": day(self._told_on)},
            )
        return confirmed_on


class AnswerForm(forms.Form):
    """Whether somebody without email agrees to a wider audience.

    :param asked: those who are asked.
    """

    user = Person(
        label=_("Whose answer is it?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Select whose answer it is")},
    )
    via = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=Dictation.Via,
        widget=Radios,
        error_messages={"required": _("Select how they told you")},
    )
    answer = forms.ChoiceField(
        label=_("What did they answer?"),
        choices=[("agree", _("They agree")), ("refuse", _("They do not agree"))],
        widget=Radios(hints={"refuse": _("The proposal ends, and the audience stays as it is.")}),
        error_messages={"required": _("Select what they answered")},
    )

    def __init__(self, *args: Any, asked: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = asked  # type: ignore[attr-defined]


class RemovePostForm(forms.Form):
    """Why the words of a post go."""

    reason = LineField(
        label=_("Why?"),
        max_length=200,
        help_text=_("This stands where the words were. Do not repeat them, and name nobody."),
        error_messages={"required": _("Say why, in a few words")},
    )
