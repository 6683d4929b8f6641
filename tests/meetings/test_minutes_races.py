"""Two people press at once in minutes. Real threads and connections, on either database."""

from functools import partial

import pytest

from core.audit.models import Record
from meetings import actions
from meetings.models import Correction, Minutes
from tests.deliberation.test_races import at_once, refusals, stale
from tests.meetings.minuted import item, propose, write

AGREED = "The minutes of this meeting are agreed. Nothing that they say is changed any more."


@pytest.fixture(params=range(2), autouse=True)
def _again(request, transactional_db):
    return request.param


def agree(people, minutes, later):
    read = {"minutes": stale(minutes), "meeting": stale(later)}
    return partial(actions.agree_minutes, actor=stale(people.chair), **read)


def happened(*names):
    return list(
        Record.objects.filter(event__in=names).order_by("number").values_list("event", flat=True)
    )


def test_who_came_is_put_right_before_minutes_are_agreed_or_not_at_all(
    people, published, later, leroy
):
    presence = leroy.presences.get()
    remove = partial(
        actions.remove_presence, actor=stale(people.secretary), presence=stale(presence)
    )
    results = at_once(agree(people, published, later), remove)

    too_late = leroy.presences.exists()
    assert refusals(results) == ([AGREED] if too_late else [])
    corrected = [] if too_late else ["presence.corrected"]
    assert happened("presence.corrected", "minutes.agreed") == [*corrected, "minutes.agreed"]


def test_no_correction_waits_in_agreed_minutes(people, published, later):
    proposes = partial(propose, stale(people.member), stale(published))
    results = at_once(agree(people, published, later), proposes)

    state = stale(published).state
    waiting = Correction.objects.waiting().count()
    assert (state, waiting) in {("agreed", 0), ("published", 1)}
    assert len(refusals(results)) == 1


def test_words_are_written_before_minutes_are_published_or_not_at_all(people, drafted):
    writes = partial(write, stale(people.chair), stale(drafted), 1, "Lilies")
    publish = partial(
        actions.publish_minutes,
        actor=stale(people.secretary),
        minutes=stale(drafted),
        working_days=10,
    )
    results = at_once(writes, publish)

    is_written = item(drafted, 1).body == "Lilies"
    too_late = "These minutes are published. What they say is changed by a correction."
    assert refusals(results) == ([] if is_written else [too_late])
    assert Minutes.objects.get().state == "published"
