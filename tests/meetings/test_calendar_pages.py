"""The page about meetings in one's own calendar: an address is made, replaced, turned off."""

import pytest
from django.test import Client

from meetings import actions
from meetings.models import CalendarFeed
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def opens(token):
    return Client().get(f"/calendar/{token}.ics").status_code


def test_the_address_is_made_by_a_press_and_shown_this_once(people):
    client = signed_in(people.member, fresh=True)
    answer = client.get("/meetings/my-calendar/address/")
    shown = client.post("/meetings/my-calendar/address/")
    address = shown.context["address"]

    assert (answer.status_code, CalendarFeed.objects.count()) == (200, 1)
    assert address in shown.content.decode()
    assert Client().get(address.removeprefix("http://localhost")).status_code == 200
    assert address not in client.get("/meetings/my-calendar/").content.decode()


def test_an_address_asks_for_the_second_factor_anew(people):
    answer = signed_in(people.member).post("/meetings/my-calendar/address/")

    assert ("reauthenticate" in answer["Location"], CalendarFeed.objects.count()) == (True, 0)


def test_it_is_turned_off_after_asking_once_more(people):
    token = actions.create_calendar(actor=people.member)
    client = signed_in(people.member)
    client.get("/meetings/my-calendar/off/")
    before = opens(token)
    answer = client.post("/meetings/my-calendar/off/", follow=True)

    assert (before, opens(token)) == (200, 404)
    assert b"The calendar is off." in answer.content
    assert b"Get an address" in answer.content


def test_a_reader_of_an_organisation_is_told_why_there_is_none():
    page = signed_in(UserFactory()).get("/meetings/my-calendar/").content.decode()

    assert "You belong to no group, so there are no meetings for your calendar." in page
    assert "Get an address" not in page
