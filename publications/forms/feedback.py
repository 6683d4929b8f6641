"""What somebody outside writes to the secretary of a group."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from publications.models.feedback import FEEDBACK_LENGTH


class FeedbackForm(forms.Form):
    """What somebody wants the secretary to read."""

    words = TextField(
        label=_("What do you want to say?"),
        max_length=FEEDBACK_LENGTH,
        help_text=_(
            "If you want an answer, say how to reach you. Do not write anything confidential, and"
            " do not report a crime here."
        ),
        error_messages={"required": _("Write what you want to say")},
    )
