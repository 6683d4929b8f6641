"""What people type is kept on their own device, sealed with a key that their pages bring."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from core.marking import Marking

if TYPE_CHECKING:
    from django.forms import BaseForm


def attributes(person: int, form: BaseForm, marking: str) -> dict[str, str | bool]:
    """What ``static/js/drafts.js`` reads of a form that ``person`` (an id) fills in.

    :param marking: of what the form is about: nothing is kept of what is OFFICIAL-SENSITIVE, and
        what was kept before goes.
    """
    whose: dict[str, str | bool] = {"data-draft-of": str(person)}
    if marking == Marking.OFFICIAL_SENSITIVE:
        return whose
    key = b64encode(_key(person)).decode()
    return {**whose, "data-draft-key": key, "data-draft-typed": form.is_bound}


def _key(person: int) -> bytes:
    """The same 32 bytes for a person until the secret key changes; then older drafts are gone."""
    return salted_hmac("core.drafts", str(person), algorithm="sha256").digest()
