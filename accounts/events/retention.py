"""What went with time."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event


class RowsExpired(Event):
    """The retention schedule removed rows of one kind.

    :ivar number: how many.
    """

    name: ClassVar[str] = "rows.expired"
    label = _("What had been kept long enough was removed")
    kind: str
    number: int
