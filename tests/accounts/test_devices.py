"""Where one is signed in: seen, ended by oneself, ended by those who look after accounts."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import actions
from accounts.devices import in_words
from core.audit.models import Record
from core.policy import Refused
from tests.accounts.pages import Page
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import give_password, session_key, sign_in, signed_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (CHROME, "Chrome on Android"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_the_words_of_people(agent, words):
    assert in_words(agent) == words


@pytest.fixture
def holder(db):
    return give_password(UserFactory())


def listed(client):
    return [
        (device.words, device.is_this_one)
        for device in client.get("/accounts/sessions/").context["devices"]
    ]


def open_as(person, agent, *, fresh=True):
    """Signed in through an app, with the list told of the browser."""
    client = sign_in(Client(headers={"User-Agent": agent}), person, fresh=fresh)
    UserSession.objects.update_or_create(
        session_key=session_key(client),
        defaults={"user": person, "ip": "192.0.2.7", "user_agent": agent},
    )
    return client


def test_the_list_names_each_device_this_one_first_and_nobody_elses(member, holder):
    phone, here = open_as(member, SAFARI), open_as(member, FIREFOX)
    open_as(holder, EDGE)
    assert listed(here) == [("Firefox on Windows", True), ("Safari on iPhone", False)]
    assert listed(phone) == [("Safari on iPhone", True), ("Firefox on Windows", False)]
    assert "192.0.2.7" in Page(here.get("/accounts/sessions/")).text_of("td")


def test_a_device_that_has_run_out_is_not_listed(member):
    run_out, here = open_as(member, SAFARI), open_as(member, FIREFOX)
    Session.objects.filter(session_key=session_key(run_out)).delete()
    assert listed(here) == [("Firefox on Windows", True)]


def test_one_device_is_ended_and_the_others_stay(member):
    phone, tablet, here = open_as(member, SAFARI), open_as(member, CHROME), open_as(member, FIREFOX)
    row = next(
        d.session
        for d in here.get("/accounts/sessions/").context["devices"]
        if d.words == "Safari on iPhone"
    )
    here.post(f"/accounts/sessions/{row.pk}/end/")
    assert [c.get("/accounts/2fa/").status_code for c in (phone, tablet, here)] == [302, 200, 200]
    assert Record.objects.filter(event="session.ended").get().facts == {"person_id": member.pk}


def test_all_others_are_ended_by_one_press(member):
    phone, tablet, here = open_as(member, SAFARI), open_as(member, CHROME), open_as(member, FIREFOX)
    here.post("/accounts/sessions/")
    assert [c.get("/accounts/2fa/").status_code for c in (phone, tablet, here)] == [302, 302, 200]


def test_a_device_is_ended_only_with_a_factor_shown_now(member):
    phone, here = open_as(member, SAFARI), open_as(member, FIREFOX, fresh=False)
    row = next(
        d.session for d in here.get("/accounts/sessions/").context["devices"] if not d.is_this_one
    )
    answers = [
        here.post(address)
        for address in (f"/accounts/sessions/{row.pk}/end/", "/accounts/sessions/")
    ]
    assert [answer.url for answer in answers] == [
        "/accounts/2fa/reauthenticate/?next=%2Faccounts%2Fsessions%2F"
    ] * 2
    assert phone.get("/accounts/2fa/").status_code == 200


def test_nobody_ends_the_device_of_somebody_else(member, holder):
    theirs = open_as(holder, EDGE)
    row = theirs.get("/accounts/sessions/").context["devices"][0].session
    answer = open_as(member, FIREFOX).post(f"/accounts/sessions/{row.pk}/end/")
    assert (answer.status_code, theirs.get("/accounts/2fa/").status_code) == (404, 200)
    with pytest.raises(Refused):
        actions.end_session(actor=member, session=row)


def test_an_organiser_signs_somebody_of_the_group_out_everywhere(member, group, secretary):
    place = MembershipFactory(user=member, group=group)
    theirs = open_as(member, FIREFOX)
    answer = signed_in(secretary).post(f"/people/memberships/{place.pk}/sign-out/")
    assert (answer.status_code, theirs.get("/").status_code) == (302, 302)
    assert Record.objects.get(event="session.ended").actor_id == secretary.pk


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_of_the_group_sign_nobody_out(member, group, role):
    place = MembershipFactory(user=member, group=group)
    theirs = open_as(member, FIREFOX)
    other = MembershipFactory(group=group, role=role).user
    answer = signed_in(other).post(f"/people/memberships/{place.pk}/sign-out/")
    assert (answer.status_code, theirs.get("/").status_code) == (404, 200)


def test_an_administrator_signs_anybody_out_and_others_have_no_such_page(member, holder):
    theirs = open_as(member, FIREFOX)
    address = f"/administration/people/{member.pk}/sign-out/"
    refused = signed_in(holder).post(address)
    before = theirs.get("/").status_code
    signed_in(UserFactory(is_staff=True)).post(address)
    assert (refused.status_code, before, theirs.get("/").status_code) == (404, 200, 302)


def test_signing_out_makes_the_browser_forget(member):
    client = signed_in(member)
    assert "Clear-Site-Data" not in client.get("/")
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["sessionid"].value == ""
