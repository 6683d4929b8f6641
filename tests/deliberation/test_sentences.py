"""Numbers and states as sentences."""

from datetime import UTC, date, datetime

import pytest

from core import clock
from deliberation import sentences


@pytest.fixture(autouse=True)
def _on_the_second_of_march():
    with clock.at(datetime(2026, 3, 2, 12, 0, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((12, 2, 1, 0), "12 members, the secretary and 2 police officers can read this."),
        ((12, 0, 0, 0), "12 members can read this."),
        ((1, 1, 0, 1), "1 member, 1 police officer and 1 observer or interpreter can read this."),
        ((0, 0, 0, 0), "Nobody can read this yet."),
    ],
)
def test_who_can_read_a_space(numbers, sentence):
    members, police, secretaries, others = numbers

    words = sentences.who_reads(
        members=members, police=police, secretaries=secretaries, others=others
    )

    assert words == sentence


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (date(2026, 3, 11), "Decision in 9 days"),
        (date(2026, 3, 3), "Decision in 1 day"),
        (date(2026, 3, 2), "Decision today"),
        (date(2026, 3, 1), "The decision day was 1 March 2026"),
    ],
)
def test_when_the_decision_falls(due, sentence):
    assert sentences.decision_in(due) == sentence


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (date(2026, 3, 7), "Response due in 5 days"),
        (date(2026, 3, 2), "Response due today"),
        (date(2026, 3, 1), "Response overdue since 2 March 2026"),
    ],
)
def test_when_an_answer_is_due_the_day_itself_still_counts(due, sentence):
    assert sentences.response_due(due) == sentence


def test_positions_nobody_took_are_left_out():
    counts = [("support", 7), ("reservations", 2), ("live_with", 1), ("object", 0)]

    assert sentences.counts_in_words(counts) == "7 support, 2 with reservations, 1 can live with it"
