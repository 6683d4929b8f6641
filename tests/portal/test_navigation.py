"""The menu leads everybody to what is theirs, in whichever group, at the same cost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.pages import Page
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PEOPLE = "People"


@pytest.fixture
def person():
    return UserFactory()


def in_groups(person, *roles):
    """Groups called A, B, …, in which ``person`` has ``roles``, the first the oldest."""
    names = [f"{chr(ord('A') + n)} division IAG" for n in range(len(roles))]
    groups = [AdvisoryGroupFactory(name=name) for name in names]
    for group, role in zip(groups, roles, strict=True):
        MembershipFactory(user=person, group=group, role=role)
    return groups


def menu(person):
    """``{words: address}`` of the menu."""
    items = signed_in(person).get("/groups/").context["navigation"]
    return {one["text"]: one["href"] for one in items}


def links(answer):
    """Addresses that a page leads to."""
    return [one["href"] for one in Page(answer).attributes("a")]


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_who_keeps_one_group_goes_straight_to_its_people(person, role):
    _mine, kept = in_groups(person, "member", role)

    assert menu(person)[PEOPLE] == f"/groups/{kept.pk}/people/"


def test_who_keeps_several_groups_chooses(person):
    in_groups(person, "chair", "secretary", "officer")

    assert menu(person)[PEOPLE] == "/groups/"


@pytest.mark.parametrize("role", ["member", "police_lead", "officer", "observer", "interpreter"])
def test_who_keeps_none_has_no_people_in_the_menu(person, role):
    in_groups(person, role, "member")

    assert PEOPLE not in menu(person)


@pytest.mark.parametrize(
    ("page", "item"),
    [
        ("/", "Home"),
        ("/topics/", "Topics"),
        ("/topics/new/?group={group}", "Topics"),
        ("/groups/{group}/terms/", "Topics"),
        ("/groups/{group}/meetings/new/", "Meetings"),
        ("/key-messages/", "Key messages"),
        ("/publications/release/", "Publications"),
        ("/groups/{group}/people/left/", "People"),
        ("/groups/{group}/record/", "People"),
        ("/accounts/reading/", "My account"),
        ("/groups/", "People"),
        ("/break-glass/", "Administration"),
    ],
)
def test_the_menu_marks_where_a_page_belongs(person, page, item):
    person.is_staff = True
    person.save()
    (group,) = in_groups(person, "chair")

    items = signed_in(person).get(page.format(group=group.pk)).context["navigation"]

    assert [one["text"] for one in items if one["active"]] == [item]


def test_the_page_of_groups_leads_to_what_one_may_open_in_each(person):
    member, kept, guest = (one.pk for one in in_groups(person, "member", "secretary", "officer"))
    AdvisoryGroupFactory(name="Hidden IAG")
    client = signed_in(person)
    page = client.get("/groups/")
    found = [href for href in links(page) if href.startswith("/groups/") and href != "/groups/"]

    assert found == [
        f"/groups/{kept}/people/",  # the menu
        f"/groups/{member}/record/",
        f"/groups/{member}/terms/",
        f"/groups/{kept}/people/",
        f"/groups/{kept}/record/",
        f"/groups/{kept}/terms/",
    ]
    assert [client.get(href).status_code for href in found] == [200] * len(found)
    assert client.get(f"/groups/{guest}/record/").status_code == 403
    assert "Hidden IAG" not in page.content.decode()


def test_a_public_page_leads_strangers_to_the_sign_in_and_others_out(person):
    headers = [
        re.search(r"<header.*</header>", client.get("/publications/").content.decode(), re.DOTALL)
        for client in (Client(), signed_in(person))
    ]

    ways = [re.findall(r"/accounts/log(?:in|out)/", header[0]) for header in headers]
    assert ways == [["/accounts/login/"], ["/accounts/logout/"]]


def test_my_account_leads_to_my_groups(person):
    in_groups(person, "member")

    assert "/groups/" in links(signed_in(person).get("/accounts/2fa/"))


def test_who_reads_for_an_organisation_has_no_group_to_choose(person):
    OrganisationMembershipFactory(user=person)

    assert "/groups/" not in links(signed_in(person).get("/accounts/2fa/"))
    assert "You are in no group." in signed_in(person).get("/groups/").content.decode()


def test_more_groups_cost_no_more_queries():
    asked = []
    for roles in (["chair"], ["chair", "secretary", "member", "officer"]):
        person = UserFactory()
        for role in roles:
            MembershipFactory(user=person, role=role)
        client = signed_in(person)
        client.get("/groups/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/groups/")
        asked.append(len(captured))

    assert asked[0] == asked[1]
