"""Who is invited to a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.widgets import Checkboxes
from meetings import queries
from meetings.forms.choices import set_choices
from meetings.models import Meeting


class InviteForm(forms.Form):
    """Invite people of the group who are not invited yet."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who is invited too?"),
        widget=Checkboxes,
        coerce=int,
        error_messages={"required": _("Select who is invited")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = list(queries.uninvited(meeting))
        self._people = {place.user_id: place.user for place in places}
        names = [(place.user_id, f"{place.user} ({place.get_role_display()})") for place in places]
        set_choices(self, "people", names)

    @property
    def offers_anybody(self) -> bool:
        """Whether there is anybody left to invite."""
        return bool(self._people)

    def chosen(self) -> list[User]:
        """The people who were ticked."""
        return [self._people[pk] for pk in self.cleaned_data["people"]]
