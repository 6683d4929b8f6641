"""Whether members write without their name, and why a chair learns who did."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from core.forms.widgets import Radios
from deliberation.models.unattributed import REASON_MAX_LENGTH


class UnattributedPostsForm(forms.Form):
    """Whether members write without their name."""

    members = forms.TypedChoiceField(
        label=_("Can members post without their name?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes if members can post without their name")},
    )


class UnmaskForm(forms.Form):
    """Why a chair learns who wrote a post."""

    reason = TextField(
        label=_("Why do you need to know who wrote it?"),
        max_length=REASON_MAX_LENGTH,
        rows=4,
        help_text=_("The person who wrote the post reads this with your name. Nobody else does."),
        error_messages={"required": _("Enter why you need to know who wrote it")},
    )
