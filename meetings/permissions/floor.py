"""Who may do what on the floor of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import ORGANISERS
from accounts.permissions import role_in
from core.policy import rule
from meetings.models import Meeting, SpeakerRequest


@rule(_("Observers listen; the chair can ask them to speak."))
def speaks(person: User, meeting: Meeting) -> bool:
    return role_in(person, meeting) != Role.OBSERVER


@rule(_("Only you, the chair and the secretary can lower this hand."))
def may_lower(person: User, request: SpeakerRequest) -> bool:
    organiser = role_in(person, request) in ORGANISERS
    return organiser or request.user_id == person.pk


@rule(_("Only who wrote these words can change them or take them back."))
def wrote_it(person: User, request: SpeakerRequest) -> bool:
    """The secretary too, of words that they entered for somebody: nobody else has a screen."""
    entered = request.recorded_by_id is not None and role_in(person, request) == Role.SECRETARY
    return request.is_contribution and (entered or request.user_id == person.pk)
