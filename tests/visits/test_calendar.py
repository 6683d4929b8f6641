"""Who goes on a visit has it in the calendar that their own program fetches, and nobody else does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import now
from meetings.calendars import calendar_of
from tests.visits.arranged import OFFICER, PLACE, WANTS, booked, booking
from visits import actions
from visits.models import Visit

pytestmark = pytest.mark.django_db
READERS = ("member", "chair", "secretary", "vice_chair", "police_lead", "observer", "stranger")


def calendar(person):
    return calendar_of(person, since=now()).decode()


def told(text, name):
    return re.findall(rf"^{name}:(.*)\r$", text, re.MULTILINE)


def test_its_time_and_a_link_are_in_the_calendar_of_who_goes_alone(people):
    visit = booked(people)
    mine = calendar(people.member)

    assert [role for role in READERS if "visit-" in calendar(getattr(people, role))] == ["member"]
    assert told(mine, "SUMMARY") == ["IAG observation visit"]
    assert told(mine, "URL")[0].endswith(visit.get_absolute_url())
    assert [words for words in (WANTS, OFFICER, PLACE, "Harbour") if words[:12] in mine] == []


def test_another_time_and_its_end_reach_the_program_under_the_same_name(people):
    visit = booked(people)
    first = calendar(people.member)
    later = now() + timedelta(days=5)
    moved = booking(starts_at=later, ends_at=later + timedelta(hours=2))
    actions.book_visit(actor=people.secretary, visit=visit, booking=moved, after=visit.version)
    second = calendar(people.member)
    actions.cancel_visit(actor=people.member, visit=visit, reason="Ill")
    third = calendar(people.member)

    assert len({*told(first, "UID"), *told(second, "UID"), *told(third, "UID")}) == 1
    numbers = [int(told(text, "SEQUENCE")[0]) for text in (first, second, third)]
    assert numbers == sorted(set(numbers))
    assert told(third, "SUMMARY") == ["IAG observation visit (cancelled)"]
    assert calendar(people.member) == third


def test_three_visits_take_as_many_questions_as_one(people):
    visit = booked(people)
    calendar(people.member)  # where they stand is asked once
    asked = []
    for _each in range(3):
        with CaptureQueriesContext(connection) as queries:
            calendar_of(people.member, since=now())
        asked.append(len(queries))
        Visit.objects.filter(pk=visit.pk).update(state="done")
        visit.pk, visit.state = None, "done"  # another like it
        visit.save()

    assert len(told(calendar(people.member), "UID")) == 4
    assert asked[0] == asked[2]
