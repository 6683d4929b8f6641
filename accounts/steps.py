"""Steps that lead a new group to its first meeting: what is done, and where the next is done."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _


class Step(NamedTuple):
    """One thing to do on the way to a first meeting.

    :ivar href: where it is done; empty while something else has to be done first.
    :ivar is_waiting: whether it is under way, and waits for somebody else.
    """

    words: str
    href: str
    is_done: bool
    is_waiting: bool = False


def first_steps(group: Any) -> list[Step]:
    """What an administrator does until somebody looks after ``group``.

    :param group: one of :func:`accounts.queries.groups_without_organiser`.
    """
    invite = f"{reverse('accounts:invite-organiser')}?group={group.pk}"
    return [
        Step(_("Add the organisation"), "", is_done=True),
        Step(_("Add the group"), "", is_done=True),
        Step(
            _("Invite the first chair or secretary"),
            invite,
            is_done=False,
            is_waiting=group.is_invited,
        ),
        Step(_("They join, and invite the others"), "", is_done=False),
    ]
