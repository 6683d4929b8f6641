"""What can happen to suggestions on the wording of a key message."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from deliberation.events.key_messages import KeyMessageEvent


class SuggestionEvent(KeyMessageEvent):
    """Something that happened to a suggestion."""

    suggestion_id: int


class SuggestionProposed(SuggestionEvent):
    """Somebody suggested other words for one sentence of a key message."""

    name: ClassVar[str] = "suggestion.proposed"
    label = _("Suggested a wording")


class SuggestionAccepted(SuggestionEvent):
    """The chair or the secretary accepted a suggestion: a new wording holds it."""

    name: ClassVar[str] = "suggestion.accepted"
    label = _("Accepted a suggestion: a key message has a new wording")
    wording_id: int


class SuggestionRefused(SuggestionEvent):
    """The chair or the secretary refused a suggestion, with a reason."""

    name: ClassVar[str] = "suggestion.refused"
    label = _("Refused a suggestion on a wording")


class SuggestionWithdrawn(SuggestionEvent):
    """Somebody withdrew their own suggestion."""

    name: ClassVar[str] = "suggestion.withdrawn"
    label = _("Withdrew a suggestion on a wording")
