"""Row B10: no form is taken without its token, and none from another site."""

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tests.access import matrix, table
from tests.access.asking import ask
from tests.access.people import Browser
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
TOKEN = _get_new_csrf_string()
# No forms: the video host signs them, and the telephone exchange sends a key.
SIGNED = {"meetings:video-may-join", "meetings:video-report", "meetings:telephone-caller"}
FORMS = {
    case.name: case for case in reversed(CASES) if case.post is not None and case.name not in SIGNED
}
TAKEN = {"yes", "page", "form", "accept"}


@pytest.fixture(params=sorted(FORMS))
def form(request, world):
    """``form(**headers)``: the answer to a form of somebody who may send it, from a strict browser."""
    case = FORMS[request.param]
    row = GOLDEN[case.title, "POST"]
    who = matrix.lets_in(row) or next((who for who in row if row[who] in TAKEN), "chair")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies.load(world.client[who].cookies.output(header="", sep=";"))
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    browser = Browser(client)

    def send(**headers):
        return row[who], ask(world, case, "POST", who, browser=browser, **headers)

    return send


def test_a_form_with_its_token_is_taken(form):
    expected, answer = form(**{"x-csrftoken": TOKEN, "origin": "http://testserver"})

    assert answer.word == expected


def test_a_form_without_its_token_is_refused_and_changes_nothing(form):
    _expected, answer = form(origin="http://testserver")

    assert (answer.status, answer.writes) == (403, set())


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_from_another_site_is_refused_and_changes_nothing(form, origin):
    _expected, answer = form(**{"x-csrftoken": TOKEN, "origin": origin})

    assert (answer.status, answer.writes) == (403, set())
