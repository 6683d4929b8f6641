"""What can happen to a sign-in reset."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class _OfAReset(Event):
    reset_id: int
    person_id: int


class ResetOpened(_OfAReset):
    """An organiser reset the sign-in of someone who could not sign in at all.

    :ivar kind: how they made sure who it is: in_person, known_number.
    """

    name: ClassVar[str] = "sign_in_reset.opened"
    label = _("Reset the sign-in of someone who could not sign in at all")
    kind: str

    def people(self) -> list[int]:
        """Their sessions are gone."""
        return [self.person_id]


class ResetUsed(_OfAReset):
    """The person had the link and the words, and chose a new password."""

    name: ClassVar[str] = "sign_in_reset.used"
    label = _("Signed in again after a reset")


class ResetFailed(_OfAReset):
    """Somebody had the link and said the wrong words."""

    name: ClassVar[str] = "sign_in_reset.failed"
    label = _("Entered the wrong words for a sign-in reset")


class ResetClosed(_OfAReset):
    """A sign-in reset was closed after too many wrong words."""

    name: ClassVar[str] = "sign_in_reset.closed"
    label = _("A sign-in reset was closed after too many wrong words")
