"""A note to the chair or the secretary, and an answer to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.forms.fields import TextField
from core.forms.widgets import Radios
from deliberation.models.notes import NOTE_MAX_LENGTH


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person of the group by name and role."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.get_role_display()}"


class AnswerForm(forms.Form):
    """Words for the other of the two."""

    body = TextField(
        label=_("Your answer"),
        max_length=NOTE_MAX_LENGTH,
        error_messages={"required": _("Write something first")},
    )


class NoteForm(AnswerForm):
    """To whom, and the words."""

    addressee = PlaceField(
        label=_("To whom?"),
        queryset=Membership.objects.none(),
        empty_label=None,
        widget=Radios,
        error_messages={"required": _("Select to whom you write")},
    )
    field_order = ("addressee", "body")

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        """Offer the people of ``places``."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["addressee"]
        field.queryset = places
        self.fields["body"].label = _("Your note")
