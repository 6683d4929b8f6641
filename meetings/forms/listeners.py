"""Who may listen to a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup
from core.forms.widgets import Checkboxes
from meetings.models import Meeting

Kind = Meeting.Listeners


class ListenersForm(forms.Form):
    """Of which kinds people may listen; asks once more while the meeting is open."""

    kinds = forms.MultipleChoiceField(
        label=_("Who can listen"),
        help_text=_("Tick nothing if nobody can. It is never open to the public."),
        required=False,
        widget=Checkboxes,
    )
    although_open = forms.BooleanField(
        label=_("Yes, change it during the meeting. Everybody in it is told"),
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {"kinds": [kind.value for kind in meeting.heard_by]}
        super().__init__(*args, **kwargs)
        is_network = meeting.group.kind == AdvisoryGroup.Kind.NATIONAL
        kinds = list(Kind) if is_network else [Kind.MEMBERS]
        field: Any = self.fields["kinds"]
        field.choices = [(kind.value, kind.label) for kind in kinds]
        if not meeting.is_open:
            del self.fields["although_open"]

    def clean(self) -> dict[str, Any]:
        """Whoever opens it more widely while people talk says that they mean it."""
        cleaned = super().clean() or {}
        before = set(self.initial["kinds"])
        opens_more = not set(cleaned.get("kinds", ())) <= before
        if opens_more and "although_open" in self.fields and not cleaned.get("although_open"):
            self.add_error("although_open", _("Tick this to open the meeting while it goes on"))
        return cleaned

    def chosen(self) -> list[Meeting.Listeners]:
        """Which kinds were ticked."""
        return [Kind(value) for value in self.cleaned_data["kinds"]]
