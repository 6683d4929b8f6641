"""What can happen to a note to the chair or the secretary."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class NoteEvent(Event):
    """Something about a note; neither whose it is nor to whom.

    :ivar topic_id: what it is about, so that its records are for those who may know of that.
    """

    note_id: int
    topic_id: int | None


class NoteWritten(NoteEvent):
    """Somebody wrote a note to the chair or the secretary."""

    name: ClassVar[str] = "note.written"
    label = _("Wrote a note to the chair or the secretary")


class NoteAnswered(NoteEvent):
    """One of the two between whom a note is wrote an answer."""

    name: ClassVar[str] = "note.answered"
    label = _("Answered a note")
