"""Days and times are read as people write them, and what may mean two things is asked about."""

from datetime import date, time

import pytest
from django import forms

from core.forms.fields import DateField, TimeField


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("6:30pm", time(18, 30)),
        ("6.30 PM", time(18, 30)),
        ("6pm", time(18)),
        ("18:30", time(18, 30)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("12 noon", time(12)),
        ("6.30 p.m.", time(18, 30)),
        ("6 30 pm", time(18, 30)),
        ("630pm", time(18, 30)),
        ("6 o'clock p.m.", time(18)),
        ("12am", time(0)),
        ("12.15 p.m.", time(12, 15)),
        ("1830", time(18, 30)),
        ("0630", time(6, 30)),
        ("06:30", time(6, 30)),
        ("18.30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("18:30:00", time(18, 30)),
        ("１８：３０", time(18, 30)),
        (" 6:30\u202fPM\u200b", time(18, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(written, meant):
    assert TimeField().clean(written) == meant


def test_a_time_that_is_none_is_answered_with_an_example():
    with pytest.raises(forms.ValidationError) as refused:
        TimeField().clean("soon")
    assert refused.value.messages == ["Enter a time, like 6:30pm or 18:30"]


@pytest.mark.parametrize(
    "written",
    [" 6:30pm" + "\u200b" * 64, "13am", "0pm", "25:00", "6:75pm", "24:00", "6:75", "183", "6:3"],
)
def test_a_time_that_no_clock_shows_is_refused(written):
    with pytest.raises(forms.ValidationError):
        TimeField().clean(written)


@pytest.mark.parametrize(
    ("written", "question"),
    [
        ("6:30", "Is 6:30 in the morning or in the evening? Enter 6:30am or 6:30pm"),
        ("6.30", "Is 6:30 in the morning or in the evening? Enter 6:30am or 6:30pm"),
        ("630", "Is 6:30 in the morning or in the evening? Enter 6:30am or 6:30pm"),
        ("7", "Is 7 in the morning or in the evening? Enter 7am or 7pm"),
        ("2", "Is 2 in the morning or in the afternoon? Enter 2am or 2pm"),
    ],
)
def test_an_hour_that_may_be_two_is_asked_about(written, question):
    with pytest.raises(forms.ValidationError) as refused:
        TimeField().clean(written)
    assert refused.value.messages == [question]


@pytest.mark.parametrize(
    ("boxes", "meant"),
    [
        (["17th", "Nov.", "2026"], date(2026, 11, 17)),
        (["1st", "Sept", "2027"], date(2027, 9, 1)),
        (["29", "feb", "2028"], date(2028, 2, 29)),
        (["٣", "１１", "2026"], date(2026, 11, 3)),
    ],
)
def test_a_day_is_read_as_people_write_it(boxes, meant):
    assert DateField().clean(boxes) == meant


@pytest.mark.parametrize(
    ("boxes", "words", "parts"),
    [
        (["17", "11", "27"], "Enter the year as 4 numbers, like 2027", [2]),
        (["17", "11", "0000"], "Enter the year as 4 numbers, like 2027", [2]),
        (["17", "ju", "2027"], "Enter the month as a number or a name, like 11 or November", [1]),
        (["17", "13", "2027"], "Enter the month as a number or a name, like 11 or November", [1]),
        (["soon", "11", "2027"], "Enter the day as a number, like 17", [0]),
        (["29", "2", "2027"], "There is no 29 February 2027. That month has 28 days", [0]),
        (["31", "Nov", "2026"], "There is no 31 November 2026. That month has 30 days", [0]),
    ],
)
def test_a_day_that_is_none_is_answered_with_what_is_wrong(boxes, words, parts):
    with pytest.raises(forms.ValidationError) as refused:
        DateField().clean(boxes)
    error = refused.value.error_list[0]
    assert (refused.value.messages, error.params["parts"]) == ([words], parts)
