"""Who presses the button of an empty form is told what is missing."""

from operator import attrgetter

import pytest

from tests.access import matrix, table
from tests.access.asking import ask
from tests.access.people import PEOPLE
from tests.access.rows import CASES

pytestmark = pytest.mark.django_db
GOLDEN = table.read_all()


def who_may(case):
    """The first kind of person whose form is taken."""
    return next((who for who in PEOPLE if GOLDEN[case.title, "POST"][who] == "yes"), None)


OURS = [case for case in CASES if ":" in case.name]  # a library answers in its own way
FORMS = [case for case in OURS if case.get and case.post and who_may(case)]


@pytest.mark.parametrize("cases", matrix.together(FORMS, attrgetter("title")))
def test_an_empty_post_is_answered_with_what_is_missing(world, cases):
    answers = {case.title: ask(world, case, "POST", who_may(case), body={}) for case in cases}

    assert [title for title, answer in answers.items() if answer.status == 200] == []
    assert {title: b"govuk-error-summary" in answer.body for title, answer in answers.items()} == {
        title: answer.status == 422 for title, answer in answers.items()
    }
    assert [
        title for title, answer in answers.items() if b"This field is required" in answer.body
    ] == []
