"""What people are told of suggestions on the wording of a key message: never in which words."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from core.notices.kinds import Kind
from deliberation.events import SuggestionAccepted, SuggestionProposed, SuggestionRefused
from deliberation.models import Suggestion
from deliberation.notices import people

of_suggestion = partial(
    Kind,
    about=Suggestion,
    fact="suggestion_id",
    place=attrgetter("key_message.topic.place"),
    shows=attrgetter("key_message"),
    marked=attrgetter("key_message.topic"),
    joins=("key_message__topic",),
)

OF_SUGGESTIONS = (
    of_suggestion(
        event=SuggestionProposed,
        says=_("Somebody suggests other words for a key message"),
        people=people.who_settle,
        still=attrgetter("is_open"),
    ),
    of_suggestion(
        event=SuggestionAccepted,
        says=_("Your suggestion on a key message has been accepted"),
        people=people.who_suggested,
    ),
    of_suggestion(
        event=SuggestionRefused,
        says=_("Your suggestion on a key message has been refused"),
        people=people.who_suggested,
    ),
)
