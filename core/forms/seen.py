"""Which words were on the screen, in a field that nobody sees."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenField(forms.CharField):
    """Fingerprints of what the page shows, so that nothing goes out that nobody has read.

    A page that comes back with a refusal shows the words of now. So it says those, and not what was
    sent: the next press would be refused for the same reason, again and again.
    """

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {
        "required": _("The page did not say which words you had in front of you. Open it again.")
    }

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the page shows now, whatever was sent."""
        return initial
