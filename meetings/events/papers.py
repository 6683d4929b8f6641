"""What happens to what is read for a meeting."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from meetings.events.base import MeetingEvent, Unshown


@dataclass(frozen=True, kw_only=True)
class PaperEvent(MeetingEvent):
    """Something that happened to a paper of a meeting."""

    paper_id: int
    version_id: int


@dataclass(frozen=True, kw_only=True)
class PaperUploaded(PaperEvent):
    """The secretary uploaded a paper; a job prepares its slides."""

    name: ClassVar[str] = "paper.uploaded"
    said = _("Uploaded a paper")


@dataclass(frozen=True, kw_only=True)
class PaperPrepared(PaperEvent):
    """The slides of a paper are ready to read."""

    name: ClassVar[str] = "paper.prepared"
    said = _("A paper was prepared")


@dataclass(frozen=True, kw_only=True)
class PaperFailed(PaperEvent):
    """A paper could not be prepared; its version says why."""

    name: ClassVar[str] = "paper.failed"
    said = _("A paper could not be prepared")


@dataclass(frozen=True, kw_only=True)
class PaperRejected(PaperEvent):
    """The virus scanner found something harmful in an uploaded file, which is gone."""

    name: ClassVar[str] = "paper.rejected"
    said = _("A paper was refused by the virus scanner, and is gone")


@dataclass(frozen=True, kw_only=True)
class PaperRemoved(PaperEvent):
    """Somebody removed a paper that should not be there: its files, its slides and its copies."""

    name: ClassVar[str] = "paper.removed"
    said = _("Removed a paper, with its slides and all copies")


@dataclass(frozen=True, kw_only=True)
class PaperOpened(Unshown, PaperEvent):
    """Somebody opened an OFFICIAL-SENSITIVE paper; written once an hour."""

    name: ClassVar[str] = "paper.opened"
    said = _("Opened an OFFICIAL-SENSITIVE paper")


@dataclass(frozen=True, kw_only=True)
class _OfACopy(Unshown, PaperEvent):
    copy_id: int


@dataclass(frozen=True, kw_only=True)
class PaperCopyAsked(_OfACopy):
    """Somebody asked for a copy of a paper with their name on every page."""

    name: ClassVar[str] = "paper_copy.asked"
    said = _("Asked for a copy of a paper with their name on it")


@dataclass(frozen=True, kw_only=True)
class PaperCopyTaken(_OfACopy):
    """Somebody downloaded their copy of a paper."""

    name: ClassVar[str] = "paper_copy.taken"
    said = _("Downloaded a copy of a paper with their name on it")
