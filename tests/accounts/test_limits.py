"""Guessing stops, in however many processes it is tried; thirty people behind one address do not."""

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts import actions
from accounts.models import SignInReset
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import PASSWORD, code_now, give_app, give_password, signed_in

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds
PASSING = {"Content-Length", "X-Request-ID"}
LOGIN, SECOND_STEP, FORGOTTEN = (
    "/accounts/login/",
    "/accounts/2fa/authenticate/",
    "/accounts/password/reset/",
)
SHARED = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def other_process(django_db_setup):
    """A second process of the portal, which works for all tests here."""
    words = [sys.executable, "-m", "tests.accounts.other_process"]
    with subprocess.Popen(
        [*words, str(connection.settings_dict["NAME"])],
        cwd=ROOT,
        env={**os.environ, "IAG_TEST_DATA": str(settings.DATA_DIR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def elsewhere(transactional_db, other_process):
    """``elsewhere(address, form, times, first)``: what the other process answers to each."""

    def post(address, fields, times, first=()):
        process = other_process
        process.stdin.write(json.dumps([address, fields, times, first]) + "\n")
        process.stdin.flush()
        assert select.select([process.stdout], [], [], PATIENCE)[0], "it does not answer"
        answers = process.stdout.readline()
        assert answers, f"it ended with {process.wait()}"
        return json.loads(answers)

    return post


@pytest.fixture(autouse=True)
def nothing_counted_yet(db):
    """The table of limits is no model's, so a test that commits would leave its counts behind."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person():
    user = give_password(UserFactory(email="doreen@example.org"))
    give_app(user)
    return user


def passed_first_step(user, client=None):
    client = client or Client()
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    return answer.status_code == 302


@SHARED
def test_wrong_passwords_are_counted_over_two_processes(person, elsewhere):
    wrong = {"login": person.email, "password": "not this one either"}
    here = [Client().post(LOGIN, wrong).status_code for _ in range(2)]
    there = elsewhere(LOGIN, wrong, 3)
    assert (here, there, passed_first_step(person)) == ([200] * 2, [200] * 3, False)
    assert (
        passed_first_step(give_password(UserFactory())) is True
    )  # somebody else is not locked out


@SHARED
def test_fewer_wrong_passwords_lock_nobody_out(person, elsewhere):
    wrong = {"login": person.email, "password": "not this one either"}
    Client().post(LOGIN, wrong)
    elsewhere(LOGIN, wrong, 3)
    assert passed_first_step(person) is True


@pytest.mark.django_db
def test_the_limit_ends_by_itself_and_what_is_open_stays_open(person, clock):
    at_home = signed_in(person)
    for _ in range(5):
        Client().post(LOGIN, {"login": person.email, "password": "not this one either"})
    meanwhile = passed_first_step(person), at_home.get("/").status_code
    clock(301)

    assert (meanwhile, passed_first_step(person)) == ((False, 200), True)


@SHARED
def test_wrong_codes_are_counted_over_two_processes(person, elsewhere):
    client = Client()
    assert passed_first_step(person, client)
    for _ in range(2):
        client.post(SECOND_STEP, {"code": "000000"})
    first = [(LOGIN, {"login": person.email, "password": PASSWORD})]
    elsewhere(SECOND_STEP, {"code": "000000"}, 3, first)
    client.post(SECOND_STEP, {"code": code_now()})
    assert client.get("/").status_code == 302


@SHARED
def test_a_code_that_was_used_in_one_process_is_spent_in_all(person, elsewhere):
    first, second = Client(), Client()
    assert passed_first_step(person, second)
    code = code_now()
    used = elsewhere(
        SECOND_STEP, {"code": code}, 1, [(LOGIN, {"login": person.email, "password": PASSWORD})]
    )
    second.post(SECOND_STEP, {"code": code})
    assert (used, second.get("/").status_code, first.get("/").status_code) == ([302], 302, 302)


@SHARED
def test_asking_for_new_passwords_is_counted_over_two_processes(person, elsewhere):
    fields = {"email": person.email}
    there = elsewhere(FORGOTTEN, fields, 4)
    here = [Client().post(FORGOTTEN, fields).status_code for _ in range(2)]
    assert (there, here) == ([302] * 4, [302, 429])


@SHARED
def test_the_words_of_a_sign_in_reset_are_counted_over_two_processes(person, elsewhere):
    place = MembershipFactory(user=person)
    secretary = MembershipFactory(group=place.group, role="secretary").user
    words = actions.begin_reset(
        actor=secretary, membership=place, checked=SignInReset.Checked.IN_PERSON
    )
    address = f"/come-back/{SignInReset.objects.get().token()}/"
    wrong = {"code": "acorn " * 6, "password": "tram marmalade lighthouse"}
    there = elsewhere(address, wrong, 3)
    here = [Client().post(address, wrong).status_code for _ in range(2)]
    assert (there, here) == ([422] * 3, [422, 302])
    assert Client().post(address, {**wrong, "code": words}).status_code == 410


@SHARED
def test_guessing_the_password_of_an_invitation_is_counted_over_two_processes(elsewhere):
    half_way = give_password(UserFactory(email="half@example.org"))
    place = MembershipFactory(role="secretary")
    fields = {"email": half_way.email, "name": "Half Way", "role": "member"}
    invitation = actions.invite_person(actor=place.user, group=place.group, **fields)
    address = f"/invitations/{invitation.token()}/"
    wrong = {"password": "not this one either"}
    elsewhere(address, wrong, 6)
    here = [Client().post(address, wrong).status_code for _ in range(4)]
    response = Client().post(address, {"password": PASSWORD})
    assert (here, response.status_code, b"Too many" in response.content) == ([422] * 4, 422, True)


# --- fair to many, deaf to lies ----------------------------------------------------------------


@pytest.mark.django_db
def test_thirty_people_who_mistype_once_still_get_in_from_one_address(clock):
    people = [give_password(UserFactory()) for _ in range(30)]
    passed = []
    for number, person in enumerate(people):
        clock(number)  # thirty seconds in all
        Client().post(LOGIN, {"login": person.email, "password": "not this one either"})
        passed.append(passed_first_step(person))
    assert passed == [True] * 30


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "header", "from_one"),
    [
        (0, "203.0.113.{n}", True),  # no proxy of ours: the header is what the stranger wrote
        (1, "203.0.113.{n}, 198.51.100.7", True),  # ours adds the last one, which is true
        (1, "198.51.100.7, 203.0.113.{n}", False),  # and these are indeed many people
    ],
)
def test_a_header_that_anybody_can_write_evades_no_limit(settings, proxies, header, from_one):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip", "login_failed": "3/m/ip,5/5m/key"}
    statuses = [
        Client()
        .post(
            LOGIN,
            {"login": f"nobody{n}@example.org", "password": "not this one"},
            headers={"X-Forwarded-For": header.format(n=n)},
        )
        .status_code
        for n in range(4)
    ]
    assert statuses == ([200, 200, 200, 429] if from_one else [200] * 4)


@pytest.mark.django_db
def test_no_header_of_a_proxy_is_believed_where_there_is_none(person):
    headers = {
        "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "444",
        "X-Forwarded-User": person.email, "Remote-User": person.email, "X-Real-IP": "203.0.113.9",
        "Forwarded": "host=evil.example;proto=https",
    }  # fmt: skip
    request = Client().get(LOGIN, headers=headers).wsgi_request

    assert request.build_absolute_uri("/") == "http://testserver/"
    assert (request.user.is_authenticated, get_adapter().get_client_ip(request)) == (
        False,
        "127.0.0.1",
    )


# --- nobody learns who is here -----------------------------------------------------------------


def masked(answer, address):
    """The page without what differs each time: the form's token, and the address that was typed."""
    text = re.sub(
        r'(name="csrfmiddlewaretoken" value=")\w+|("X-CSRFToken": ")\w+',
        r"\1\2",
        answer.content.decode(),
    )
    text = re.sub(r"(X-CSRFToken&quot;: &quot;|X-CSRFToken\": \")\w+", r"\1", text)
    return re.sub(r'data-now="[^"]+"', "", text).replace(address, "ADDRESS")


@pytest.mark.django_db
@pytest.mark.parametrize("path", [LOGIN, FORGOTTEN])
def test_an_unknown_address_gets_the_very_same_page(person, path):
    responses = []
    for address in (person.email, "nobody@example.org"):
        client = Client()
        answer = client.post(
            path, {"login": address, "email": address, "password": "not this one"}, follow=True
        )
        headers = {name: value for name, value in answer.items() if name not in PASSING}
        responses.append(
            (answer.status_code, answer.redirect_chain, masked(answer, address), headers)
        )
    assert responses[0] == responses[1]
