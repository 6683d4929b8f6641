"""What is talked about and what comes of it."""

from deliberation.models.audiences import AudienceChange, Consent, TermsChange
from deliberation.models.break_glass import BreakGlass
from deliberation.models.handbook import HandbookPage, HandbookVersion, Readers
from deliberation.models.key_messages import KeyMessage, MinorityStatement, Wording
from deliberation.models.posts import Post, PostVersion, ReadMark
from deliberation.models.reactions import Reaction
from deliberation.models.readers import (
    HandlingAcceptance,
    HandlingText,
    NamedReader,
    TopicGuest,
)
from deliberation.models.responses import Response
from deliberation.models.rounds import AgreementRound, Choice, Entitlement, Outcome, Position
from deliberation.models.terms import TopicTerms
from deliberation.models.topic_versions import TopicVersion
from deliberation.models.topics import History, Space, Topic

__all__ = [
    "AgreementRound",
    "AudienceChange",
    "BreakGlass",
    "Choice",
    "Consent",
    "Entitlement",
    "HandbookPage",
    "HandbookVersion",
    "HandlingAcceptance",
    "HandlingText",
    "History",
    "KeyMessage",
    "MinorityStatement",
    "NamedReader",
    "Outcome",
    "Position",
    "Post",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "Readers",
    "Response",
    "Space",
    "TermsChange",
    "Topic",
    "TopicGuest",
    "TopicTerms",
    "TopicVersion",
    "Wording",
]
