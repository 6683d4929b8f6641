"""The menu leads everybody to what is theirs, in whichever group, at the same cost."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from iag_portal.pages import context
from tests.accounts.pages import Page
from tests.addresses import every_address
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PEOPLE = "People"
ADDRESSES = dict(every_address())
MARKED = {  # item of the menu: names of pages that it is marked on
    "Home": "home",
    "Topics": """
        deliberation:topics deliberation:topic-new deliberation:topic deliberation:topic-members
        deliberation:post-new deliberation:topic-close deliberation:topic-hold
        deliberation:topic-guests deliberation:guests-close deliberation:topic-audience
        deliberation:reader-name deliberation:history-narrow deliberation:secretary-admit
        deliberation:handling-change deliberation:handling-accept deliberation:audience-change
        deliberation:audience-change-answer deliberation:terms deliberation:post-remove
        deliberation:post-edit deliberation:post-withdraw deliberation:post-versions
        deliberation:topic-promote deliberation:openers deliberation:unattributed-posts
        deliberation:post-author deliberation:post-unmask
        deliberation:topic-change deliberation:topic-versions
        deliberation:topic-pin deliberation:topic-unpin
        deliberation:summary-write deliberation:summary-versions deliberation:summary-remove
        deliberation:topic-questions deliberation:question-settle deliberation:tags
        deliberation:key-message-new
    """,
    "Meetings": """
        meetings:meetings meetings:meeting-new meetings:meeting meetings:meeting-end
        meetings:meeting-hold meetings:interest-declare meetings:paper-new meetings:paper
        meetings:paper-text meetings:paper-remove meetings:slide meetings:live
        meetings:round-open meetings:video-join
    """,
    "Key messages": """
        deliberation:key-messages deliberation:key-message deliberation:wording-new
        deliberation:key-message-withdraw deliberation:statement-new deliberation:round-open
        deliberation:key-message-send deliberation:key-message-sent deliberation:key-message-sent-withdraw
        deliberation:position-take deliberation:position-record deliberation:round-close
        deliberation:round-reopen deliberation:round-positions
    """,
    "Publications": """
        publications:list publications:desk publications:prepare publications:release
        publications:ask-check publications:check publications:approve publications:publish publications:answer
        publications:edition publications:past-edition
    """,
    "National topics": """
        network:networks network:forces network:national-topic network:ask network:asked
        network:offer network:messages network:released network:themes network:theme-change
    """,
    "Between groups": """
        network:forwardings network:forwarding network:forwarding-send network:forwarding-request-new
        network:forwarding-request-decline network:forwarding-request-grant
        network:enquiries network:enquiry network:answer-give
    """,
    "Search": "search",
    "People": """
        groups group-record accounts:group-people accounts:acceptances accounts:chair-change accounts:invite accounts:departures
        accounts:helping accounts:hand-over-card accounts:reset accounts:departure-ask
        accounts:mentions-decide accounts:invitation-renew
        accounts:invitations-new accounts:invitations-renew accounts:invitation-withdraw accounts:membership-role
        accounts:membership-end accounts:sign-out-member accounts:person-add accounts:person-reach
    """,
    "Administration": """
        accounts:administration accounts:invite-organiser accounts:invite-reader
        accounts:agreement-new accounts:organisation-new accounts:organisation-change accounts:group-new
        accounts:group-change accounts:group-close accounts:group-reopen
        accounts:reader-end accounts:reader-reset accounts:sign-out-person accounts:suspend accounts:anonymise
        installation-record components deliberation:break-glasses deliberation:break-glass-new
        deliberation:break-glass deliberation:break-glass-confirm deliberation:break-glass-end
    """,
    "My account": """
        mfa_index mfa_deactivate_totp mfa_list_webauthn mfa_edit_webauthn mfa_remove_webauthn
        account_email account_change_password account_set_password reading
        accounts:code-card accounts:devices accounts:my-data
    """,
    "": "help accessibility health-live stream",
}
WHERE = [(name, item) for item, names in MARKED.items() for name in names.split()]


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
    return {item_shown["text"]: item_shown["href"] for item_shown in items}


def links(answer):
    """Addresses that a page leads to."""
    return [link["href"] for link in Page(answer).attributes("a")]


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

    shown = signed_in(person).get(page.format(group=group.pk)).context

    items = [*shown["navigation"], shown["account"]]
    assert [entry["text"] for entry in items if entry["active"]] == [item]


def marked(person, name):
    """Items of the menu that are marked on the page of this name."""
    request = RequestFactory().get(ADDRESSES[name])
    request.resolver_match = resolve(request.path)
    request.user = person
    person.is_verified = lambda: True
    shown = context.page(request)
    items = [*shown["navigation"], shown["account"]]
    return [entry["text"] for entry in items if entry["active"]]


@pytest.mark.parametrize(("name", "item"), WHERE)
def test_each_page_belongs_to_one_item_of_the_menu(person, name, item):
    person.is_staff = True
    in_groups(person, "chair")

    assert marked(person, name) == [item] * bool(item)


@pytest.mark.parametrize("name", ["groups", "directory", "group-record"])
def test_who_keeps_no_group_finds_the_pages_of_groups_at_their_account(person, name):
    in_groups(person, "member")

    assert marked(person, name) == ["My account"]


def test_a_page_of_an_item_that_somebody_has_not_is_marked_nowhere(person):
    in_groups(person, "member")

    assert marked(person, "deliberation:break-glass") == []


def test_without_an_address_nothing_is_marked(person):
    in_groups(person, "member")
    request = RequestFactory().get("/topics/nowhere/")
    request.user, person.is_verified = person, lambda: True

    assert [entry for entry in context.page(request)["navigation"] if entry["active"]] == []


def test_the_page_of_groups_leads_to_what_one_may_open_in_each(person):
    member, kept, guest = (
        place.pk for place in in_groups(person, "member", "secretary", "officer")
    )
    AdvisoryGroupFactory(name="Hidden IAG")
    client = signed_in(person)
    page = client.get("/groups/")
    addresses = [href for href in links(page) if href.startswith("/groups/") and href != "/groups/"]

    assert addresses == [
        f"/groups/{kept}/people/",  # the menu
        "/groups/directory/",
        f"/groups/{member}/",
        f"/groups/{member}/announcements/",
        f"/groups/{member}/handbook/",
        f"/groups/{member}/actions/",
        f"/groups/{member}/record/",
        f"/groups/{member}/notes/",
        f"/groups/{member}/terms/",
        f"/groups/{member}/visits/",
        f"/groups/{kept}/",
        f"/groups/{kept}/announcements/",
        f"/groups/{kept}/handbook/",
        f"/groups/{kept}/actions/",
        f"/groups/{kept}/people/",
        f"/groups/{kept}/record/",
        f"/groups/{kept}/notes/",
        f"/groups/{kept}/reports/",
        f"/groups/{kept}/terms/",
        f"/groups/{kept}/visits/",
        f"/groups/{guest}/",
        f"/groups/{guest}/announcements/",
        f"/groups/{guest}/handbook/",
        f"/groups/{guest}/actions/",
    ]
    assert [client.get(href).status_code for href in addresses] == [200] * len(addresses)
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
