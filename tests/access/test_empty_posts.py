"""Who presses the button of an empty form is told what is missing."""

import pytest

from tests.access import table
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


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case.title)
def test_an_empty_post_is_answered_with_what_is_missing(world, case):
    answer = ask(world, case, "POST", who_may(case), body={})

    assert answer.status != 200
    assert (b"govuk-error-summary" in answer.body) is (answer.status == 422)
    assert b"This field is required" not in answer.body
