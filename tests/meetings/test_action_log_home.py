"""Home: the actions of one's own whose day is near, here or past."""

from datetime import timedelta

import pytest

from core.clock import now, today
from tests.factories import ActionFactory, MeetingFactory
from tests.meetings.pages import questions
from tests.meetings.test_query_counts import HOME
from tests.pages.html import words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def met(people):
    """A meeting that has ended: the group has begun, and nothing waits."""
    return MeetingFactory(group=people.group, state="ended", ended_at=now())


def own(people, days, task="Zinnia", **more):
    owned = {"owner": people.member, "due_on": today() + days * DAY, **more}
    return ActionFactory(group=people.group, task=task, **owned)


def home(person):
    return signed_in(person).get("/")


def test_it_shows_those_that_are_due_within_a_week_or_overdue(people, met):
    own(people, 8, "Later")
    own(people, 7, "Soon")
    own(people, -2, "Overdue")
    own(people, 1, "Reported", state="reported_complete")
    own(people, 1, "Of another", owner=people.chair)
    page = words_of(home(people.member).text)
    tasks = ("Later", "Soon", "Overdue", "Reported", "Of another")

    assert [task in page for task in tasks] == [False, True, True, False, False]
    assert "2 days overdue" in page
    assert (home(people.member).context["first"].words) == "Look at your action"


def test_of_a_sensitive_one_home_shows_the_number_alone(people, met):
    own(people, 1, number=7, marking="official_sensitive")
    page = words_of(home(people.member).text)

    assert ("Zinnia" in page, "A-7" in page) == (False, True)


def test_what_one_may_not_read_any_more_is_not_on_home(people, met):
    item = met.agenda.create(number=1, title="Among ourselves", members_only=True)
    own(people, 1, meeting=met, item=item)
    assert "Zinnia" in home(people.member).text
    people.member.memberships.update(role="officer")

    assert "Zinnia" not in home(people.member).text


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_once_more_for_those_who_have_some(people, met, number):
    for _ in range(number):
        own(people, 1)

    assert questions(signed_in(people.vice_chair), "/") <= HOME
    assert questions(signed_in(people.member), "/") <= HOME + 1
