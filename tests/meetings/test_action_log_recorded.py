"""The page for somebody without email also says what was reported of their actions."""

from datetime import timedelta

import pytest

from core.clock import now, today
from meetings import actions
from meetings.actions import PlannedAction
from tests.factories import MeetingFactory, MembershipFactory
from tests.pages.html import words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(people):
    """Of Leroy, who has no email."""
    since = now() - timedelta(days=90)
    return MembershipFactory(
        group=people.group, user__name="Leroy Bright", user__email=None, starts_at=since
    )


def reported(people, place, **more):
    action = actions.add_action(
        actor=people.chair,
        group=people.group,
        planned=PlannedAction("Ask at the bus stop", place.user, today()),
        **more,
    )
    words = "Zinnia: eleven people answered."
    return actions.report_action(actor=people.chair, action=action, words=words, partly=True)


def card(who, place):
    return words_of(signed_in(who).get(f"/people/memberships/{place.pk}/recorded/").text)


def test_it_says_what_was_reported_for_him_and_by_whom(people, place):
    reported(people, place)
    page = card(people.secretary, place)

    assert "Reported partly complete: A-1 Ask at the bus stop" in page
    assert ("Zinnia: eleven people answered." in page, people.chair.name in page) == (True, True)


def test_its_printer_reads_nothing_of_an_item_for_members(people, place):
    over = MeetingFactory(group=people.group, state="ended", ended_at=now())
    item = over.agenda.create(number=1, title="Among ourselves", members_only=True)
    reported(people, place, meeting=over, item=item)
    pages = [card(who, place) for who in (people.chair, people.secretary)]

    assert ["Zinnia" in page for page in pages] == [True, False]
