"""What can happen on a visit: written by the group, accepted by who goes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, MarkdownField
from visits.models.risk_assessments import RISKS_LENGTH


class RiskAssessmentForm(forms.Form):
    """Another version of the risk assessment."""

    text = MarkdownField(
        label=_("What can happen, and what is done about it?"),
        help_text=_(
            "Say what members wear, where they stand and sit, when the officer sends them back, and"
            " who is responsible for them. Blank lines make paragraphs, lines with - make lists."
        ),
        max_length=RISKS_LENGTH,
        rows=15,
        error_messages={"required": _("Enter the risk assessment")},
    )
    after = HiddenVersionField()


class AcceptForm(forms.Form):
    """Accept the version that is on the page."""

    is_read = forms.BooleanField(
        label=_("I have read it, and I accept it"),
        error_messages={"required": _("Tick the box once you have read it")},
    )
    version = HiddenVersionField()
