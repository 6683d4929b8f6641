"""What people tick to say what a key message rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Checkboxes
from deliberation.queries.evidence import MOST_OFFERED

if TYPE_CHECKING:
    from deliberation.slides import Page

GONE = _("One of these is not there any more. Look at the list again")


def _ticks(label: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        required=False,
        widget=Checkboxes,
        error_messages={"invalid_choice": GONE},
    )


class EvidenceForm(forms.Form):
    """Posts and slides, of those that somebody reads."""

    slides = _ticks(_("Slides"))
    posts = _ticks(_("Posts"))
    mark_optional = False

    def __init__(self, *args: Any, posts: list[Page], slides: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pages in (("posts", posts), ("slides", slides)):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [(page.pk, page.words) for page in pages]
            if not pages:
                del self.fields[name]
        if len(posts) == MOST_OFFERED:
            self.fields["posts"].help_text = _("The newest %d are offered.") % MOST_OFFERED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            raise forms.ValidationError(_("Select at least one"))
        return cleaned
