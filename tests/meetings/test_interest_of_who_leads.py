"""Somebody who leads a meeting declares an interest: who else can lead the item is said before."""

import pytest

from meetings import actions
from tests.meetings.listening import start
from tests.meetings.pages import get, words

pytestmark = pytest.mark.django_db
NOBODY = "Nobody else who is invited can lead this item."
WARNS = "Nobody who is invited can lead “Front counter”."
OTHERS = "You do not lead this item either."


@pytest.fixture
def counter(meeting):
    return meeting.agenda.get(number=2)


def declare(person, item):
    return actions.declare_interest(actor=person, item=item, reason="I own the building")


def before(person, item):
    """What the page says to somebody who is about to declare an interest."""
    return words(get(person, "interest-declare", item.pk))


def test_the_chair_reads_who_else_can_lead_the_item(people, counter):
    said_to_chair = before(people.chair, counter)

    name = people.vice_chair.name
    assert f"{OTHERS} {name} can." in said_to_chair
    assert NOBODY not in said_to_chair


def test_the_last_who_can_lead_it_reads_that_nobody_else_can(people, counter):
    declare(people.vice_chair, counter)

    said_to_chair = before(people.chair, counter)

    assert NOBODY in said_to_chair
    assert people.vice_chair.name not in said_to_chair


def test_a_vice_chair_who_is_not_invited_does_not_count(people, meeting, counter):
    meeting.attendances.filter(user=people.vice_chair).delete()

    assert NOBODY in before(people.chair, counter)


def test_a_vice_chair_who_is_suspended_does_not_count(people, counter):
    type(people.vice_chair).objects.filter(pk=people.vice_chair.pk).update(is_active=False)

    assert NOBODY in before(people.chair, counter)


def test_an_interest_in_another_item_on_its_topic_counts_as_well(people, meeting, counter):
    more = {"title": "Front counter, again", "topic": counter.topic}
    again = meeting.agenda.create(number=4, **more)
    declare(people.vice_chair, again)

    assert NOBODY in before(people.chair, counter)


def test_an_item_that_is_over_needs_nobody_any_more(people, meeting, counter):
    for person in (people.vice_chair, people.chair):
        declare(person, counter)
    actions.open_meeting(actor=people.chair, meeting=meeting)
    pages = []
    for number in (2, 3):
        start(people, meeting, number)
        pages.append(words(get(people.secretary, "meeting", meeting.pk)))

    assert [WARNS in page for page in pages] == [True, False]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead"])
def test_who_leads_nothing_reads_nothing_of_it(people, counter, role):
    page = before(getattr(people, role), counter)

    assert [line for line in (OTHERS, NOBODY) if line in page] == []


def test_whoever_organises_reads_that_nobody_can_lead_an_item(people, meeting, counter):
    pages = []
    for person in (people.vice_chair, people.chair):
        declare(person, counter)
        pages.append(words(get(people.secretary, "meeting", meeting.pk)))

    assert [WARNS in page for page in pages] == [False, True]
    assert WARNS in words(get(people.chair, "meeting", meeting.pk))


def test_nobody_else_reads_who_has_an_interest_in_it(people, meeting, counter):
    for person in (people.vice_chair, people.chair):
        declare(person, counter)

    pages = [
        words(get(person, "meeting", meeting.pk)) for person in (people.member, people.officer)
    ]

    assert [WARNS in page for page in pages] == [False, False]
