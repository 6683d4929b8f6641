"""What people put into an address where a number belongs."""

import pytest

from core.numbers import number

TOO_LONG = "9" * 5000  # more digits than Python makes a number of


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("0", 0),
        ("17", 17),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        (TOO_LONG, 0),
        ("-1", 0),
        ("1.5", 0),
        (" 1", 0),
        ("²", 0),
        ("", 0),
        (17, 17),
        (None, 0),
    ],
)
def test_a_number_is_some_digits_and_not_too_many(given, value):
    assert number(given) == value
