"""Rules about announcements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.policy import rule

if TYPE_CHECKING:
    from accounts.models import User
    from deliberation.models import Announcement


@rule(_("This announcement was withdrawn."))
def is_not_withdrawn(person: User, announcement: Announcement) -> bool:
    return announcement.has_its_words


@rule(_("Only people who are asked to read this announcement say that they have read it."))
def is_asked_to_read(person: User, announcement: Announcement) -> bool:
    return announcement.people().filter(pk=person.pk).exists()
