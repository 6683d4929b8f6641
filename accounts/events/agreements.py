"""What can happen to the confidentiality agreement."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class AgreementAdopted(Event):
    """A new version of the confidentiality agreement is in force; everybody is asked again."""

    name: ClassVar[str] = "agreement.adopted"
    label = _("Put a new agreement in force")
    agreement_id: int


class AgreementAccepted(Event):
    """A person accepted one version of the agreement."""

    name: ClassVar[str] = "agreement.accepted"
    label = _("Accepted the agreement")
    agreement_id: int
    person_id: int


class AgreementRecorded(Event):
    """An organiser wrote down that somebody without sign-in accepted the agreement."""

    name: ClassVar[str] = "agreement.recorded"
    label = _("Wrote down that somebody accepted the agreement")
    agreement_id: int
    person_id: int
