"""Saying what became of a question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Radios
from deliberation.models import Post, Question


class Answer(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One post: who wrote it, when, and how it begins."""

    def label_from_instance(self, obj: Any) -> str:
        begins = Truncator(" ".join(strip_tags(obj.html).split())).chars(60)
        return f"{obj.byline}, {obj.written_words}: {begins}"


class QuestionFateForm(forms.Form):
    """What became of a question, and which post answers it."""

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answered = cleaned.get("state") == Question.State.ANSWERED
        if answered and self.by_post and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Select the post that answers it"))
        return cleaned
