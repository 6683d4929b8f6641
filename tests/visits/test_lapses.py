"""A visit that nobody books does not stay open for ever."""

from datetime import timedelta

import pytest

from accounts.models import LegalHold
from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from tests.visits.arranged import ask, booked, checked, get
from visits.jobs import lapse_visits
from visits.models import Visit

pytestmark = pytest.mark.django_db


def after(days):
    return clock.at(now() + timedelta(days=days))


def told(kind):
    run_due_jobs()
    return sorted(str(n.recipient) for n in Notice.objects.filter(kind=kind))


def states():
    return [visit.state for visit in Visit.objects.order_by("pk")]


def test_what_nobody_books_is_called_off_after_ninety_days_and_said_before(people):
    asked, looked_at = ask(people), checked(people, "vice_chair")
    everybody = [people.chair, people.member, people.secretary, people.vice_chair]
    with after(75):
        lapse_visits()
        early = told("visit.lapses_soon")
    with after(77):
        lapse_visits()
        lapse_visits()
        soon = told("visit.lapses_soon")
        before = states()
    with after(91):
        lapse_visits()
        lapse_visits()
        over = told("visit.lapsed")
        page = get(people.member, "visit", asked.pk).content.decode()
        ask(people)  # nothing stands in the way

    assert (early, before, states()) == (
        [],
        ["requested", "checked"],
        ["cancelled", "cancelled", "requested"],
    )
    of_two = sorted(
        [*map(str, everybody), *(str(one) for one in everybody if one != people.member)]
    )
    assert soon == over == of_two
    assert "It was not booked within 90 days." in page
    assert looked_at.pk != asked.pk


def test_what_is_booked_or_held_stays(people):
    booked(people)
    held = ask(people, "vice_chair")
    LegalHold.objects.begin(held, people.group.pk, people.secretary, "A court asked")
    with after(91):
        lapse_visits()

    assert states() == ["booked", "requested"]
