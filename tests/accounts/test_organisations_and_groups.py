"""Administrators make organisations and groups by pages, correct them, and close a group."""

import pytest
from django.test import Client

from accounts import actions
from accounts.models import AdvisoryGroup, Invitation, Organisation, Role, User
from core.audit.models import Record
from core.policy import Refused, may
from tests.accounts.invited import ADDRESS, JOIN, link
from tests.accounts.pages import Page
from tests.accounts.places import in_group
from tests.factories import AdvisoryGroupFactory, OrganisationFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DETAILS = {
    "name": "Harbour District IAG",
    "code": "har",
    "kind": "local",
    "response_days": "14",
    "listing": "hidden",
}
CLOSED = "This group is closed. Nobody new joins it, and nothing new begins in it."


@pytest.fixture
def administrator():
    return UserFactory(is_staff=True)


@pytest.fixture
def client(administrator):
    return signed_in(administrator, fresh=True)


def test_an_administrator_goes_from_nothing_to_the_first_invitation_by_the_pages(
    client, administrator
):
    force = client.post(
        "/administration/organisations/new/", {"name": "Harbour Police", "kind": "force"}
    )
    to_group = client.get(force.url)
    organisation = Organisation.objects.get()
    group = client.post(force.url, {**DETAILS, "organisation": organisation.pk})
    made = AdvisoryGroup.objects.get()
    to_invitation = client.get(group.url)

    assert force.url == f"/administration/groups/new/?organisation={organisation.pk}"
    assert to_group.context["form"]["organisation"].value() == organisation.pk
    assert (made.name, made.code, made.response_days, made.organisation) == (
        "Harbour District IAG", "HAR", 14, organisation,
    )  # fmt: skip
    assert group.url == f"/administration/invite/?group={made.pk}"
    assert to_invitation.context["form"]["group"].value() == made.pk
    assert list(Record.objects.order_by("pk").values_list("event", "actor_id")) == [
        ("organisation.created", administrator.pk),
        ("group.created", administrator.pk),
    ]


def test_a_body_that_reads_leads_to_its_first_reader(client):
    answer = client.post(
        "/administration/organisations/new/", {"name": "College", "kind": "national"}
    )
    body = Organisation.objects.get()

    assert answer.url == f"/administration/readers/invite/?organisation={body.pk}"


def test_an_empty_portal_says_where_to_start(client):
    page = client.get("/administration/").text

    assert "Start here" in page
    assert "/administration/groups/new/" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Moorland IAG"}, "There is a group with this name already"),
        ({"code": "moo"}, "Another group has this code"),
        ({"code": "M1"}, "The code must be 2 to 6 letters from A to Z"),
        ({"name": "\u200b"}, "Enter a name with at least one letter"),
        ({"response_days": "0"}, "The police need at least 1 day to respond"),
        ({"quorum": "2"}, "At least 3 members must take part"),
        ({"quorum": "most"}, "Enter the number of members as a number, for example 4"),
        ({"response_days": "soon"}, "Enter the number of days as a number, for example 28"),
    ],
)
def test_a_group_that_cannot_be_made_comes_back_with_what_was_typed(client, changes, words):
    other = AdvisoryGroupFactory(name="Moorland IAG", code="MOO")
    typed = {**DETAILS, "organisation": other.organisation_id, **changes}
    answer = client.post("/administration/groups/new/", typed)

    assert (answer.status_code, words in answer.text) == (422, True)
    assert f'value="{typed["response_days"]}"' in answer.text
    assert AdvisoryGroup.objects.get() == other


def test_a_group_is_corrected_and_keeps_its_code_once_somebody_has_joined(client, group):
    in_group(group, "chair")
    other = OrganisationFactory()
    address = f"/administration/groups/{group.pk}/"
    typed = {**DETAILS, "code": "NEW", "organisation": other.pk, "quorum": "6"}
    answer = client.post(address, typed)
    before, code = group.organisation_id, group.code
    group.refresh_from_db()

    assert (answer.status_code, group.name, group.response_days) == (302, DETAILS["name"], 14)
    assert group.quorum == 6
    assert (group.organisation_id, group.code) == (other.pk, code)
    assert before != other.pk


def test_the_action_keeps_the_code_too(administrator, group):
    in_group(group, "member")
    details = {"name": group.name, "organisation": group.organisation, "kind": "local"}
    details |= {"listing": "hidden", "quorum": None}
    with pytest.raises(Refused):
        actions.change_group(
            actor=administrator, group=group, code="NEW", response_days=28, **details
        )


def test_an_organisation_is_corrected(client):
    organisation = OrganisationFactory(name="Harbor Police")
    client.post(
        f"/administration/organisations/{organisation.pk}/",
        {"name": "Harbour Police", "kind": "opcc"},
    )
    organisation.refresh_from_db()

    assert (organisation.name, organisation.kind) == ("Harbour Police", "opcc")


@pytest.mark.parametrize(
    "address",
    ["organisations/new/", "organisations/{0}/", "groups/new/", "groups/{1}/", "groups/{1}/close/"],
)
def test_these_pages_do_not_exist_for_a_chair(group, address):
    chair = signed_in(in_group(group, "chair").user, fresh=True)
    path = "/administration/" + address.format(group.organisation_id, group.pk)

    assert [chair.get(path).status_code, chair.post(path).status_code] == [404, 404]


def test_the_administrator_sees_which_step_of_a_new_group_comes_next(client, administrator, group):
    address = f"/administration/invite/?group={group.pk}"
    before = Page(client.get("/administration/")).text_of("ol")
    invited = {"group": group, "email": ADDRESS, "name": "Priya", "role": Role.CHAIR}
    actions.invite_person(actor=administrator, **invited)
    page = client.get("/administration/")

    assert before.count("To do") == 2
    assert Page(page).text_of("ol").removeprefix("Home Administration ") == (
        "Add the organisation Done Add the group Done Invite the first chair or secretary Invited"
        " They join, and invite the others To do"
    )
    assert address in page.text


# --- A closed group -------------------------------------------------------------------------------


def test_closing_a_group_ends_its_invitations_and_lets_nothing_begin(client, group, secretary):
    invited = {"group": group, "name": "Priya", "role": Role.OBSERVER}
    sent = actions.invite_person(actor=secretary, email=ADDRESS, **invited)
    asked = client.get(f"/administration/groups/{group.pk}/close/").text
    client.post(f"/administration/groups/{group.pk}/close/")
    group.refresh_from_db()
    sent.refresh_from_db()

    assert "Its people keep their places" in asked
    assert (group.closed_at is None, sent.state) == (False, Invitation.State.WITHDRAWN)
    for begin in ("accounts.invite_person", "deliberation.open_topic", "meetings.call_meeting"):
        assert (begin, str(may(secretary, begin, group).reason)) == (begin, CLOSED)
    with pytest.raises(Refused, match="closed"):
        actions.begin_membership(actor=secretary, group=group, person=UserFactory(), role="officer")


def test_an_invitation_that_was_sent_beside_the_close_lets_nobody_in(group, secretary):
    invited = {"group": group, "name": "Priya", "role": Role.OBSERVER}
    sent = actions.invite_person(actor=secretary, email=ADDRESS, **invited)
    AdvisoryGroup.objects.filter(pk=group.pk).update(closed_at=sent.sent_at)
    page = Client().get(link(sent))
    with pytest.raises(Refused):
        actions.accept_invitation(actor=None, invitation=sent, **JOIN)

    assert (page.status_code, User.objects.filter(email=ADDRESS).exists()) == (410, False)


def test_the_people_of_a_closed_group_still_look_at_it_and_read_why_nobody_is_invited(
    administrator, group, secretary
):
    in_group(group, "member", name="Leroy Grant")
    actions.close_group(actor=administrator, group=group)
    page = signed_in(secretary).get(f"/groups/{group.pk}/people/").text

    groups = signed_in(secretary).get("/groups/").text

    assert "nobody new joins, and no topic or meeting begins" in groups
    assert ("Leroy Grant" in page, CLOSED in page) == (True, True)
    assert f"/groups/{group.pk}/people/invite/" not in page


def test_a_closed_group_is_reopened_once(client, administrator, group, secretary):
    actions.close_group(actor=administrator, group=group)
    with pytest.raises(Refused):
        actions.close_group(actor=administrator, group=AdvisoryGroup.objects.get(pk=group.pk))
    page = client.get(f"/administration/groups/{group.pk}/").text
    client.post(f"/administration/groups/{group.pk}/reopen/")
    group.refresh_from_db()

    assert "Reopen the group" in page
    assert (group.closed_at, bool(may(secretary, "accounts.invite_person", group))) == (None, True)
    assert client.post(f"/administration/groups/{group.pk}/reopen/").status_code == 403


def test_a_closed_group_waits_for_no_chair(client, group, administrator):
    actions.close_group(actor=administrator, group=group)
    page = client.get("/administration/")

    assert page.context["groups"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_group_that_waits_as_for_three(
    client, number, django_assert_max_num_queries
):
    AdvisoryGroupFactory.create_batch(number)
    client.get("/administration/")
    with django_assert_max_num_queries(15):
        client.get("/administration/")
