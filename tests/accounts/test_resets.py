"""Somebody has lost everything: an organiser, a link, six words, and a second organiser told."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accounts import actions
from accounts.models import CodeCard, SignInReset
from accounts.spoken import WORDS, tidy
from core.audit.models import Record
from core.clock import at, now
from core.jobs import run_due_jobs
from core.jobs.models import Job
from core.policy import Refused
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, give_app, sign_in, signed_in

pytestmark = pytest.mark.django_db
NEW = "tram marmalade lighthouse"


@pytest.fixture
def place(group, member):
    return MembershipFactory(user=member, group=group)


@pytest.fixture
def chair(group):
    return MembershipFactory(
        group=group, role="chair", user=UserFactory(email="chair@example.org")
    ).user


def begin(secretary, place, checked="in_person"):
    answer = signed_in(secretary, fresh=True).post(
        f"/people/memberships/{place.pk}/reset/", {"checked": checked}
    )
    return " ".join(answer.context["spoken"])


def link():
    run_due_jobs()
    mails = [m for m in mail.outbox if "/come-back/" in m.body]
    return re.search(r"http://localhost(/come-back/\S+)", mails[-1].body)[1]


def answer(client, path, words, password=NEW):
    return client.post(path, {"code": words, "password": password})


def test_the_whole_way_back(secretary, place, member, chair):
    actions.issue_code_card(actor=member)
    device = signed_in(member)
    words = begin(secretary, place)
    left = (device.get("/").status_code, Authenticator.objects.count(), CodeCard.objects.count())
    client = Client()
    entered = answer(client, link(), words)
    member.refresh_from_db()
    assert (left, entered.url, member.check_password(NEW)) == (
        (302, 1, 0),
        "/accounts/second-step/",
        True,
    )
    assert (
        client.get("/").url.partition("?")[0] == "/accounts/second-step/"
    )  # a ticket, and no way round
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200


def test_the_words_without_the_link_and_the_link_without_the_words_open_nothing(
    secretary, place, member
):
    words = begin(secretary, place)
    path = link()
    others = [path[:-3] + "x/", "/come-back/1/", "/come-back/x.y/"]
    assert [answer(Client(), other, words).status_code for other in others] == [404] * 3
    client = Client()
    wrong = answer(client, path, "acorn amber anchor apple apron arch")
    member.refresh_from_db()
    assert (wrong.status_code, member.check_password(PASSWORD), client.get("/").status_code) == (
        422,
        True,
        302,
    )
    assert b"Tries left: 4" in wrong.content


@pytest.mark.parametrize(
    "write", [str.upper, lambda w: w.replace(" ", ", "), lambda w: f"  {w.title()}. "]
)
def test_the_words_count_however_they_are_written(secretary, place, write):
    words = begin(secretary, place)
    assert answer(Client(), link(), write(words)).url == "/accounts/second-step/"


def test_after_five_wrong_tries_the_right_words_are_too_late(secretary, place, member):
    words = begin(secretary, place)
    path = link()
    statuses = [answer(Client(), path, "acorn " * 6).status_code for _ in range(5)]
    refused = answer(Client(), path, words)
    member.refresh_from_db()
    assert (statuses, refused.status_code, member.check_password(PASSWORD)) == (
        [422] * 4 + [302],
        410,
        True,
    )
    assert Record.objects.filter(event="sign_in_reset.failed").count() == 5
    assert Record.objects.filter(event="sign_in_reset.closed").count() == 1


def test_a_link_works_once_and_for_a_day(secretary, place):
    words = begin(secretary, place)
    path = link()
    with at(now() + timedelta(hours=24, minutes=1)):
        status = answer(Client(), path, words).status_code
    used = [answer(Client(), path, words).status_code for _ in range(2)]
    assert (status, used) == (410, [302, 410])


def test_a_new_reset_closes_the_one_before(secretary, place):
    first = begin(secretary, place)
    old = link()
    second = begin(secretary, place)
    assert [
        answer(Client(), old, first).status_code,
        answer(Client(), link(), second).status_code,
    ] == [410, 302]
    assert first != second


def test_a_suspended_person_does_not_come_back(secretary, place, member):
    words = begin(secretary, place)
    path = link()
    actions.suspend_person(actor=UserFactory(is_staff=True), person=member)
    assert answer(Client(), path, words).status_code == 410


def test_a_weak_password_uses_up_no_try(secretary, place):
    words = begin(secretary, place)
    path = link()
    weak = answer(Client(), path, words, "short")
    assert (
        weak.status_code,
        SignInReset.objects.get().tries,
        answer(Client(), path, words).status_code,
    ) == (422, 0, 302)


def test_every_other_organiser_is_told_and_nobody_else_and_by_no_name(
    secretary, place, member, group, chair
):
    MembershipFactory(group=group, role="vice_chair", user=UserFactory(email="vice@example.org"))
    MembershipFactory(group=group, role="member", user=UserFactory(email="other@example.org"))
    MembershipFactory(role="chair", user=UserFactory(email="elsewhere@example.org"))
    UserFactory(is_staff=True, email="admin@example.org")
    begin(secretary, place)
    run_due_jobs()
    recipients = {to for m in mail.outbox if "helped to sign in" in m.subject for to in m.to}
    assert recipients == {"chair@example.org", "vice@example.org"}
    assert [m for m in mail.outbox if member.name in m.subject + m.body] == []
    page = signed_in(chair).get(f"/people/memberships/{place.pk}/help/").content.decode()
    assert "<bdi>Sian Bevan</bdi> reset this person’s sign-in" in page


def test_where_there_is_no_other_organiser_the_administrators_are_told(secretary, place):
    UserFactory(is_staff=True, email="admin@example.org")
    begin(secretary, place)
    run_due_jobs()
    assert [m.to for m in mail.outbox if "helped to sign in" in m.subject] == [
        ["admin@example.org"]
    ]


def test_it_is_on_record_with_who_for_whom_and_how_it_was_checked(secretary, place, member, group):
    words = begin(secretary, place, "known_number")
    answer(Client(), link(), words)
    records = Record.objects.filter(event__startswith="sign_in_reset").values_list(
        "event", "actor_id", "group_id", "facts"
    )
    reset = SignInReset.objects.get().pk
    facts = {"reset_id": reset, "person_id": member.pk}
    assert list(records) == [
        ("sign_in_reset.opened", secretary.pk, group.pk, {**facts, "kind": "known_number"}),
        ("sign_in_reset.used", None, group.pk, facts),
    ]


def test_the_words_are_kept_nowhere(secretary, place):
    words = begin(secretary, place)
    path = link()
    kept = [SignInReset.objects.values().get(), *Job.objects.values(), *Record.objects.values()]
    mails = [m.subject + m.body for m in mail.outbox]
    assert [row for row in kept if words in str(row) or path.split("/")[2] in str(row)] == []
    assert [text for text in mails if words in text] == []


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_others_begin_no_reset(group, place, role):
    person = MembershipFactory(group=group, role=role).user
    page = signed_in(person, fresh=True).post(
        f"/people/memberships/{place.pk}/reset/", {"checked": "in_person"}
    )
    assert (
        page.status_code,
        SignInReset.objects.count(),
        Authenticator.objects.filter(user=place.user).count(),
    ) == (404, 0, 1)


def test_a_reset_asks_for_a_factor_shown_now_and_for_how_it_was_checked(secretary, place):
    stale = signed_in(secretary).post(
        f"/people/memberships/{place.pk}/reset/", {"checked": "in_person"}
    )
    unsaid = signed_in(secretary, fresh=True).post(f"/people/memberships/{place.pk}/reset/")
    assert (stale.status_code, stale.url.partition("?")[0], unsaid.status_code) == (
        302,
        "/accounts/2fa/reauthenticate/",
        422,
    )
    assert SignInReset.objects.count() == 0


@pytest.mark.parametrize("who", ["oneself", "somebody who never signs in", "somebody who left"])
def test_a_reset_is_for_somebody_else_who_signs_in_and_is_here(secretary, group, who):
    place = {
        "oneself": secretary.memberships.get,
        "somebody who never signs in": lambda: MembershipFactory(
            group=group, user=UserFactory(email=None)
        ),
        "somebody who left": lambda: MembershipFactory(group=group, ends_at=now()),
    }[who]()
    with pytest.raises(Refused):
        actions.begin_reset(
            actor=secretary, membership=place, checked=SignInReset.Checked.IN_PERSON
        )


def test_the_words_are_many_short_and_unlike():
    assert len(WORDS) == len(set(WORDS)) >= 256
    assert {tidy(word) for word in WORDS} == set(WORDS)
    assert max(map(len, WORDS)) <= 10


@pytest.mark.parametrize("page", ["help", "card", "reset", "sign-out"])
def test_somebody_of_another_group_does_not_exist(secretary, page):
    elsewhere = MembershipFactory()
    give_app(secretary)
    client = sign_in(Client(), secretary, fresh=True)
    fields = {"with_me": "on", "checked": "in_person"}
    answers = [
        client.post(f"/people/memberships/{pk}/{page}/", fields).status_code
        for pk in (elsewhere.pk, 9999)
    ]
    expected = 404 if page != "help" else 405
    assert answers == [expected] * 2
    assert client.get(f"/people/memberships/{elsewhere.pk}/help/").status_code == 404
