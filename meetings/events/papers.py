"""What happens to what is read for a meeting, or with a post."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space
from meetings.events.base import Unshown


class PaperEvent(Event):
    """Something that happened to a paper: of a meeting, attached, in the handbook, or a proof.

    :ivar meeting_id: of a paper for a meeting.
    :ivar topic_id, post_id, space: of one that is attached to a post.
    :ivar handbook_page_id: of a document of the handbook.
    :ivar response_id: of what shows what the police did; ``topic_id`` is that of its message.
    """

    paper_id: int
    version_id: int
    meeting_id: int | None = None
    topic_id: int | None = None
    post_id: int | None = None
    space: Space | None = None
    handbook_page_id: int | None = None
    response_id: int | None = None

    def facts(self) -> dict[str, int | str | tuple[str, ...] | None]:
        """Where it is, and nothing of where it is not."""
        return {key: value for key, value in super().facts().items() if value is not None}

    def streams(self) -> list[str]:
        """The live page of the meeting, or the space of the post and no other."""
        meeting = [f"meeting.{self.meeting_id}"] if self.meeting_id else []
        return meeting + ([f"topic.{self.topic_id}.{self.space}"] if self.post_id else [])


class PaperUploaded(PaperEvent):
    """Somebody uploaded a paper, or a new version of one; a job prepares its slides."""

    name: ClassVar[str] = "paper.uploaded"
    label = _("Uploaded a paper")


class PaperPrepared(PaperEvent):
    """The slides of a paper are ready to read."""

    name: ClassVar[str] = "paper.prepared"
    label = _("A paper was prepared")


class PaperFailed(PaperEvent):
    """A paper could not be prepared; its version says why."""

    name: ClassVar[str] = "paper.failed"
    label = _("A paper could not be prepared")


class PaperRejected(PaperEvent):
    """The virus scanner found something harmful in an uploaded file, which is gone."""

    name: ClassVar[str] = "paper.rejected"
    label = _("A paper was refused by the virus scanner, and is gone")


class PaperRemoved(PaperEvent):
    """Somebody removed a paper that should not be there: its files, its slides and its copies."""

    name: ClassVar[str] = "paper.removed"
    label = _("Removed a paper, with its slides and all copies")


class PaperMoved(PaperEvent):
    """A paper is for another item of its agenda, or for the meeting as a whole (0)."""

    name: ClassVar[str] = "paper.moved"
    label = _("Moved a paper to another item")
    item_id: int


class AttachmentsExpired(Event):
    """The retention schedule removed what was attached to the posts of a closed topic.

    :ivar number: how many.
    """

    name: ClassVar[str] = "attachments.expired"
    label = _(
        "What was attached to the posts of a topic had been kept long enough, and was removed"
    )
    topic_id: int
    number: int


class PaperOpened(Unshown, PaperEvent):
    """Somebody opened an OFFICIAL-SENSITIVE paper; written once an hour."""

    name: ClassVar[str] = "paper.opened"
    label = _("Opened an OFFICIAL-SENSITIVE paper")


class _OfACopy(Unshown, PaperEvent):
    copy_id: int


class PaperCopyAsked(_OfACopy):
    """Somebody asked for a copy of a paper with their name on every page."""

    name: ClassVar[str] = "paper_copy.asked"
    label = _("Asked for a copy of a paper with their name on it")


class PaperCopyTaken(_OfACopy):
    """Somebody downloaded their copy of a paper."""

    name: ClassVar[str] = "paper_copy.taken"
    label = _("Downloaded a copy of a paper with their name on it")
