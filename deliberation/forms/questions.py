"""Answering a question, and saying what else became of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField, MarkdownField
from core.forms.widgets import Radios
from core.text import BODY_MAX_LENGTH
from deliberation.forms import MARKDOWN
from deliberation.models import Post, Question
from deliberation.models.questions import REASON_MAX_LENGTH


class Answer(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One post: who wrote it, when, and how it begins."""

    def label_from_instance(self, obj: Any) -> str:
        begins = Truncator(" ".join(strip_tags(obj.html).split())).chars(60)
        return f"{obj.byline}, {obj.written_words}: {begins}"


class SeatAnswerForm(forms.Form):
    """What the guest of a hot seat answers to one question."""

    body = MarkdownField(
        label=_("Your answer"),
        max_length=BODY_MAX_LENGTH,
        help_text=MARKDOWN,
        error_messages={"required": _("Write the answer first")},
    )

    def __init__(self, *args: Any, typed_for: str, **kwargs: Any) -> None:
        """Ask for it.

        :param typed_for: name of the guest for whom it is typed; empty for who answers themselves.
        """
        super().__init__(*args, **kwargs)
        if typed_for:
            self.fields["body"].label = _("What does %s answer?") % typed_for


class QuestionFateForm(forms.Form):
    """What became of a question, which post answers it, or why it is not taken."""

    state = forms.ChoiceField(
        label=_("What became of it?"),
        widget=Radios,
        error_messages={"required": _("Select what became of the question")},
    )
    answer = Answer(
        label=_("Which post answers it?"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("None: it was answered elsewhere"),
    )
    reason = LineField(
        label=_("Why is it not taken?"),
        max_length=REASON_MAX_LENGTH,
        required=False,
        help_text=_("Everybody who reads the question reads this. Name nobody."),
    )
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        states: Collection[Question.State],
        answers: QuerySet[Post],
        by_post: bool,
        **kwargs: Any,
    ) -> None:
        """Offer these states and posts.

        :param by_post: whether this person shows the post that answers.
        """
        super().__init__(*args, **kwargs)
        self.by_post = by_post
        self.fields["state"].choices = [(state.value, state.label) for state in states]  # type: ignore[attr-defined]
        answer: Any = self.fields["answer"]
        answer.queryset = answers
        if by_post:
            answer.empty_label = _("Select a post")
        if Question.State.ANSWERED not in states:
            del self.fields["answer"]
        if Question.State.NOT_TAKEN not in states:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answered = cleaned.get("state") == Question.State.ANSWERED
        if answered and self.by_post and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Select the post that answers it"))
        not_taken = cleaned.get("state") == Question.State.NOT_TAKEN
        if not_taken and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it is not taken"))
        return cleaned
