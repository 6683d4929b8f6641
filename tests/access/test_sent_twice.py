"""A form that is sent twice does its action once, whichever page it stands on (decision 0021)."""

from operator import attrgetter

import pytest
from django.db import transaction

from core import clock
from core.audit.models import Record
from core.clock import now
from core.sent_forms.claims import TOKEN
from tests.access import matrix, table
from tests.access.people import PEOPLE, token
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()
FILES = {  # fetched as often as somebody presses
    "accounts:my-data-file",
    "group-record-file",
    "installation-record-file",
    "meetings:copy-file",
    "meetings:minutes-copy",
}
UNRECORDED = {  # of a library: no event of ours, and twice is no harm
    "account_email": "a mail to the new address, of which the last one counts",
    "account_reset_password": "a mail, of which the library sends few",
    "mfa_edit_webauthn": "the same name again",
    "mfa_reauthenticate": "another minute for the same person",
}
ENDED = (401, 410)  # the action itself ended this session, or the link that led here
DRAWN, DRAWN_AGAIN = token(), token()  # of two drawings of a form


def who_may(case):
    """The first kind of person whose form does something."""
    row = GOLDEN[case.title, "POST"]
    return next((who for who in PEOPLE if row[who] == "yes"), None)


CASES_THAT_ACT = [case for case in CASES if case.post is not None and who_may(case)]


def records():
    return Record.objects.exclude(event="refused").count()


def send(world, case, who, **more):
    """The status and the way on of one sending, and how many records there are then."""
    body = {**case.body(world, who), TOKEN: DRAWN, **more}
    browser, path = world.browser[who], case.path(world, who)
    response = browser.ask("post", path, body, **case.headers)
    return response.status_code, response.headers.get("Location", ""), records()


@pytest.mark.parametrize("cases", matrix.together(CASES_THAT_ACT, attrgetter("title")))
def test_the_second_sending_is_answered_as_the_first_and_does_nothing(world, cases):
    sent = {case: send_twice(world, case) for case in cases}
    acted = {case.title: first[2] > before for case, (before, first, _second) in sent.items()}
    again = {
        case.title: (first, second)
        for case, (_before, first, second) in sent.items()
        if acted[case.title] and case.name not in FILES
    }

    assert acted == {case.title: case.name not in UNRECORDED for case in cases}
    assert {title: pair for title, pair in again.items() if not is_as_before(*pair)} == {}


def send_twice(world, case):
    """How many records there are before, and what the two sendings are answered."""
    who = who_may(case)
    with transaction.atomic(), clock.at(now()):  # a time of day in both is of the same minute
        if case.before:
            case.before(world)
        before = records()
        first, second = send(world, case, who), send(world, case, who)
        transaction.set_rollback(True)
    return before, first, second


def is_as_before(first, second):
    """Whether the second did nothing, and was answered as the first or that it is done."""
    answered = second[:2] == first[:2] or second[0] in (ENDED if first[1] else {*ENDED, 409})
    return second[2] == first[2] and answered


def test_another_drawing_of_the_form_acts_again_and_so_do_other_words(world):
    case = next(case for case in CASES if case.name == "deliberation:post-new")
    who = who_may(case)
    with transaction.atomic():
        counts = [
            send(world, case, who)[2],
            send(world, case, who)[2],
            send(world, case, who, body="Something else")[2],
            send(world, case, who, **{TOKEN: DRAWN_AGAIN})[2],
        ]
        transaction.set_rollback(True)

    assert [count - counts[0] for count in counts] == [0, 0, 1, 2]


def test_a_form_that_came_back_to_be_corrected_can_be_sent_again(world):
    case = next(case for case in CASES if case.name == "deliberation:post-new")
    who = who_may(case)
    with transaction.atomic():
        wrong = send(world, case, who, body="")
        right = send(world, case, who)
        transaction.set_rollback(True)

    assert (wrong[0], right[0], right[2] - wrong[2]) == (422, 302, 1)
