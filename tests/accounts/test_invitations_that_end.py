"""An invitation lets in as long as whoever sent it could send it today."""

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import Invitation, Membership, Role, User
from accounts.models.invitations import VALID_FOR
from core.clock import now
from core.jobs import run_due_jobs
from core.policy import Refused
from tests.accounts.invited import ADDRESS, JOIN, link
from tests.factories import AdvisoryGroupFactory, MembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(group):
    return MembershipFactory(group=group, role=Role.CHAIR).user


@pytest.fixture
def invitation(group, secretary):
    """To listen: a secretary may send it whoever else is there."""
    fields = {"email": ADDRESS, "name": "Priya R", "role": Role.OBSERVER}
    return actions.invite_person(actor=secretary, group=group, **fields)


def outcome(invitation):
    """What the link answers, and whether the action lets anybody in."""
    page = Client().get(link(invitation))
    try:
        actions.accept_invitation(actor=None, invitation=invitation, **JOIN)
    except Refused:
        return page.status_code, User.objects.filter(email=invitation.email).exists()
    return page.status_code, True


def test_it_works_while_its_sender_is_an_organiser(invitation, chair):
    assert outcome(invitation) == (200, True)


@pytest.mark.parametrize("ends", ["place", "role", "account"])
def test_what_a_secretary_sent_ends_with_their_right_to_send_it(invitation, chair, secretary, ends):
    place = secretary.memberships.get()
    if ends == "place":
        actions.end_membership(actor=chair, membership=place)
    elif ends == "role":
        actions.change_role(actor=chair, membership=place, role=Role.OBSERVER)
    else:
        actions.suspend_person(actor=UserFactory(is_staff=True), person=secretary)

    assert outcome(invitation) == (410, False)


@pytest.mark.parametrize(
    ("role", "works"), [(Role.MEMBER, (410, False)), (Role.OBSERVER, (200, True))]
)
def test_a_chair_who_is_secretary_now_lets_in_no_member(group, chair, role, works):
    other = MembershipFactory(group=group, role=Role.VICE_CHAIR).user
    sent = actions.invite_person(actor=chair, group=group, email=ADDRESS, name="Priya", role=role)
    actions.change_role(actor=other, membership=chair.memberships.get(), role=Role.SECRETARY)

    assert outcome(sent) == works


@pytest.mark.parametrize("first", [Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER])
def test_what_the_founding_secretary_sent_to_others_who_advise_ends_with_the_first(
    group, secretary, first
):
    """A second address of their own would else open the members' space two weeks later."""
    people = [("first", first), ("late", Role.MEMBER), ("late.chair", Role.CHAIR), ("sees", Role.OBSERVER)]  # fmt: skip
    sent = [
        actions.invite_person(
            actor=secretary, group=group, email=f"{who}@example.org", name="A Person", role=role
        )
        for who, role in people
    ]

    assert [outcome(invitation) for invitation in sent] == [
        (200, True),
        (410, False),
        (410, False),
        (200, True),
    ]


def test_what_an_administrator_sent_to_a_chair_ends_with_the_first_who_advises(group, secretary):
    MembershipFactory(group=group, role=Role.MEMBER)
    sent = Invitation.objects.create(
        email=ADDRESS,
        name="Priya",
        group=group,
        role=Role.CHAIR,
        invited_by=UserFactory(is_staff=True),
        sent_at=now(),
        expires_at=now() + VALID_FOR,
    )
    secretary.memberships.update(ends_at=now())

    assert outcome(sent) == (410, False)


def test_the_founding_secretary_is_told_to_invite_the_chair_first(group, secretary):
    hint = "Invite the chair first."
    address = f"/groups/{group.pk}/people/invite/"
    before = signed_in(secretary, fresh=True).get(address).text
    chair = MembershipFactory(group=group, role=Role.CHAIR).user
    after = [signed_in(who, fresh=True).get(address).text for who in (secretary, chair)]

    assert [hint in page for page in (before, *after)] == [True, False, False]


def test_it_is_not_sent_any_more_either(invitation, chair, secretary):
    actions.end_membership(actor=chair, membership=secretary.memberships.get())
    run_due_jobs()

    assert [message.to for message in mail.outbox] == []


def test_the_others_read_why_and_can_send_a_new_one(invitation, chair, secretary, group):
    actions.end_membership(actor=chair, membership=secretary.memberships.get())
    page = signed_in(chair).get(f"/groups/{group.pk}/people/").text
    fields = {"email": ADDRESS, "name": "Priya Raman", "role": Role.MEMBER}
    anew = actions.invite_person(actor=chair, group=group, **fields)

    assert "No longer works: its sender cannot invite now" in page
    assert outcome(anew) == (200, True)


def test_an_administrator_lets_nobody_in_past_the_first_chair():
    """Two invitations to a group that has nobody yet; the first one who comes keeps its list."""
    group, boss = AdvisoryGroupFactory(), UserFactory(is_staff=True)
    addresses = (("real@example.org", Role.CHAIR), ("mine@example.org", Role.SECRETARY))
    sent = [
        actions.invite_person(actor=boss, group=group, email=email, name="A Person", role=role)
        for email, role in addresses
    ]

    assert [outcome(invitation) for invitation in sent] == [(200, True), (410, False)]


def test_who_is_removed_does_not_come_back_by_an_invitation_that_was_left_over(group, secretary):
    """They joined by another address, and then took the one of the first invitation."""
    person = MembershipFactory(group=group, user=UserFactory(email="other@example.org")).user
    left_over = actions.invite_person(
        actor=secretary, group=group, email=ADDRESS, name="Priya", role=Role.OBSERVER
    )
    person.email = ADDRESS
    person.save()
    actions.end_membership(actor=secretary, membership=person.memberships.get())
    left_over.refresh_from_db()
    with pytest.raises(Refused):
        actions.accept_invitation(actor=person, invitation=left_over)

    assert left_over.state == Invitation.State.WITHDRAWN
    assert Membership.objects.current().filter(user=person).count() == 0
