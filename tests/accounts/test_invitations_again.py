"""An invitation is sent again, to a corrected address, or by the chair where its founder's ended."""

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import Invitation, Role
from core.jobs import run_due_jobs
from core.policy import Refused
from tests.accounts.invited import ADDRESS, JOIN, link
from tests.accounts.places import in_group
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(group):
    return in_group(group, Role.CHAIR).user


def invite(group, actor, email=ADDRESS, role=Role.OBSERVER, name="Priya Raman"):
    return actions.invite_person(actor=actor, group=group, email=email, name=name, role=role)


def again(invitation):
    return f"/people/invitations/{invitation.pk}/again/"


def test_the_page_begins_with_what_was_sent_and_sends_it_with_another_link(group, secretary):
    sent = invite(group, secretary, email="typo@example.org")
    client = signed_in(secretary, fresh=True)
    people = client.get(f"/groups/{group.pk}/people/").text
    form = client.get(again(sent)).context["form"]
    run_due_jobs()
    client.post(again(sent), {"name": "Priya Raman", "email": ADDRESS})
    run_due_jobs()
    new = Invitation.objects.latest("pk")

    assert f'href="{again(sent)}"' in people
    assert form.initial == {"name": "Priya Raman", "email": "typo@example.org"}
    assert [message.to for message in mail.outbox] == [["typo@example.org"], [ADDRESS]]
    assert [Client().get(link(invitation)).status_code for invitation in (sent, new)] == [410, 200]
    assert (new.role, new.invited_by, new.expires_at > sent.expires_at) == (
        Role.OBSERVER,
        secretary,
        True,
    )


def test_an_address_that_belongs_already_comes_back_and_the_old_link_still_works(group, secretary):
    sent = invite(group, secretary)
    in_group(group, "member", email="here@example.org")
    client = signed_in(secretary, fresh=True)
    answer = client.post(again(sent), {"name": "Priya", "email": "here@example.org"})
    sent.refresh_from_db()

    assert (answer.status_code, 'value="here@example.org"' in answer.text) == (403, True)
    assert (sent.state, Invitation.objects.count()) == (Invitation.State.SENT, 1)


def test_a_used_invitation_is_not_sent_again(group, secretary):
    sent = invite(group, secretary)
    actions.accept_invitation(actor=None, invitation=sent, **JOIN)
    with pytest.raises(Refused, match="used or withdrawn already"):
        actions.renew_invitation(
            actor=secretary, invitation=sent, email="x@example.org", name="Another"
        )


def test_a_secretary_does_not_send_a_member_s_again_once_there_is_a_member(group, secretary, chair):
    sent = invite(group, chair, role=Role.MEMBER)
    answer = signed_in(secretary, fresh=True).post(
        again(sent), {"name": "Sian at home", "email": "sian.home@example.org"}
    )

    assert answer.status_code == 403
    assert [invitation.email for invitation in Invitation.objects.filter(state="sent")] == [ADDRESS]


def test_an_invitation_of_another_group_is_not_there(group, secretary):
    other = MembershipFactory(role=Role.SECRETARY)
    theirs = invite(other.group, other.user, name="Olivia Unlisted")
    answer = signed_in(secretary, fresh=True).get(again(theirs))

    assert (answer.status_code, "Olivia" in answer.text) == (404, False)


def test_an_administrator_sends_a_reader_s_again_and_no_administrator_s():
    administrator = UserFactory(is_staff=True)
    reader = actions.invite_reader(
        actor=administrator,
        organisation=OrganisationFactory(kind="national"),
        email="r@example.org",
        name="R",
    )
    other = actions.invite_administrator(actor=None, email="second@example.org", name="S")
    client = signed_in(administrator, fresh=True)
    page = client.get("/administration/").text
    answers = [
        client.post(again(invitation), {"name": "Rita", "email": "right@example.org"}).status_code
        for invitation in (reader, other)
    ]

    assert [again(invitation) in page for invitation in (reader, other)] == [True, False]
    assert answers == [302, 403]
    assert list(Invitation.objects.filter(state="sent").values_list("email", flat=True)) == [
        "second@example.org",
        "right@example.org",
    ]


# --- What a founder sent --------------------------------------------------------------------------


def test_the_chair_who_joins_sends_again_all_that_her_coming_ended(group, secretary):
    for name in ("ann", "ben"):
        invite(group, secretary, email=f"{name}@example.org", role=Role.MEMBER, name=name.title())
    good = invite(group, secretary)
    chair = in_group(group, Role.CHAIR).user
    client = signed_in(chair, fresh=True)
    address = f"/groups/{group.pk}/people/invite/again/"
    people = client.get(f"/groups/{group.pk}/people/").text
    html = client.get(address).text
    client.post(address)
    sent = Invitation.objects.filter(state="sent")

    assert address in people
    assert ("<bdi>Ann</bdi>, <bdi>Ben</bdi>" in html, "Priya" in html) == (True, False)
    assert {(invitation.email, invitation.role, invitation.invited_by) for invitation in sent} == {
        ("ann@example.org", Role.MEMBER, chair),
        ("ben@example.org", Role.MEMBER, chair),
        (good.email, Role.OBSERVER, secretary),
    }
    assert address not in client.get(f"/groups/{group.pk}/people/").text


def test_somebody_who_joined_by_another_way_is_not_invited_again(group, secretary):
    invite(group, secretary, role=Role.MEMBER)
    in_group(group, Role.MEMBER, email=ADDRESS)
    chair = in_group(group, Role.CHAIR).user
    with pytest.raises(Refused, match="No invitation has ended"):
        actions.renew_invitations(actor=chair, group=group)


def test_a_secretary_does_not_send_all_of_them_again(group, secretary):
    invite(group, secretary, role=Role.MEMBER)
    in_group(group, Role.CHAIR)
    client = signed_in(secretary, fresh=True)
    address = f"/groups/{group.pk}/people/invite/again/"

    assert address not in client.get(f"/groups/{group.pk}/people/").text
    assert client.post(address).status_code == 403
    assert Invitation.objects.count() == 1
