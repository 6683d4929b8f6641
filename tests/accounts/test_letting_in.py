"""Only a chair opens the members' space to somebody new: police and secretaries find no way around."""

import pytest

from accounts import actions
from accounts.models import Invitation, Role
from accounts.models.memberships import ADVISERS
from core.policy import Refused
from tests.accounts.places import in_group
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
WHY = "Only the chair or the vice-chair makes somebody a member. Ask them to do it."
NEW = {"email": "second.address@example.org", "name": "Sian Bevan at home"}
ROLES = sorted(ADVISERS)


def invite(group, actor, role):
    actions.invite_person(actor=actor, group=group, role=role, **NEW)


def begin(group, actor, role):
    actions.begin_membership(actor=actor, group=group, person=UserFactory(), role=role)


def change(group, actor, role):
    actions.change_role(actor=actor, membership=in_group(group, "officer"), role=role)


@pytest.fixture
def member(group):
    return in_group(group, "member")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("way", [invite, begin, change])
@pytest.mark.usefixtures("member")
def test_a_secretary_makes_nobody_a_member_chair_or_vice_chair(group, way, role):
    secretary = in_group(group, "secretary").user
    with pytest.raises(Refused) as refused:
        way(group, secretary, Role(role))
    advisers = group.memberships.current().filter(role__in=ADVISERS).count()
    assert (str(refused.value), refused.value.permission) == (WHY, "accounts.let_in_adviser")
    assert (advisers, Invitation.objects.count()) == (1, 0)


@pytest.mark.parametrize("by", ["chair", "vice_chair"])
@pytest.mark.parametrize("way", [invite, begin, change])
def test_a_chair_does(group, way, by):
    way(group, in_group(group, by).user, Role.MEMBER)
    places = group.memberships.current().filter(role="member").count()
    assert places + Invitation.objects.filter(role="member").count() == 1


@pytest.mark.parametrize("role", ["secretary", "police_lead", "officer", "observer", "interpreter"])
@pytest.mark.usefixtures("member")
def test_a_secretary_invites_everybody_else(group, role):
    invite(group, in_group(group, "secretary").user, Role(role))
    assert Invitation.objects.get().role == role


def test_a_secretary_may_record_that_a_member_was_elected_chair(group, member):
    secretary = in_group(group, "secretary").user
    actions.change_role(actor=secretary, membership=member, role=Role.CHAIR)
    member.refresh_from_db()
    assert member.role == "chair"


def test_a_group_that_has_no_member_yet_is_founded_by_its_secretary(group):
    secretary = in_group(group, "secretary").user
    actions.invite_person(actor=secretary, group=group, role=Role.CHAIR, **NEW)
    actions.invite_person(
        actor=secretary, group=group, role=Role.MEMBER, email="p@example.org", name="Priya"
    )
    assert Invitation.objects.count() == 2


@pytest.mark.usefixtures("member")
def test_an_administrator_finds_a_secretary_and_no_chair_for_members_who_have_lost_theirs(group):
    administrator = UserFactory(is_staff=True)
    with pytest.raises(Refused) as refused:
        invite(group, administrator, Role.CHAIR)
    assert (str(refused.value), Invitation.objects.count()) == (WHY, 0)
    invite(group, administrator, Role.SECRETARY)
    assert Invitation.objects.get().role == "secretary"


@pytest.mark.usefixtures("member")
def test_the_page_offers_a_secretary_the_other_roles_and_says_why(group):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    html = client.get(f"/groups/{group.pk}/people/invite/").content.decode()
    offered = [role for role in Role.values if f'value="{role}"' in html]
    assert offered == ["secretary", "police_lead", "officer", "observer", "interpreter"]
    assert "Only the chair or the vice-chair makes somebody a member." in html


@pytest.mark.usefixtures("member")
def test_a_form_that_says_member_all_the_same_comes_back_with_what_was_typed(group):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    answer = client.post(f"/groups/{group.pk}/people/invite/", {**NEW, "role": "member"})
    kept = f'value="{NEW["name"]}"' in answer.content.decode()
    assert (answer.status_code, kept, Invitation.objects.count()) == (422, True, 0)


def test_the_page_of_a_members_role_offers_all(group, member):
    client = signed_in(in_group(group, "secretary").user, fresh=True)
    html = client.get(f"/people/memberships/{member.pk}/role/").content.decode()
    assert [role for role in Role.values if f'value="{role}"' in html] == Role.values


def test_an_administrators_page_offers_those_who_keep_a_list_and_says_nothing_of_members(group):
    client = signed_in(UserFactory(is_staff=True), fresh=True)
    html = client.get("/administration/invite/").content.decode()
    assert [role for role in Role.values if f'value="{role}"' in html] == [
        "chair",
        "vice_chair",
        "secretary",
    ]
    assert "Only the chair or the vice-chair makes somebody a member." not in html
