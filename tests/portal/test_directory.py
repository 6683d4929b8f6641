"""The directory: a group is known to others when it is listed, and then only by a few names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import Organisation, Role
from core.audit.models import Record
from core.clock import now
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/groups/directory/"
CANARY = "Kittiwake"  # in the name of a group that is hidden, of its force and of its people


@pytest.fixture
def hidden():
    """A group that nobody outside may know of, and the only one of its force."""
    force = OrganisationFactory(name=f"{CANARY} Constabulary")
    group = AdvisoryGroupFactory(name=f"{CANARY} IAG", organisation=force)
    for role in Role:
        MembershipFactory(group=group, role=role, user__name=f"{CANARY} {role}")
    return group


@pytest.fixture
def listed():
    """A group in the directory, with somebody in each role, and a chair who left."""
    group = AdvisoryGroupFactory(name="Marsh IAG", listing="listed", kind="youth")
    for role in Role:
        MembershipFactory(group=group, role=role, user__name=f"Pat {role}")
    MembershipFactory(group=group, role="chair", user__name="Pat who left", ends_at=now())
    return group


@pytest.fixture
def group():
    return AdvisoryGroupFactory()


def readers():
    """Somebody of another group in each role, a national reader, and an administrator."""
    return {
        **{str(role): MembershipFactory(role=role).user for role in Role},
        "reader": OrganisationMembershipFactory().user,
        "administrator": UserFactory(is_staff=True),
    }


def look(person, query=""):
    return signed_in(person).get(ADDRESS + query)


def groups_on(page):
    return [group.name for group in page.context["page"]]


def test_everybody_with_a_place_finds_a_listed_group_and_nothing_of_a_hidden_one(listed, hidden):
    clients = {who: signed_in(person) for who, person in readers().items()}
    pages = {who: client.get(ADDRESS) for who, client in clients.items()}

    assert [who for who, page in pages.items() if groups_on(page) != ["Marsh IAG"]] == []
    assert [who for who, page in pages.items() if CANARY in page.text] == []
    for client in clients.values():
        assert client.get(f"/groups/{hidden.pk}/").status_code == 404
        assert client.get(f"/groups/{listed.pk}/").status_code == 404


def test_what_narrows_the_list_counts_no_hidden_group(listed, hidden):
    AdvisoryGroupFactory(name=f"{CANARY} Youth IAG", organisation=listed.organisation)
    person = MembershipFactory().user
    page = look(person, f"?organisation={hidden.organisation_id}")

    force = listed.organisation
    assert page.context["organisations"] == [(str(force.pk), force.name, 1)]
    assert (groups_on(page), CANARY in page.text) == (["Marsh IAG"], False)


def test_others_know_the_chair_and_the_secretary_of_a_listed_group_by_name_only(listed):
    page = look(MembershipFactory(role="police_lead").user)
    people = [f"Pat {role}" for role in Role] + ["Pat who left"]

    assert [name for name in people if name in page.text] == ["Pat chair", "Pat secretary"]
    assert "@example.org" not in page.text.split("<main")[1].split("</main>")[0]


def test_who_belongs_nowhere_finds_no_group(listed):
    left = MembershipFactory(group=listed, ends_at=now()).user
    pages = [look(left), look(UserFactory())]

    assert [(groups_on(page), "Marsh IAG" in page.text) for page in pages] == [([], False)] * 2
    assert "No group is listed" in pages[0].text


def test_a_closed_group_is_not_in_the_directory(listed):
    person, member = MembershipFactory().user, MembershipFactory(group=listed).user
    own_pages = [signed_in(member).get(f"/groups/{listed.pk}/")]
    listed.closed_at = now()
    listed.save()
    own_pages.append(signed_in(member).get(f"/groups/{listed.pk}/"))

    assert groups_on(look(person)) == []
    assert ["In the directory" in page.text for page in own_pages] == [True, False]


def test_more_than_ten_groups_are_narrowed_to_one_organisation(listed):
    person, force = MembershipFactory().user, OrganisationFactory(name="Big Force")
    few = look(person).text
    for number in range(10):
        AdvisoryGroupFactory(name=f"Big {number}", organisation=force, listing="listed")
    every, narrowed = look(person), look(person, f"?organisation={force.pk}")

    assert ["All organisations" in text for text in (few, every.text)] == [False, True]
    assert len(groups_on(every)) == 11
    assert groups_on(narrowed) == [f"Big {number}" for number in range(10)]
    assert "Big Force (10)" in narrowed.text


@pytest.mark.parametrize("nonsense", ["?organisation=x", "?organisation=", "?organisation=99999"])
def test_an_organisation_that_is_none_shows_every_group(listed, nonsense):
    assert groups_on(look(MembershipFactory().user, nonsense)) == ["Marsh IAG"]


def test_a_long_directory_asks_no_more_than_a_short_one():
    client, asked = signed_in(MembershipFactory().user), []
    for number in (1, 3):
        for _each in range(number):
            group = AdvisoryGroupFactory(listing="listed")
            MembershipFactory(group=group, role="chair")
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_listing_and_hiding_stand_in_the_record_of_the_group(group):
    administrator = UserFactory(is_staff=True)
    details = {"name": group.name, "organisation": group.organisation, "code": group.code}
    details |= {"kind": group.kind, "response_days": 28, "quorum": None}
    for listing in ("listed", "listed", "hidden"):
        actions.change_group(actor=administrator, group=group, listing=listing, **details)

    events = Record.objects.filter(group_id=group.pk).order_by("pk")
    assert list(events.values_list("event", flat=True)) == [
        "group.changed", "group.listed", "group.changed", "group.changed", "group.unlisted",
    ]  # fmt: skip


def test_a_group_that_is_added_is_hidden_unless_it_is_listed_at_once():
    force = OrganisationFactory(kind=Organisation.Kind.FORCE)
    for code, listing in (("AAA", {}), ("BBB", {"listing": "listed"})):
        group = actions.create_group(
            actor=None, organisation=force, name=code, code=code, kind="local", **listing
        )
        events = Record.objects.filter(group_id=group.pk).values_list("event", flat=True)
        expected = ["group.created", "group.listed"] if listing else ["group.created"]
        assert (list(events), group.listing) == (expected, listing.get("listing", "hidden"))


def test_an_administrator_lists_a_group_on_its_form_and_its_people_see_so(group):
    member = MembershipFactory(group=group).user
    client = signed_in(UserFactory(is_staff=True), fresh=True)
    address = f"/administration/groups/{group.pk}/"
    form = client.get(address)
    typed = {"name": group.name, "code": group.code, "organisation": group.organisation_id}
    typed |= {"kind": "local", "response_days": "28"}
    wrong = client.post(address, {**typed, "listing": "secret"})
    client.post(address, {**typed, "listing": "listed"})
    group.refresh_from_db()

    assert form.context["form"]["listing"].value() == "hidden"
    assert (wrong.status_code, group.listing) == (422, "listed")
    assert "Listed" in signed_in(member).get(f"/groups/{group.pk}/").text
