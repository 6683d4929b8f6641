"""What can happen to the handbook of a group."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class HandbookEvent(Event):
    """Something that happened to a page of the handbook."""

    handbook_page_id: int


class HandbookPageWritten(HandbookEvent):
    """A page was added to the handbook.

    :ivar tell: 1 when its readers are to be told.
    """

    name: ClassVar[str] = "handbook_page.written"
    label = _("Added a page to the handbook")
    tell: int


class HandbookPageChanged(HandbookEvent):
    """Title, words or readers of a page changed; the earlier ones are kept.

    :ivar tell: 1 when its readers are to be told.
    """

    name: ClassVar[str] = "handbook_page.changed"
    label = _("Changed a page of the handbook")
    version: int
    tell: int


class HandbookPageMoved(HandbookEvent):
    """A page changed places with its neighbour."""

    name: ClassVar[str] = "handbook_page.moved"
    label = _("Moved a page of the handbook")


class HandbookPageArchived(HandbookEvent):
    """A page was taken out of the handbook; it is kept."""

    name: ClassVar[str] = "handbook_page.archived"
    label = _("Archived a page of the handbook")


class HandbookPageRestored(HandbookEvent):
    """A page that was archived stands in the handbook again."""

    name: ClassVar[str] = "handbook_page.restored"
    label = _("Put a page back into the handbook")
