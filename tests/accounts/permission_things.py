"""What each permission of this app is asked about, in the state in which the action is possible."""

from allauth.usersessions.models import UserSession

from accounts.models import Agreement, Departure, Invitation, Organisation
from accounts.models.invitations import VALID_FOR
from core.clock import now
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)

OF_A_GROUP = {
    "view_people",
    "invite_person",
    "renew_invitations",
    "begin_membership",
    "let_in_adviser",
    "read_record",
    "record_delivery",
    "download_record",
}
OF_A_PLACE = {
    "change_access_needs",
    "change_role",
    "end_membership",
    "hand_over_chair",
    "hand_over_code_card",
    "begin_reset",
    "end_sessions_of_member",
}
OF_A_PERSON = {"suspend_person", "restore_person", "end_sessions_of_person"}


def thing(permission, condition, world):
    action = permission.partition(".")[2]
    if condition == "group closed":
        close(world.group)
    if action in OF_A_GROUP:
        return world.group
    if action in OF_A_PLACE:
        return MembershipFactory(group=world.group)
    if action in OF_A_PERSON:
        return UserFactory()
    return {
        "change_reach": lambda: MembershipFactory(
            group=world.group,
            **({"user__bounced_at": now()} if condition else {"user__email": None}),
        ),
        "invite_to_sign_in": lambda: unreached(world, condition),
        "record_acceptance": lambda: to_accept(unreached(world, "")),
        "view_recorded": lambda: MembershipFactory(group=world.group, user__email=None),
        "create_organisation": lambda: None,
        "change_organisation": OrganisationFactory,
        "create_group": lambda: None,
        "change_group": AdvisoryGroupFactory,
        "close_group": lambda: world.group,
        "reopen_group": lambda: close(world.group),
        "invite_first_organiser": lambda: (
            close(AdvisoryGroupFactory()) if condition else AdvisoryGroupFactory()
        ),
        "invite_reader": lambda: OrganisationFactory(kind=Organisation.Kind.NATIONAL),
        "withdraw_invitation": lambda: invitation_to(world.group, condition),
        "renew_invitation": lambda: invitation_to(world.group, condition),
        "begin_reset_of_reader": OrganisationMembershipFactory,
        "end_organisation_membership": OrganisationMembershipFactory,
        "adopt_agreement": lambda: None,
        "read_installation_record": lambda: None,
        "ask_departure": lambda: MembershipFactory(group=world.group, ends_at=now()),
        "anonymise_person": lambda: departure_from(world.group),
        "decide_mentions": lambda: departure_from(world.group, done_at=now()),
        "end_session": lambda: UserSession(user=UserFactory()),  # one's own only, whoever one is
    }[action]()


def close(group):
    group.closed_at = now()
    group.save()
    return group


def unreached(world, condition):
    """A place of somebody without email."""
    role = "observer" if condition == "an observer" else "member"
    place = MembershipFactory(group=world.group, role=role, user__email=None)
    if condition == "a member elsewhere too":
        MembershipFactory(user=place.user)
    return place


def to_accept(place):
    Agreement.objects.create(version=1, text="Keep it here.")
    return place


def departure_from(group, **more):
    asked_by = UserFactory()
    return Departure.objects.create(group=group, person=UserFactory(), asked_by=asked_by, **more)


def invitation_to(group, condition=""):
    outside = condition in {"a reader's", "a reader's or an administrator's", "an administrator's"}
    return Invitation.objects.create(
        group=None if outside else group,
        as_administrator=outside and condition != "a reader's",
        organisation=OrganisationFactory() if condition == "a reader's" else None,
        email="new@example.org",
        name="New Person",
        invited_by=UserFactory(),
        sent_at=now(),
        expires_at=now() + VALID_FOR,
    )
