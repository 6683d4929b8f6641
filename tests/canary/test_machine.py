"""Rows B3, B4, B5 and B8: after any history, nobody finds a word that is not for them."""

import pytest
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from tests.canary.months import LongMonths, Months

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.mark.long("months are played, and looked at after each step")
def test_whatever_happens_nobody_finds_a_word_that_is_not_for_them(limits, looks_long, begins_with):
    machine = LongMonths if looks_long else Months
    machine = machine if begins_with is None else seed(begins_with)(machine)
    run_state_machine_as_test(machine, settings=limits)
