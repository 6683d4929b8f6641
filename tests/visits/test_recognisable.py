"""Words by which somebody is known: found at once, also where they say why a report is not read."""

from time import process_time

import pytest

from tests.visits.arranged import approved, get, post
from visits.recognisable import told_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["a@" * 900, "@" * 1800])
def test_words_that_look_like_addresses_without_end_are_looked_through_at_once(words):
    before = process_time()
    told_in(words, [])

    assert process_time() - before < 0.5  # it took three seconds, and a minute for a whole report


def test_why_members_do_not_read_it_names_nobody(people):
    report = approved(people, "vice_chair")
    words = f"{people.vice_chair.name} was too quick"
    answers = [
        post(people.chair, name, report.visit_id, words=words)
        for name in ("report-correct", "report-withdraw")
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert words in answers[0].content.decode()
    assert (
        people.vice_chair.name not in get(people.member, "visit", report.visit_id).content.decode()
    )
