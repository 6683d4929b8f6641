"""What can happen to who reads a topic, and to how it is handled."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.events.topics import TopicEvent


class ReaderNamed(TopicEvent):
    """Somebody knows of a topic for named readers from now on."""

    name: ClassVar[str] = "topic.reader_named"
    label = _("Named somebody as a reader of a topic")
    user_id: int


class NamedReaderRemoved(TopicEvent):
    """Somebody may no longer know of a topic for named readers."""

    name: ClassVar[str] = "topic.reader_removed"
    label = _("Removed somebody from the named readers of a topic")
    user_id: int

    def people(self) -> list[int]:
        """The reader: pages they have open close at once."""
        return [self.user_id]


class TopicGuestsRemoved(TopicEvent):
    """Every guest of a topic was removed at once."""

    name: ClassVar[str] = "topic.guests_removed"
    label = _("Removed every guest from a topic")


class HistoryNarrowed(TopicEvent):
    """Those who joined later see what was written after they joined, and no more."""

    name: ClassVar[str] = "topic.history_narrowed"
    label = _("Hid from later members what was written before they joined")


class HistoryWidened(TopicEvent):
    """Everybody sees the topic from its start, as all who wrote there agreed."""

    name: ClassVar[str] = "topic.history_widened"
    label = _("Showed a topic from its start to later members")


class SecretaryAdmitted(TopicEvent):
    """The secretary reads what members wrote before the terms allowed it, as they all agreed."""

    name: ClassVar[str] = "topic.secretary_admitted"
    label = _("Let the secretary read the members’ space of a topic")


class TermsChanged(Event):
    """The chair changed what the terms of reference say about the members' space."""

    name: ClassVar[str] = "terms.changed"
    label = _("Changed the terms of reference of the members’ space")
    terms_change_id: int


class OpenersChanged(Event):
    """The chair said whether members open topics.

    :ivar members: 1 when they do.
    """

    name: ClassVar[str] = "terms.openers_changed"
    label = _("Changed who opens topics")
    members: int


class TermsApplied(TopicEvent):
    """The terms of the group changed: who reads this topic is looked at again."""

    name: ClassVar[str] = "topic.terms_applied"
    label = _("The new terms of reference were applied to a topic")


class AudienceChangeEvent(TopicEvent):
    """Something about a wider audience, before it is made."""

    audience_change_id: int


class AudienceChangeProposed(AudienceChangeEvent):
    """It is proposed that more people read what was written; its authors are asked."""

    name: ClassVar[str] = "audience_change.proposed"
    label = _("Proposed that more people read a topic")


class AudienceChangeAgreed(AudienceChangeEvent):
    """One author agreed; with the last one the change is made."""

    name: ClassVar[str] = "audience_change.agreed"
    label = _("Agreed that more people read a topic")


class AudienceChangeRefused(AudienceChangeEvent):
    """One author did not agree, so the audience stays as it is."""

    name: ClassVar[str] = "audience_change.refused"
    label = _("Did not agree that more people read a topic")


class AudienceChangeWithdrawn(AudienceChangeEvent):
    """The proposal of a wider audience was taken back."""

    name: ClassVar[str] = "audience_change.withdrawn"
    label = _("Took back a proposal that more people read a topic")


class HandlingChanged(TopicEvent):
    """A topic has a new handling text; where it is accepted first, everybody is asked again."""

    name: ClassVar[str] = "handling.changed"
    label = _("Changed how a topic is handled")
    version: int


class HandlingAccepted(Event):
    """Somebody accepted one version of the handling of a topic."""

    name: ClassVar[str] = "handling.accepted"
    label = _("Accepted how a topic is handled")
    topic_id: int
    version: int
