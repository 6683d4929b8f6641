"""What a group answers another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from network.models.enquiry_answers import WORDS_LENGTH
from publications.models import Publication


class AnswerForm(forms.Form):
    """What a group answers.

    :param publications: of the group, which anyone can read.
    """

    words = TextField(
        label=_("What does your group answer?"),
        max_length=WORDS_LENGTH,
        rows=6,
        help_text=_("Say it without names of people, and without what is confidential."),
        error_messages={"required": _("Enter what your group answers")},
    )
    publication = forms.ModelChoiceField(
        label=_("Which publication says more?"),
        queryset=Publication.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("One of your group that anyone can read."),
    )
    shared = forms.BooleanField(
        label=_("Every other group that was asked can read it too"),
        required=False,
        help_text=_("If you leave this empty, only the group that asks reads it."),
    )

    def __init__(self, *args: Any, publications: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["publication"]
        field.queryset = publications
        field.label_from_instance = lambda row: f"{row.reference}: {row.title}"
        if not publications:
            del self.fields["publication"]
