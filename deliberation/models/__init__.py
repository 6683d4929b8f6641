"""What is talked about and what comes of it."""

from deliberation.models.key_messages import KeyMessage, MinorityStatement, Wording
from deliberation.models.posts import Post, ReadMark
from deliberation.models.responses import Response
from deliberation.models.rounds import AgreementRound, Choice, Entitlement, Outcome, Position
from deliberation.models.topics import Marking, Space, Topic, TopicGuest

__all__ = [
    "AgreementRound",
    "Choice",
    "Entitlement",
    "KeyMessage",
    "Marking",
    "MinorityStatement",
    "Outcome",
    "Position",
    "Post",
    "ReadMark",
    "Response",
    "Space",
    "Topic",
    "TopicGuest",
    "Wording",
]
