"""Sessions that began and ended, and sign-ins that failed."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class SignedIn(Event):
    """A session began.

    :ivar factor: what verified it: totp, webauthn, code_card; empty for a password alone.
    """

    name: ClassVar[str] = "session.began"
    label = _("Signed in")
    person_id: int
    factor: str


class SignedOut(Event):
    """A session was ended, by its person or by somebody who looks after accounts."""

    name: ClassVar[str] = "session.ended"
    label = _("Signed out")
    person_id: int

    def people(self) -> list[int]:
        """Its open pages close at once."""
        return [self.person_id]


class SignInFailed(Event):
    """A wrong password or a wrong code.

    :ivar person_id: whose account, where the address belongs to one.
    """

    name: ClassVar[str] = "sign_in.failed"
    label = _("A sign-in failed")
    person_id: int | None
    step: str
