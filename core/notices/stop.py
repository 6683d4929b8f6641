"""The link in each email of notices that ends them: no sign-in, and nobody can make one up."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

SIGNER = Signer(sep=".", salt="core.notices.stop")


def stop_path(person_id: int) -> str:
    """Path of the page on which this person ends emails of notices."""
    return reverse("accounts:notices-stop", args=[SIGNER.sign(str(person_id))])


def person_of(token: str) -> int | None:
    """Id of the person whose link holds ``token``; ``None`` for one that we never made."""
    try:
        return int(SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
