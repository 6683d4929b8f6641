"""Who may do what with the actions of a group."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, User
from accounts.permissions import group_works, role_in
from core.policy import rule
from deliberation.permissions import is_chair_or_secretary
from meetings.models import Action
from meetings.models.action_log import KEEPERS


@rule(_("You do not have access to the actions of this group."))
def reads_log(person: User, group: AdvisoryGroup) -> bool:
    return role_in(person, group) in KEEPERS


@rule(_("You do not have access to this action."))
def reads_action(person: User, action: Action) -> bool:
    return Action.objects.visible_to(person).filter(pk=action.pk).exists()


@rule(_("Only the owner of this action, the chair and the secretary can do this."))
def owns(person: User, action: Action) -> bool:
    return action.owner_id == person.pk


@rule(_("This action is closed. Open it again first."))
def is_not_closed(person: User, action: Action) -> bool:
    return action.is_active


@rule(_("This action was reported, closed or withdrawn already."))
def is_to_be_done(person: User, action: Action) -> bool:
    return action.is_to_be_done


@rule(_("This action does not wait to be closed."))
def is_reported(person: User, action: Action) -> bool:
    return action.is_reported


@rule(_("This action is open."))
def is_not_open(person: User, action: Action) -> bool:
    return not action.is_to_be_done


reports = is_chair_or_secretary | owns

POLICY = {
    "meetings.read_actions": reads_log,
    "meetings.add_action": is_chair_or_secretary & group_works,
    "meetings.change_action": is_chair_or_secretary & is_to_be_done & reads_action,
    "meetings.report_action": reports & is_to_be_done & reads_action,
    "meetings.close_actions": is_chair_or_secretary,
    "meetings.close_action": is_chair_or_secretary & is_reported & reads_action,
    "meetings.reopen_action": is_chair_or_secretary & is_not_open & reads_action,
    "meetings.withdraw_action": is_chair_or_secretary & is_not_closed & reads_action,
}
