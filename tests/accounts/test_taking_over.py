"""Leroy has an email address now: he takes over his own account, and nobody else does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import Acceptance, Agreement, Invitation, Membership, Reach, Role, User
from core.audit.models import Record
from core.clock import at, now
from core.jobs import run_due_jobs
from core.policy import Refused
from tests.accounts.invited import link
from tests.accounts.places import in_group
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "leroy@example.org"
JOIN = {"name": "Leroy Bright", "password": "marmalade tram lighthouse"}


@pytest.fixture
def chair(group):
    return in_group(group, "chair").user


@pytest.fixture
def leroy(group, chair):
    """His place, entered by the chair, with a telephone number."""
    reached = {"way": Reach.Way.TELEPHONE, "telephone": "01632 960 417"}
    return actions.add_person(
        actor=chair, group=group, name="Leroy Bright", role=Role.MEMBER, **reached
    )


def invite(place, by, email=ADDRESS):
    return actions.invite_to_sign_in(actor=by, membership=place, email=email)


def ask(place, by, email=ADDRESS):
    path = f"/people/memberships/{place.pk}/email/"
    return signed_in(by, fresh=True).post(path, {"email": email})


def use(invitation):
    return Client().post(link(invitation), JOIN)


def test_leroy_takes_over_his_account_and_all_that_is_his_stays(group, chair, leroy):
    post = PostFactory(author=leroy.user)
    people = User.objects.count()
    assert ask(leroy, chair).status_code == 302
    run_due_jobs()
    answer = use(Invitation.objects.get(person=leroy.user))

    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    person = User.objects.get(email=ADDRESS)
    assert (person, post.author, User.objects.count()) == (leroy.user, leroy.user, people)
    assert person.check_password(JOIN["password"])
    assert [place.pk for place in person.memberships.all()] == [leroy.pk]
    assert person.emailaddress_set.get().verified
    assert (answer.status_code, Reach.objects.exists()) == (302, False)
    record = Record.objects.get(event="invitation.accepted")
    assert (record.actor, record.facts["membership_id"]) == (leroy.user, leroy.pk)


def test_until_the_link_is_used_he_is_reached_as_before(chair, leroy):
    invite(leroy, chair)

    leroy.user.refresh_from_db()
    assert (leroy.user.email, Reach.objects.count()) == (None, 1)


def test_the_agreement_that_was_written_down_holds_and_a_newer_one_is_asked_for(chair, leroy):
    first = Agreement.objects.create(version=1, text="Keep it here.")
    fields = {"agreement": first, "recorded_by": chair, "how": "paper"}
    Acceptance.objects.create(user=leroy.user, **fields)
    assert use(invite(leroy, chair)).url == "/accounts/second-step/"

    Agreement.objects.create(version=2, text="Keep it here, and lock your screen.")
    other = MembershipFactory(group=leroy.group, user__email=None)
    Acceptance.objects.create(user=other.user, **fields)
    assert use(invite(other, chair, "other@example.org")).url == "/agreement/"


def test_the_page_of_the_link_says_what_is_there_already(chair, leroy):
    page = Client().get(link(invite(leroy, chair)))

    assert "What was recorded in your name so far is there already." in page.text


def test_only_a_chair_lets_a_member_sign_in(group, chair, leroy):
    """With an address of their own a secretary would read the members' space as Leroy."""
    secretary = in_group(group, "secretary").user
    assert ask(leroy, secretary).status_code == 403
    with pytest.raises(Refused, match="Only the chair or the vice-chair lets a member sign in"):
        invite(leroy, secretary)

    observer = MembershipFactory(group=group, role="observer", user__email=None)
    assert use(invite(observer, secretary)).status_code == 302


def test_a_secretary_does_not_keep_an_invitation_of_somebody_who_became_a_member(group, chair):
    observer = MembershipFactory(group=group, role="observer", user__email=None)
    sent = invite(observer, in_group(group, "secretary").user)
    actions.change_role(actor=chair, membership=observer, role=Role.MEMBER)

    assert use(sent).status_code == 410
    assert User.objects.get(pk=observer.user_id).email is None


def test_an_invitation_ends_with_the_role_for_which_it_was_sent_by_a_chair_too(group, chair):
    """A chair could let a member in, and so no other rule ends it."""
    observer = MembershipFactory(group=group, role="observer", user__email=None)
    sent = invite(observer, chair)
    actions.change_role(actor=chair, membership=observer, role=Role.MEMBER)

    assert use(sent).status_code == 410
    assert User.objects.get(pk=observer.user_id).email is None


def test_a_secretary_does_not_keep_an_invitation_of_who_became_a_member_next_door(group, chair):
    """The account opens every group: what was sent in one ends with a change in the other."""
    observer = MembershipFactory(group=group, role="observer", user__email=None)
    next_door = MembershipFactory(user=observer.user, role="observer")
    secretary = in_group(group, "secretary").user
    MembershipFactory(user=secretary, group=next_door.group, role="secretary")
    sent = invite(observer, User.objects.get(pk=secretary.pk))
    chair_next_door = MembershipFactory(group=next_door.group, role="chair").user
    stood = Invitation.objects.waiting().count()
    actions.change_role(actor=chair_next_door, membership=next_door, role=Role.MEMBER)

    assert (stood, Invitation.objects.waiting().count(), use(sent).status_code) == (1, 0, 410)
    with pytest.raises(Refused, match="used, withdrawn, or is too old"):
        actions.accept_invitation(actor=None, invitation=sent, **JOIN)
    assert User.objects.get(pk=observer.user_id).email is None


def test_an_invitation_lets_nobody_in_where_its_sender_does_not_look_after_them(group, chair):
    observer = MembershipFactory(group=group, role="observer", user__email=None)
    sent = invite(observer, in_group(group, "secretary").user)
    MembershipFactory(user=observer.user, role="observer")

    assert use(sent).status_code == 410
    assert User.objects.get(pk=observer.user_id).email is None


def test_who_is_in_another_group_too_is_let_in_by_who_leads_both(chair, leroy):
    next_door = MembershipFactory(user=leroy.user)
    with pytest.raises(Refused, match="each group that this person belongs to"):
        invite(leroy, chair)

    MembershipFactory(user=chair, group=next_door.group, role="chair")
    assert invite(leroy, User.objects.get(pk=chair.pk)).person == leroy.user


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_nobody_else_gives_an_address(group, leroy, role):
    assert ask(leroy, in_group(group, role).user).status_code == 404
    assert ask(leroy, MembershipFactory(role="chair").user).status_code == 404
    assert not Invitation.objects.exists()


def test_an_address_of_somebody_else_is_refused_and_comes_back(chair, leroy):
    UserFactory(email=ADDRESS)
    answer = ask(leroy, chair, "Leroy@Example.org")

    assert (answer.status_code, "Leroy@Example.org" in answer.text) == (403, True)
    assert "This address cannot be theirs here" in answer.text
    assert not Invitation.objects.exists()


def test_an_address_that_somebody_else_has_meanwhile_lets_nobody_in(chair, leroy):
    sent = invite(leroy, chair)
    other = UserFactory(email=ADDRESS)
    signed_in(other).post(link(sent), {})

    assert use(sent).status_code == 410
    assert (leroy.user.email, other.memberships.count()) == (None, 0)


def test_the_address_is_not_invited_as_somebody_new_meanwhile(group, chair, leroy):
    invite(leroy, chair)

    with pytest.raises(Refused, match="an invitation that is still waiting"):
        actions.invite_person(
            actor=chair, group=group, email=ADDRESS, name="Leroy", role=Role.MEMBER
        )


def test_who_signs_in_already_gets_none(chair, group):
    place = MembershipFactory(group=group)

    assert ask(place, chair).status_code == 403
    with pytest.raises(Refused, match="has an email address here"):
        invite(place, chair)


@pytest.mark.parametrize("what", ["suspended", "left", "withdrawn"])
def test_an_invitation_ends_with_what_it_was_for(chair, leroy, what):
    sent = invite(leroy, chair)
    if what == "suspended":
        User.objects.filter(pk=leroy.user_id).update(is_active=False)
    elif what == "left":
        actions.end_membership(actor=chair, membership=leroy)
    else:
        actions.withdraw_invitation(actor=chair, invitation=sent)

    assert use(sent).status_code == 410
    assert User.objects.get(pk=leroy.user_id).email is None
    with pytest.raises(Refused, match="used, withdrawn, or is too old"):
        actions.accept_invitation(actor=None, invitation=sent, **JOIN)


def test_a_link_is_used_once(chair, leroy):
    sent = invite(leroy, chair)

    assert (use(sent).status_code, use(sent).status_code) == (302, 410)


def test_a_link_that_is_too_old_is_sent_again_to_a_corrected_address(chair, leroy):
    sent = invite(leroy, chair, "leory@example.org")
    with at(now() + timedelta(days=15)):
        old = use(sent).status_code
        answer = signed_in(chair, fresh=True).post(
            f"/people/invitations/{sent.pk}/again/", {"name": "Leroy Bright", "email": ADDRESS}
        )
        new = Invitation.objects.latest("pk")

        assert (old, answer.status_code, new.person, new.email) == (410, 302, leroy.user, ADDRESS)
        assert use(new).status_code == 302
    assert Membership.objects.filter(user__email=ADDRESS).get() == leroy


def test_a_second_address_ends_the_first(chair, leroy):
    first = invite(leroy, chair, "leory@example.org")
    invite(leroy, chair)

    assert use(first).status_code == 410


def test_a_name_that_is_forgotten_is_forgotten_in_the_invitation_too(chair, leroy):
    invite(leroy, chair)
    actions.end_membership(actor=chair, membership=leroy)
    departure = actions.ask_departure(actor=chair, membership=Membership.objects.get(pk=leroy.pk))
    actions.anonymise_person(actor=UserFactory(is_staff=True), departure=departure)

    sent = Invitation.objects.get()
    assert (sent.email, "Leroy" in sent.name) == ("", False)
