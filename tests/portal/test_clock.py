"""One clock for the whole portal; the story and the tests set it."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.clock import at, now, standing_for, today

EVENING = datetime(2026, 11, 17, 18, 30, tzinfo=UTC)


def test_it_tells_the_real_time_unless_it_is_set():
    assert abs(now() - timezone.now()) < timedelta(seconds=5)
    assert now().tzinfo is not None


def test_it_stands_where_it_is_set():
    with at(EVENING):
        assert now() == EVENING


def test_it_may_be_set_inside_a_setting_and_goes_back():
    with at(EVENING):
        with at(EVENING + timedelta(hours=1)):
            later = now()
        earlier = now()

    assert (earlier, later) == (EVENING, EVENING + timedelta(hours=1))


def test_it_goes_back_after_a_failure():
    with pytest.raises(RuntimeError), at(EVENING):
        raise RuntimeError

    assert now() != EVENING


def test_it_answers_in_utc_wherever_it_was_set():
    with at(datetime(2026, 7, 1, 19, 30, tzinfo=ZoneInfo("Europe/London"))):
        assert now().isoformat() == "2026-07-01T18:30:00+00:00"


def test_it_needs_a_time_zone():
    with pytest.raises(ValueError, match="The clock needs a time zone"), at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_today_is_the_day_where_the_portal_is():
    with at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):  # half past midnight in Britain
        assert today() == date(2026, 7, 2)


def test_another_thread_has_its_own_time():
    seen = []
    with at(EVENING):
        thread = Thread(target=lambda: seen.append(now()))
        thread.start()
        thread.join()

    assert seen != [EVENING]


def test_places_stand_for_it_while_a_question_is_built_and_no_longer():
    with at(EVENING):
        with standing_for("moment", "day"):
            built = now(), today()
        assert (built, now()) == (("moment", "day"), EVENING)
