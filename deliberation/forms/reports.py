"""What is wrong with a post, and what came of a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField, TextField
from core.forms.widgets import Radios
from deliberation.models import PostReport
from deliberation.models.reports import WORDS_MAX_LENGTH

State = PostReport.State


class ReportForm(forms.Form):
    """What is wrong, in one of a few words and in one's own."""

    reason = forms.ChoiceField(
        label=_("What is wrong with this post?"),
        choices=PostReport.Reason,
        widget=Radios,
        error_messages={"required": _("Select what is wrong with this post")},
    )
    words = TextField(
        label=_("What should they know?"),
        max_length=WORDS_MAX_LENGTH,
        rows=4,
        required=False,
        help_text=_("Needed when you select something else. Do not repeat the words of the post."),
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        other = cleaned.get("reason") == PostReport.Reason.OTHER
        if other and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Enter what is wrong with this post"))
        return cleaned


class EndReportForm(forms.Form):
    """What came of a report."""

    state = forms.ChoiceField(
        label=_("What comes of this report?"),
        choices=[(state.value, state.label) for state in State if state != State.OPEN],
        widget=Radios(
            hints={
                State.ASKED: _("Ask the author yourself. Do not say that somebody reported it."),
                State.REMOVED: _("The words of the post are gone for good."),
            }
        ),
        error_messages={"required": _("Select what comes of this report")},
    )
    why = LineField(
        label=_("If you remove the words, why?"),
        max_length=200,
        required=False,
        help_text=_("This stands where the words were. Do not repeat them, and name nobody."),
    )
    note = TextField(
        label=_("Your note to the person who reported it"),
        max_length=WORDS_MAX_LENGTH,
        rows=4,
        required=False,
        help_text=_("Nobody else reads it but the organisers who read this report."),
    )
    mark_optional = False

    def __init__(self, *args: Any, has_words: bool, asks: bool, **kwargs: Any) -> None:
        """Ask why the words go, where there are any left.

        :param asks: whether whoever ends it knows its author, and can ask them.
        """
        super().__init__(*args, **kwargs)
        if not asks:
            state: Any = self.fields["state"]
            state.choices = [choice for choice in state.choices if choice[0] != State.ASKED]
        if not has_words:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        removes = cleaned.get("state") == State.REMOVED and "why" in self.fields
        if removes and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say why, in a few words"))
        return cleaned
