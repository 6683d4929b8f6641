"""Forms about what must stay."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.holds import REASON_MAX_LENGTH
from core.forms.fields import TextField


class HoldForm(forms.Form):
    """Why something must stay as it is."""

    reason = TextField(
        label=_("Why must it stay as it is?"),
        max_length=REASON_MAX_LENGTH,
        rows=3,
        help_text=_("The chair and the secretary see this."),
        error_messages={"required": _("Enter why it must stay as it is")},
    )
