"""The words by which a group sorts its topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import LineField, TextField
from core.letters import is_visible, one_line
from deliberation.models import Tag
from deliberation.models.tags import MOST_IN_A_GROUP, TAG_MAX_LENGTH


class TagsForm(forms.Form):
    """One line for each tag that there is, and a box for further ones."""

    added = TextField(
        label=_("New tags, one in each line"),
        required=False,
        max_length=MOST_IN_A_GROUP * (TAG_MAX_LENGTH + 2),
        rows=4,
    )
    mark_optional = False

    def __init__(self, *args: Any, tags: Sequence[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = tags
        for tag in tags:
            self.fields[f"tag_{tag.pk}"] = LineField(
                label=_("Tag “%s”") % tag.name,
                max_length=TAG_MAX_LENGTH,
                required=False,
                initial=tag.name,
            )
        self.order_fields([*(f"tag_{tag.pk}" for tag in tags), "added"])

    def clean_added(self) -> list[str]:
        """The names, one for each line in which something can be seen."""
        lines = map(one_line, self.cleaned_data["added"].splitlines())
        names = [line for line in lines if is_visible(line)]
        if any(len(name) > TAG_MAX_LENGTH for name in names):
            raise forms.ValidationError(_("A tag is 30 characters long at the most"))
        return names

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is changed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned["added"] and not self._renames():
            self.add_error("added", _("Enter a new tag, or change one of the list"))
        return cleaned

    def _renames(self) -> bool:
        names = {tag.pk: tag.name for tag in self.tags}
        return any(name != names[pk] for pk, name in self.renamed.items())

    @property
    def renamed(self) -> dict[int, str]:
        """What each tag is called from now on, by its id; empty for one that goes."""
        sent = [tag.pk for tag in self.tags if self.add_prefix(f"tag_{tag.pk}") in self.data]
        return {pk: self.cleaned_data[f"tag_{pk}"] for pk in sent}
