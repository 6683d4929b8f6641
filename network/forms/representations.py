"""Who represents a force in its network."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class RepresentativeForm(forms.Form):
    """Somebody who advises in the lead group.

    :param people: those who can be named.
    """

    user = forms.ModelChoiceField(
        label=_("Who represents your group?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        help_text=_(
            "A member of your group. The chairs of the network read the name, and let them in."
        ),
        error_messages={"required": _("Select who represents your group")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
