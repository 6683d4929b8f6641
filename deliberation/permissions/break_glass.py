"""Rules about reading from outside: never one person alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.permissions import role_in
from core.policy import rule
from deliberation.models import BreakGlass


@rule(_("Only another administrator or the secretary of that group can do this."))
def is_second_person(person: User, glass: BreakGlass) -> bool:
    if person.is_staff:
        return True
    if (topic := glass.topic) is None:
        return False
    return role_in(person, topic) == Role.SECRETARY and topic.is_visible_to(person)


@rule(_("One person alone never breaks the glass: somebody else confirms."))
def did_not_ask(person: User, glass: BreakGlass) -> bool:
    return glass.asked_by_id != person.pk


@rule(_("Only the administrator who asked can do this."))
def asked_for_it(person: User, glass: BreakGlass) -> bool:
    return glass.asked_by_id == person.pk and person.is_staff


@rule(_("Only the chair, and the administrator who asked, can end this."))
def is_told(person: User, glass: BreakGlass) -> bool:
    return glass.told().filter(user=person).exists()


@rule(_("This is not waiting for a second person any more."))
def glass_waits(person: User, glass: BreakGlass) -> bool:
    return glass.state == BreakGlass.State.ASKED and not glass.is_over


@rule(_("This does not run, or it has ended."))
def glass_runs(person: User, glass: BreakGlass) -> bool:
    return glass.is_running
