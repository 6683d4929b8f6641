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


NUMBERS = ("(01632) 960001", "01632-960-001", "+44 (0)1632 960001", "+44-7700-900123")


def test_telephone_numbers_are_found_as_people_write_them_and_days_are_none():
    assert [len(told_in(f"Ring {number}", [])) for number in NUMBERS] == [1] * len(NUMBERS)
    assert told_in("It began on 01-12-2026 18:30 and 2026-12-01 10:30", []) == []


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
