"""Rules about the handbook of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import rule

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import HandbookPage


@rule(_("This page is archived. Put it back into the handbook first."))
def page_stands(person: User, page: HandbookPage) -> bool:
    return page.archived_at is None


@rule(_("This page is not archived."))
def page_is_archived(person: User, page: HandbookPage) -> bool:
    return page.archived_at is not None
