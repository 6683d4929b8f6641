"""Row B10: no form is taken without its token, and none from another site.

That each is taken with its token, from its own page, is what the matrix asks: its browsers send both.
"""

import pytest
from django.test import Client

from tests.access import matrix, table
from tests.access.asking import ask
from tests.access.people import OF_A_FORM, Browser
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
# No forms: the video host signs them, and the telephone exchange sends a key.
SIGNED = {"meetings:video-may-join", "meetings:video-report", "meetings:telephone-caller"}
FORMS = {
    case.name: case for case in reversed(CASES) if case.post is not None and case.name not in SIGNED
}
TAKEN = {"yes", "page", "form", "accept"}


FORGED = {
    "without its token": {"origin": OF_A_FORM["origin"]},
    "from another site": {**OF_A_FORM, "origin": "https://evil.example"},
    "from nowhere": {**OF_A_FORM, "origin": "null"},
}


@pytest.mark.parametrize("names", matrix.together(sorted(FORMS)))
def test_a_forged_form_is_refused_and_changes_nothing(world, names):
    answers = {}
    for name in names:
        who = who_may(FORMS[name])
        for how in FORGED:
            browser = forger(world, who, how)
            answers[name, how] = ask(world, FORMS[name], "POST", who, browser=browser)

    assert {
        place: (answer.status, answer.writes) for place, answer in answers.items()
    } == dict.fromkeys(answers, (403, frozenset()))


def who_may(case):
    """The first kind of person whose form is taken."""
    row = GOLDEN[case.title, "POST"]
    return matrix.lets_in(row) or next((who for who in row if row[who] in TAKEN), "chair")


def forger(world, who, how):
    """The browser of this person, in which another page sends the form."""
    client = Client(raise_request_exception=False)
    client.cookies.load(world.client[who].cookies.output(header="", sep=";"))
    return Browser(client, FORGED[how])
