"""Listening to a meeting keeps somebody signed in: as long as it may well go on, not for ever."""

from datetime import timedelta

import pytest

from core import clock
from meetings.live import MeetingPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hours_over", "stays"), [(0, True), (3, True), (5, False), (24 * 30, False)]
)
def test_a_meeting_that_nobody_ended_keeps_nobody_signed_in_for_ever(
    open_meeting, hours_over, stays
):
    with clock.at(open_meeting.ends_at + timedelta(hours=hours_over)):
        page = MeetingPage()
        assert page.keeps_signed_in(page.find(open_meeting.stream)) is stays
