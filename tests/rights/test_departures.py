"""Somebody leaves: the name and the sign-in go, what was said and agreed stays."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.actions import anonymise_person, ask_departure, decide_mentions, end_membership
from accounts.models import AuthenticatorDevice, CodeCard, Departure
from core.audit.chain import broken_link
from core.audit.models import Record
from core.clock import now, today
from core.policy import Refused
from core.rights.registry import mentions
from deliberation.actions import write_post
from deliberation.models import AgreementRound, NamedReader, Position, Post, Space, Topic
from meetings.models import Attendance
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.publications.harbour import INSIDE, REASON
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import PASSWORD, give_password, signed_in

ADDRESS = "colin.fairbrass@example.org"


@pytest.fixture
def administrator(db):
    return UserFactory(name="Ada Ministrator", is_staff=True)


@pytest.fixture
def colin(world):
    """Colin Fairbrass: he wrote, objected, came to the meeting and signs in; his place has ended."""
    colin = world.colin
    colin.email = ADDRESS
    colin.save()
    give_password(colin)
    client = signed_in(colin)
    client.get("/")
    UserSession.objects.get_or_create(
        user=colin, session_key=client.session.session_key, defaults={"ip": "127.0.0.1"}
    )
    CodeCard.issue(colin, count=1)
    write_post(
        actor=colin, topic=world.messages[0].topic, space=Space.SHARED, body="Cowslip: three days"
    )
    end_membership(actor=world.sally, membership=colin.memberships.get())
    colin.client = client
    return colin


@pytest.fixture
def departure(world, colin):
    return ask_departure(actor=world.sally, membership=colin.memberships.get())


def stands(page):
    """In how many texts the former name stands, as the page says; empty where it says nothing."""
    match = re.search(r"The former name stands in (\d+ texts?)", page.text)
    return match[1] if match else ""


def test_the_name_becomes_a_number_everywhere(world, colin, departure, administrator):
    done = anonymise_person(actor=administrator, departure=departure)
    page = signed_in(world.doreen).get(f"/topics/{world.messages[0].topic_id}/").content.decode()

    assert done.pseudonym == "Former member 1"
    assert "Former member 1" in page
    assert "Fairbrass" not in page
    assert words_anywhere("Colin Fairbrass") == []
    assert words_anywhere(ADDRESS) == []


def test_what_they_said_and_agreed_is_as_it_was(world, colin, departure, administrator):
    def record():
        return [
            list(rows.order_by("pk").values())
            for rows in (
                Post.objects.all(),
                Position.objects.all(),
                AgreementRound.objects.all(),
                Attendance.objects.all(),
            )
        ]

    before = record()
    anonymise_person(actor=administrator, departure=departure)

    assert record() == before
    assert Post.objects.filter(author=colin).count() == 2
    assert Position.objects.get(user=colin, reason=REASON).round.outcome == "majority_with_dissent"


def test_the_audit_log_still_verifies(world, colin, departure, administrator):
    anonymise_person(actor=administrator, departure=departure)
    newest = Record.objects.filter(group_id=world.group.pk).latest("number")

    assert (broken_link(f"group.{world.group.pk}"), broken_link("installation")) == (None, None)
    assert (newest.event, newest.facts) == (
        "person.anonymised",
        {"departure_id": departure.pk, "person_id": colin.pk},
    )


def test_no_way_to_sign_in_is_left(world, colin, departure, administrator):
    key = colin.client.session.session_key
    anonymise_person(actor=administrator, departure=departure)
    colin.refresh_from_db()
    client = Client()
    client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})

    left = (Authenticator, AuthenticatorDevice, CodeCard, EmailAddress, UserSession)
    assert [model.objects.filter(user=colin).count() for model in left] == [0, 0, 0, 0, 0]
    assert not Session.objects.filter(session_key=key).exists()
    assert (colin.is_active, colin.email, colin.has_usable_password()) == (False, None, False)
    assert "_auth_user_id" not in client.session
    assert colin.client.get("/").status_code == 302


def test_numbers_count_up_and_no_two_meet_in_one_group(world, colin, departure, administrator):
    anonymise_person(actor=administrator, departure=departure)
    elsewhere = MembershipFactory(user=world.nuala, ends_at=now())
    end_membership(actor=world.sally, membership=world.nuala.memberships.get(group=world.group))
    secretary = MembershipFactory(group=elsewhere.group, role="secretary").user
    second = ask_departure(actor=secretary, membership=elsewhere)

    assert anonymise_person(actor=administrator, departure=second).pseudonym == "Former member 2"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Dele Adeyemi (chair)", "As Adeyemi said, three days."),
        ("Dele (he, him) Adeyemi", "As Adeyemi said, three days."),
        ("Ewa Zieliński", "ZIELIŃSKI said three days."),
        ("Ewa Zieliński", "zielinski said three days."),
        ("Ivana Čapek", "Dear čapek, three days."),
        ("Una Smith-Jones", "Smith Jones said three days."),
        ("Una Smith Jones", "Smith-Jones said three days."),
        ("Colin Penhale", "Pen\u00adhale said three days."),
        ("Colin Penhale", "Pen\u200bhale said three days."),
        ("Colin Penhale –", "Penhale’s three days."),
    ],
)
def test_another_spelling_of_the_name_is_still_the_name(world, colin, name, body):
    named = PostFactory(topic=world.messages[0].topic, author=world.ama, body=body)
    PostFactory(topic=world.messages[0].topic, author=world.ama, body="The chair said (chair).")

    assert mentions(name) == {world.group.pk: [f"post.{named.pk}"]}


@pytest.mark.parametrize("name", ["", "   ", "(chair)", "–"])
def test_no_text_holds_a_name_that_is_empty(world, colin, name):
    PostFactory(topic=world.messages[0].topic, author=world.ama, body="– (chair)  ")

    assert mentions(name) == {}


def test_texts_with_the_name_are_listed_for_a_person_to_decide(
    world, colin, departure, administrator
):
    topic = world.messages[0].topic
    named = PostFactory(topic=topic, author=world.ama, body="As fairbrass said, three days.")
    PostFactory(topic=topic, author=world.ama, body="Fairbrassington is a town of ours.")
    done = anonymise_person(actor=administrator, departure=departure)

    assert done.mentions == [f"post.{named.pk}"]
    page = signed_in(world.sally).get(f"/groups/{world.group.pk}/people/left/").content.decode()
    assert f"/topics/{topic.pk}/?post={named.pk}#post-{named.pk}" in page
    decide_mentions(actor=world.sally, departure=done)
    done.refresh_from_db()
    assert (done.mentions, done.decided_by) == ([], world.sally)


def test_the_secretary_is_not_led_into_the_members_space(world, colin, departure, administrator):
    topic = world.messages[0].topic
    named = PostFactory(
        topic=topic, author=world.ama, space=Space.MEMBERS, body="Fairbrass is right"
    )
    anonymise_person(actor=administrator, departure=departure)
    pages = [
        signed_in(who).get(f"/groups/{world.group.pk}/people/left/").content.decode()
        for who in (world.sally, world.marjorie)
    ]

    assert [f"#post-{named.pk}" in page for page in pages] == [False, True]
    assert [f"Post {named.pk}" in page for page in pages] == [True, True]
    assert [INSIDE in page for page in pages] == [False, False]


def test_it_takes_two_the_group_asks_and_an_administrator_does_it(world, colin, departure):
    for who in (world.sally, world.marjorie, world.doreen):
        with pytest.raises(Refused, match="Only an administrator"):
            anonymise_person(actor=who, departure=departure)
    colin.refresh_from_db()
    assert colin.name == "Colin Fairbrass"


def test_only_after_the_membership_has_ended(world, administrator):
    place = world.doreen.memberships.get()

    with pytest.raises(Refused, match="has not ended yet"):
        ask_departure(actor=world.sally, membership=place)


def test_not_while_there_is_a_place_anywhere(world, colin, departure, administrator):
    MembershipFactory(user=colin)

    with pytest.raises(Refused, match="still has a place"):
        anonymise_person(actor=administrator, departure=departure)


def test_once(world, colin, departure, administrator):
    with pytest.raises(Refused, match="asked for already"):
        ask_departure(actor=world.marjorie, membership=colin.memberships.get())
    anonymise_person(actor=administrator, departure=departure)
    with pytest.raises(Refused, match="done already"):
        anonymise_person(actor=administrator, departure=departure)


def test_the_pages_lead_through_it(world, colin, administrator):
    secretary, boss = signed_in(world.sally, fresh=True), signed_in(administrator, fresh=True)
    place = colin.memberships.get()
    left = secretary.get(f"/groups/{world.group.pk}/people/left/").content.decode()
    assert f"/people/memberships/{place.pk}/forget/" in left
    assert (
        "Colin Fairbrass"
        in secretary.get(f"/people/memberships/{place.pk}/forget/").content.decode()
    )
    secretary.post(f"/people/memberships/{place.pk}/forget/")
    departure = Departure.objects.get()

    assert (
        f"/administration/people/left/{departure.pk}/"
        in boss.get("/administration/").content.decode()
    )
    assert (
        "Forget the name"
        in boss.get(f"/administration/people/left/{departure.pk}/").content.decode()
    )
    page = boss.post(f"/administration/people/left/{departure.pk}/", follow=True).content.decode()
    assert "Former member 1" in page
    assert boss.get(f"/administration/people/left/{departure.pk}/").status_code == 404


def test_the_pages_are_closed_to_others(world, departure):
    stranger = signed_in(MembershipFactory(role="chair").user, fresh=True)
    member = signed_in(world.doreen, fresh=True)
    addresses = (
        f"/groups/{world.group.pk}/people/left/",
        f"/people/memberships/{departure.person.memberships.get().pk}/forget/",
        f"/administration/people/left/{departure.pk}/",
    )

    assert [stranger.get(address).status_code for address in addresses] == [404, 404, 404]
    assert [member.get(address).status_code for address in addresses] == [403, 404, 404]
    assert stranger.post(f"/people/left/{departure.pk}/decide/").status_code == 404


def test_the_mark_of_access_that_ended_long_ago_changes_nothing(world, colin, administrator):
    """A place that ended a year ago is asked about in the same way."""
    place = colin.memberships.get()
    place.ends_at = now() - timedelta(days=365)
    place.save()
    departure = ask_departure(actor=world.marjorie, membership=place)

    assert anonymise_person(actor=administrator, departure=departure).number == 1


def test_of_a_text_that_one_cannot_open_not_even_its_number_is_listed(
    world, colin, departure, administrator
):
    """Else the list would tell the chair that there is a topic for named readers."""
    hidden = Topic.objects.create(
        group=world.group,
        title="Fairbrass and the till",
        ask="?",
        asker="x",
        decision_due=today(),
        opened_by=world.tariq,
        readers_named=True,
    )
    NamedReader.objects.create(topic=hidden, user=world.tariq)
    PostFactory(topic=world.messages[0].topic, author=world.ama, body="As Fairbrass said.")
    done = anonymise_person(actor=administrator, departure=departure)
    marjorie, tariq = signed_in(world.marjorie), signed_in(world.tariq)
    address = f"/groups/{world.group.pk}/people/left/"
    before = [stands(client.get(address)) for client in (marjorie, tariq)]
    marjorie.post(f"/people/left/{done.pk}/decide/")
    after = [stands(client.get(address)) for client in (marjorie, tariq)]
    tariq.post(f"/people/left/{done.pk}/decide/")
    done.refresh_from_db()

    assert (before, after, done.mentions) == (["1 text", "2 texts"], ["", "1 text"], [])
    assert f"Topic {hidden.pk}" not in marjorie.get(address).text
