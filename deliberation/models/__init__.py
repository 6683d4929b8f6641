"""What is talked about and what comes of it."""

from deliberation.models.announcements import Announcement, AnnouncementReading
from deliberation.models.audiences import AudienceChange, Consent, TermsChange
from deliberation.models.ballots import BallotBox
from deliberation.models.break_glass import BreakGlass
from deliberation.models.dictations import Dictation
from deliberation.models.evidence import Evidence
from deliberation.models.handbook import HandbookPage, HandbookVersion, Readers
from deliberation.models.handling import HandlingAcceptance, HandlingText
from deliberation.models.hot_seats import HotSeat
from deliberation.models.key_messages import KeyMessage, Wording
from deliberation.models.mentions import Mention
from deliberation.models.notes import Note, NoteAnswer
from deliberation.models.positions import Entitlement, Position
from deliberation.models.posts import Post, PostVersion, ReadMark
from deliberation.models.questions import Question
from deliberation.models.reactions import Reaction
from deliberation.models.readers import NamedReader, TopicGuest
from deliberation.models.reports import PostReport
from deliberation.models.responses import Response
from deliberation.models.rounds import AgreementRound
from deliberation.models.scale import Choice, Method, Outcome, Way
from deliberation.models.sendings import Sending
from deliberation.models.statements import (
    MinorityStatement,
    StatementDraft,
    StatementSignature,
)
from deliberation.models.suggestions import Suggestion
from deliberation.models.summaries import Summary
from deliberation.models.tags import Tag
from deliberation.models.terms import TopicTerms
from deliberation.models.topic_versions import TopicVersion
from deliberation.models.topics import History, Space, Topic
from deliberation.models.unattributed import Unmasking

__all__ = [
    "AgreementRound",
    "Announcement",
    "AnnouncementReading",
    "AudienceChange",
    "BallotBox",
    "BreakGlass",
    "Choice",
    "Consent",
    "Dictation",
    "Entitlement",
    "Evidence",
    "HandbookPage",
    "HandbookVersion",
    "HandlingAcceptance",
    "HandlingText",
    "History",
    "HotSeat",
    "KeyMessage",
    "Mention",
    "Method",
    "MinorityStatement",
    "NamedReader",
    "Note",
    "NoteAnswer",
    "Outcome",
    "Position",
    "Post",
    "PostReport",
    "PostVersion",
    "Question",
    "Reaction",
    "ReadMark",
    "Readers",
    "Response",
    "Sending",
    "Space",
    "StatementDraft",
    "StatementSignature",
    "Suggestion",
    "Summary",
    "Tag",
    "TermsChange",
    "Topic",
    "TopicGuest",
    "TopicTerms",
    "TopicVersion",
    "Unmasking",
    "Way",
    "Wording",
]
