"""A visit that nobody books does not stay open for ever, and is not called off unwarned."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from tests.visits.arranged import ask, booked, checked, get
from visits import actions
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


def night(days):
    """Twice: a second time changes nothing."""
    with after(days):
        lapse_visits()
        lapse_visits()
        return states(), len(told("visit.lapse_announced")), len(told("visit.lapsed"))


def test_what_nobody_books_is_called_off_after_ninety_days_and_said_before(people):
    asked, looked_at = ask(people), checked(people, "vice_chair")
    everybody = [people.chair, people.member, people.secretary, people.vice_chair]
    with after(75):
        lapse_visits()
        early = told("visit.lapse_announced")
    with after(77):
        lapse_visits()
        lapse_visits()
        soon = told("visit.lapse_announced")
        before = states()
    with after(92):
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
        [*map(str, everybody), *(str(person) for person in everybody if person != people.member)]
    )
    assert soon == over == of_two
    assert "It was not booked within 90 days." in page
    assert looked_at.pk != asked.pk


def test_what_was_asked_for_long_before_is_warned_of_first(people):
    ask(people)

    assert night(200) == (["requested"], 4, 0)
    assert night(213) == (["requested"], 4, 0)
    assert night(214) == (["cancelled"], 4, 4)


def test_the_page_says_no_day_that_comes_sooner_than_two_weeks(people):
    asked = ask(people)
    with after(89):
        assert asked.lapses_at == now() + timedelta(days=14)


def test_what_is_booked_stays(people):
    booked(people)
    night(77)

    assert night(92) == (["booked"], 0, 0)


def test_under_a_hold_it_stays_and_is_warned_of_anew_afterwards(people):
    """Nobody could book it meanwhile."""
    asked = ask(people)
    night(77)
    actions.hold_visit(actor=people.secretary, visit=asked, reason="A court asked")
    held = night(120)
    actions.ask_to_lift_hold(actor=people.secretary, visit=asked)
    actions.lift_hold(actor=people.chair, visit=asked)

    assert held == (["requested"], 4, 0)
    assert night(121) == (["requested"], 8, 0)
    assert night(136) == (["cancelled"], 8, 4)
