"""How many questions a page asks the database: pinned, and the same for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from deliberation.models import KeyMessage, Space
from meetings.live import MeetingPage
from meetings.models import Attendance, SpeakerRequest
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PostFactory,
    TopicFactory,
)
from tests.signing_in import signed_in

ROLES = ("chair", "member", "secretary", "police_lead", "observer")
HOME, LIST, TOPIC, LIVE, HAND = 7, 6, 9, 10, 5
RAISE, LOWER = 19, 14  # statements of the whole request, with those that begin and end its change


def queries(user, *addresses):
    """How many each page asks when it is looked at again."""
    client, counts = signed_in(user), []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        counts.append((answer.status_code, len(asked)))
    return counts


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("role", ROLES)
def test_home_the_list_and_a_topic(people, role, number):
    MeetingFactory(group=people.group, state="ended")  # it has met before
    topics = TopicFactory.create_batch(number, group=people.group)
    for topic in topics:
        topic.guests.create(user=people.police_lead)
        topic.guests.create(user=people.observer)
        PostFactory.create_batch(number, topic=topic, author=people.vice_chair)
    addresses = [reverse("home"), reverse("deliberation:topics"), topics[0].get_absolute_url()]

    counts = queries(getattr(people, role), *addresses)

    assert [status for status, _number in counts] == [200, 200, 200]
    assert all(
        asked <= most for (_, asked), most in zip(counts, (HOME, LIST, TOPIC), strict=True)
    ), counts


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_once_more_for_those_whose_groups_have_not_met(people, number):
    for _ in range(number):
        MembershipFactory(user=people.chair, role="chair")
    [(status, asked)] = queries(people.chair, reverse("home"))

    assert (status, asked <= HOME + 1) == (200, True)


@pytest.fixture(params=[1, 3])
def meeting(request, people):
    """An open meeting with as many items, and as many people with a hand up."""
    meeting = MeetingFactory(group=people.group, state="open")
    for _ in range(request.param):
        AgendaItemFactory(meeting=meeting, topic=TopicFactory(group=people.group))
    for role in ROLES:
        AttendanceFactory(meeting=meeting, user=getattr(people, role), mode=Attendance.Mode.VIDEO)
    for role in ROLES[: request.param]:
        SpeakerRequest.objects.create(meeting=meeting, user=getattr(people, role), mode="video")
    return meeting


@pytest.mark.parametrize("role", ROLES)
def test_a_live_meeting(people, meeting, role):
    [(status, asked)] = queries(getattr(people, role), reverse("meetings:live", args=[meeting.pk]))

    assert status == 200
    assert asked <= LIVE + (role == "secretary")  # who also sees everybody who is invited


@pytest.mark.parametrize(("state", "is_over"), [("called", False), ("ended", True)])
def test_the_page_of_a_meeting_asks_what_was_decided_once_it_is_over(people, state, is_over):
    meeting = MeetingFactory(group=people.group, state=state)
    topic = TopicFactory(group=people.group)
    AgendaItemFactory(meeting=meeting, topic=topic)
    message = KeyMessageFactory(topic=topic, state=KeyMessage.State.AGREED)
    client = signed_in(people.member)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(meeting.get_absolute_url())

    first = [query["sql"].partition(" FROM ")[2].split(" ")[0] for query in asked.captured_queries]
    is_read = message.reference in answer.content.decode()
    assert (first.count('"deliberation_keymessage"'), is_read) == (int(is_over), is_over)


def test_a_hand_costs_no_more_for_five_kinds_of_people_than_for_one(people, meeting):
    page, counts = MeetingPage(), []
    for crowd in (ROLES[1:2], ROLES):
        ids = User.objects.filter(pk__in=[getattr(people, role).pk for role in crowd])
        ids = list(ids.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as asked:
            thing = page.find(meeting.stream)
            for audience in set(page.audiences(thing, ids).values()):
                page.draw(thing, audience, page.changed_by(["hand.raised"]))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= HAND


def test_a_hand_that_goes_up_and_down(people, meeting):
    meeting.requests.all().delete()
    client, counts = signed_in(people.member), []
    for name in ("hand-raise", "my-hand-lower") * 2:
        with CaptureQueriesContext(connection) as asked:
            client.post(reverse(f"meetings:{name}", args=[meeting.pk]), headers={"HX-Request": "1"})
        counts.append(len(asked))

    assert [states.state for states in meeting.requests.all()] == ["lowered", "lowered"]
    assert (counts[2] <= RAISE, counts[3] <= LOWER) == (True, True), counts


def test_a_members_space_costs_no_more_than_the_shared_one(people):
    topic = TopicFactory(group=people.group)
    PostFactory.create_batch(3, topic=topic, space=Space.MEMBERS)

    [shared, members] = queries(
        people.member, topic.get_absolute_url(), topic.url_of(Space.MEMBERS)
    )

    assert shared == members
