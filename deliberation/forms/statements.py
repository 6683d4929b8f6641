"""What people fill in who did not agree."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import HiddenVersionField, TextField
from deliberation.models.statements import STATEMENT_MAX_LENGTH


class StatementForm(forms.Form):
    """Why some did not agree, or one of two views."""

    text = TextField(
        label=_("The statement"),
        max_length=STATEMENT_MAX_LENGTH,
        help_text=_(
            "It goes with the message, on the side of your own position, without your name. Name"
            " nobody in it: it may be published. Until then you can change it or withdraw it, and"
            " nobody else can. Others on your side can sign it."
        ),
        error_messages={"required": _("Write the statement")},
    )


class StatementChangeForm(StatementForm):
    """Other words, and which ones their author had in front of them."""

    after = HiddenVersionField(min_value=1)


class SignForm(forms.Form):
    """That somebody stands for the words in front of them."""

    version = HiddenVersionField(min_value=1)


class StatementDraftForm(forms.Form):
    """One of two views, put into words for those who hold it."""

    text = TextField(
        label=_("The view, in plain words"),
        max_length=STATEMENT_MAX_LENGTH,
        help_text=_("As somebody who holds it would say it. Name nobody: it is published."),
        error_messages={"required": _("Write the view")},
    )
    after = HiddenVersionField(min_value=0)
