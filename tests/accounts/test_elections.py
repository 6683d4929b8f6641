"""A chair is elected: one action makes the new chair, and what the old one becomes."""

from datetime import date

import pytest

from accounts import actions
from accounts.models import Membership, Role
from accounts.queries import chairs_of
from core.audit.models import Record
from core.clock import now, today
from core.policy import Refused
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.factories import MembershipFactory, OrganisationMembershipFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 4)


@pytest.fixture
def chair(group):
    return in_group(group, Role.CHAIR, name="Marjorie Penrose")


@pytest.fixture
def member(group, chair):
    return in_group(group, Role.MEMBER, name="Doreen Whitcombe")


@pytest.fixture
def address(group):
    return f"/groups/{group.pk}/people/chair/"


def hand_over(actor, membership, day=DAY, becomes=Role.MEMBER):
    return actions.hand_over_chair(
        actor=actor,
        membership=membership,
        elected_on=day,
        becomes=becomes,
        instead_of=[place.pk for place in chairs_of(membership.group)],
    )


def form(membership, **more):
    day = {"elected_on_day": "4", "elected_on_month": "November", "elected_on_year": "2024"}
    present = " ".join(str(place.pk) for place in chairs_of(membership.group))
    known = {"membership": membership.pk, "instead_of": present, "becomes": "vice_chair"}
    return {**known, **day, **more}


def roles(group):
    return dict(group.memberships.order_by("pk").values_list("user__name", "role"))


def test_the_chair_hands_over_and_becomes_what_was_agreed(group, chair, member):
    hand_over(chair.user, member, becomes=Role.VICE_CHAIR)
    member.refresh_from_db()

    assert roles(group) == {"Marjorie Penrose": "vice_chair", "Doreen Whitcombe": "chair"}
    assert member.elected_on == DAY
    assert list(Record.objects.order_by("pk").values_list("event", "facts__person_id")) == [
        ("membership.role_changed", chair.user_id),
        ("membership.role_changed", member.user_id),
        ("membership.chair_elected", member.user_id),
    ]


def test_a_chair_who_is_none_any_more_loses_what_the_chair_was_given(group, chair, member):
    before = now()
    hand_over(chair.user, member)
    chair.user.refresh_from_db()

    assert chair.user.access_ended_at >= before


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.POLICE_LEAD, Role.SECRETARY])
def test_nobody_becomes_chair_who_does_not_advise(group, secretary, chair, role):
    other = in_group(group, role)
    with pytest.raises(Refused, match="Make this person a member first"):
        hand_over(secretary, other)
    chair.refresh_from_db()

    assert chair.role == Role.CHAIR


def test_nobody_makes_themself_chair(group, chair):
    vice = in_group(group, Role.VICE_CHAIR)
    with pytest.raises(Refused, match="yourself"):
        hand_over(vice.user, vice)


@pytest.mark.parametrize(
    "wrong",
    [{"day": date(2999, 1, 1)}, {"becomes": Role.CHAIR}, {"becomes": Role.OFFICER}],
)
def test_what_cannot_be_changes_nothing(group, chair, member, wrong):
    before = roles(group)
    with pytest.raises(Refused):
        hand_over(chair.user, member, **wrong)

    assert roles(group) == before


def test_the_page_shows_what_changes_and_does_it_once_confirmed(group, secretary, member, address):
    client = signed_in(secretary, fresh=True)
    shown = client.post(address, form(member))
    before = roles(group)
    hidden = [box for box in Page(shown).attributes("input") if box["type"] == "hidden"]
    sent = {box["name"]: box["value"] for box in hidden if "value" in box}
    answer = client.post(address, sent)
    summary = Page(shown).text_of("dl")

    assert summary == (
        "New chair Doreen Whitcombe Elected on 4 November 2024"
        " Present chair Marjorie Penrose : Vice-chair"
    )
    assert before["Doreen Whitcombe"] == "member"
    assert (answer.url, roles(group)["Doreen Whitcombe"]) == (
        f"/groups/{group.pk}/people/",
        "chair",
    )
    assert "Elected on 4 November 2024" in client.get(answer.url).text


def test_of_two_elections_the_second_does_not_unseat_the_chair_of_the_first(
    group, secretary, chair, member, address
):
    other = in_group(group, Role.MEMBER, name="Colin Second")
    fields = form(other, confirmed="yes")
    hand_over(chair.user, member)
    answer = signed_in(secretary, fresh=True).post(address, fields)

    assert (answer.status_code, "The chair has changed since" in answer.text) == (403, True)
    assert roles(group)["Doreen Whitcombe"] == "chair"


def test_a_chair_who_becomes_a_member_goes_home(group, chair, member, address):
    answer = signed_in(chair.user, fresh=True).post(
        address, form(member, becomes="member", confirmed="yes")
    )

    assert (answer.url, roles(group)["Marjorie Penrose"]) == ("/", "member")


def test_a_day_to_come_comes_back_with_what_was_typed(group, chair, member, address):
    later = form(member, elected_on_year=str(today().year + 1), confirmed="yes")
    answer = signed_in(chair.user, fresh=True).post(address, later)

    assert (answer.status_code, 'value="November"' in answer.text) == (422, True)
    assert "The date of the election must be today or in the past" in answer.text


def test_only_those_of_this_group_who_can_become_chair_are_offered(group, chair, member, address):
    in_group(group, Role.OBSERVER, name="Hannah Orr")
    left = in_group(group, Role.MEMBER, name="Colin Left")
    Membership.objects.filter(pk=left.pk).update(ends_at=now())
    elsewhere = MembershipFactory(user=UserFactory(name="Olivia Unlisted"))
    client = signed_in(chair.user, fresh=True)
    offered = Page(client.get(address)).text_of("select")
    answer = client.post(address, form(elsewhere, confirmed="yes"))

    assert offered == "Choose one Doreen Whitcombe, Member"
    assert (answer.status_code, elsewhere.role) == (422, Role.MEMBER)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.POLICE_LEAD])
def test_others_in_the_group_record_no_election(group, member, address, role):
    client = signed_in(in_group(group, role).user, fresh=True)
    answer = client.post(address, form(member, confirmed="yes"))

    assert (answer.status_code, "Doreen" in answer.text) == (403, False)
    assert roles(group)["Doreen Whitcombe"] == "member"


def test_a_group_without_a_chair_is_asked_for_no_other_role(group, secretary, address):
    vice = in_group(group, Role.VICE_CHAIR, name="Vera Vice")
    client = signed_in(secretary, fresh=True)
    answer = client.get(address)
    typed = form(vice, confirmed="yes")
    del typed["becomes"]
    client.post(address, typed)

    assert "becomes" not in answer.context["form"].fields
    assert roles(group)["Vera Vice"] == "chair"


def test_where_nobody_can_be_elected_the_page_says_why(secretary, address):
    assert "Nobody here can become chair" in signed_in(secretary, fresh=True).get(address).text


# --- A reader's place -----------------------------------------------------------------------------


def test_an_administrator_ends_a_reader_s_place_by_the_page():
    place = OrganisationMembershipFactory(user__name="Rita Readymoney")
    client = signed_in(UserFactory(is_staff=True), fresh=True)
    path = f"/administration/readers/{place.pk}/end/"
    listed, asked = client.get("/administration/").text, client.get(path).text
    client.post(path)
    place.refresh_from_db()

    assert (path in listed, "Rita Readymoney" in asked) == (True, True)
    assert place.ends_at is not None
    assert client.get(path).status_code == 404
