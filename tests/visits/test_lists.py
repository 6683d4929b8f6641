"""The list of a group's visits: in which order, at which cost, and what each may know."""

import pytest
from django.urls import reverse

from tests.meetings.pages import questions
from tests.visits.arranged import ask, booked, client_of, done
from visits import queries

pytestmark = pytest.mark.django_db


def test_the_list_asks_as_much_for_three_as_for_one_and_says_what_each_may_know(people):
    clients = [client_of(getattr(people, role)) for role in ("member", "secretary")]
    address = reverse("visits:visits", args=[people.group.pk])
    numbers = []
    for role in ("chair", "vice_chair", "member"):
        done(people, role)
        numbers.append([questions(client, address) for client in clients])
    page = clients[0].get(address).content.decode()

    assert numbers[0] == numbers[2]
    assert (page.count("A member went"), page.count("Your visit")) == (2, 1)
    assert people.chair.name not in page


def test_what_has_no_day_comes_first_then_the_latest_day(people):
    coming = booked(people, "vice_chair")
    past = done(people, "chair")
    asked = ask(people, "member")

    assert list(queries.visits_of(people.group, people.secretary)) == [asked, coming, past]
