"""What administrators do, and that it opens no group to them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import Invitation, Role
from core.policy import Refused
from tests.accounts.places import in_group
from tests.factories import (
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SECRET_NAME = "Olivia Unlisted"


def test_an_administrator_invites_the_first_secretary_and_nobody_else(group):
    administrator = UserFactory(is_staff=True)
    fields = {"group": group, "name": "X"}
    actions.invite_person(
        actor=administrator, email="first@example.org", role=Role.SECRETARY, **fields
    )
    with pytest.raises(Refused):
        actions.invite_person(
            actor=administrator, email="member@example.org", role=Role.MEMBER, **fields
        )
    in_group(group, "chair")
    with pytest.raises(Refused) as refused:
        actions.invite_person(
            actor=administrator, email="late@example.org", role=Role.CHAIR, **fields
        )
    assert (
        str(refused.value)
        == "This group has a chair or a secretary already: they invite its people."
    )
    assert list(Invitation.objects.values_list("email", flat=True)) == ["first@example.org"]


def test_being_administrator_opens_no_group(group):
    in_group(group, "member", name=SECRET_NAME)
    answer = signed_in(UserFactory(is_staff=True), fresh=True).get(f"/groups/{group.pk}/people/")
    assert (answer.status_code, SECRET_NAME in answer.content.decode()) == (404, False)


def test_only_an_administrator_invites_readers_and_only_to_bodies_that_read(group):
    national, force = OrganisationFactory(kind="national"), OrganisationFactory(kind="force")
    administrator, secretary = UserFactory(is_staff=True), in_group(group, "secretary").user
    actions.invite_reader(
        actor=administrator, organisation=national, email="r@example.org", name="R"
    )
    for actor, organisation in ((administrator, force), (secretary, national)):
        with pytest.raises(Refused):
            actions.invite_reader(
                actor=actor, organisation=organisation, email="s@example.org", name="S"
            )
    assert list(Invitation.objects.values_list("email", flat=True)) == ["r@example.org"]


def test_a_reader_stops_reading_when_their_place_ends():
    place = OrganisationMembershipFactory()
    before = type(place.user).objects.get(pk=place.user_id).organisation_ids
    actions.end_organisation_membership(actor=UserFactory(is_staff=True), membership=place)
    after = type(place.user).objects.get(pk=place.user_id).organisation_ids
    assert (before, after) == ({place.organisation_id}, frozenset())


def test_suspending_is_for_administrators_and_never_for_oneself(group):
    person, administrator = in_group(group, "member").user, UserFactory(is_staff=True)
    reasons = []
    for actor, whom in ((in_group(group, "chair").user, person), (administrator, administrator)):
        with pytest.raises(Refused) as refused:
            actions.suspend_person(actor=actor, person=whom)
        reasons.append(str(refused.value))
    assert reasons == ["Only an administrator can do this.", "You cannot suspend yourself."]


def test_a_suspended_person_is_restored_with_the_same_places(group):
    person, administrator = in_group(group, "member").user, UserFactory(is_staff=True)
    actions.suspend_person(actor=administrator, person=person)
    with pytest.raises(Refused):
        actions.suspend_person(actor=administrator, person=person)
    restored = actions.restore_person(actor=administrator, person=person)
    assert (restored.is_active, restored.roles) == (True, {group.pk: "member"})


@pytest.mark.parametrize("address", ["", "invite/", "readers/invite/", "people/1/suspend/"])
def test_the_pages_of_administration_do_not_exist_for_others(group, address):
    client = signed_in(in_group(group, "chair").user, fresh=True)
    assert client.get(f"/administration/{address}").status_code == 404


def test_an_administrator_suspends_by_the_page(group):
    person = in_group(group, "member").user
    client = signed_in(UserFactory(is_staff=True), fresh=True)
    client.post(f"/administration/people/{person.pk}/suspend/")
    person.refresh_from_db()
    shut = person.is_active
    client.post(f"/administration/people/{person.pk}/suspend/")
    person.refresh_from_db()
    assert (shut, person.is_active) == (False, True)


def test_an_administrator_invites_by_the_pages(group):
    client = signed_in(UserFactory(is_staff=True), fresh=True)
    national = OrganisationFactory(kind="national")
    first = {"group": group.pk, "name": "S", "email": "s@example.org", "role": "secretary"}
    reader = {"organisation": national.pk, "name": "R", "email": "r@example.org"}
    client.post("/administration/invite/", first)
    client.post("/administration/readers/invite/", reader)
    invitations = Invitation.objects.order_by("pk").values_list(
        "email", "group_id", "organisation_id"
    )
    assert list(invitations) == [
        ("s@example.org", group.pk, None),
        ("r@example.org", None, national.pk),
    ]


def test_accounts_come_in_pages_that_cost_the_same_for_one_as_for_three(monkeypatch):
    client = signed_in(UserFactory(is_staff=True, name="Ada"))
    asked = []
    for more in (0, 2):
        UserFactory.create_batch(more)
        client.get("/administration/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/administration/")
        asked.append(len(captured))
    monkeypatch.setattr("accounts.views.administration.PAGE", 2)
    pages = [client.get("/administration/", {"page": n}) for n in (1, 2)]

    assert asked[0] == asked[1]
    assert [len(page.context["people"]) for page in pages] == [2, 1]
    assert [
        re.findall(r'href="([^"]*)"\s+rel="(?:prev|next)"', page.content.decode()) for page in pages
    ] == [["?page=2"], ["?page=1"]]


def test_a_list_to_choose_from_asks_in_words():
    client = signed_in(UserFactory(is_staff=True), fresh=True)

    assert (
        '<option value="" selected>Choose one</option>'
        in client.get("/administration/readers/invite/").content.decode()
    )
