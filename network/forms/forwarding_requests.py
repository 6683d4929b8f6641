"""To whom a message is to be sent on, and why; why it is not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import TextField
from network.forms.forwardings import ReceiverForm
from network.models.forwarding_requests import REASON_LENGTH


class ForwardingRequestForm(ReceiverForm):
    """To whom, and why."""

    reason = TextField(
        label=_("Why do you ask?"),
        max_length=REASON_LENGTH,
        rows=3,
        help_text=_("The chair and the secretary of the group that you ask read this. No names."),
        error_messages={"required": _("Say why you ask")},
    )


class DeclineForwardingRequestForm(forms.Form):
    """Why a message is not sent on."""

    refusal = TextField(
        label=_("Why does your group not send it on?"),
        max_length=REASON_LENGTH,
        rows=3,
        help_text=_("Those who asked read this. No names. Your answer stands."),
        error_messages={"required": _("Say why your group does not send it on")},
    )
