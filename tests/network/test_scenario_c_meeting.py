"""The meeting of the national topic of the scenario, with the 46 who take part in it."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from core.clock import now, today
from deliberation.actions import close_agreement_round, record_position, take_position
from deliberation.advice import numbers_in_words
from deliberation.models import Choice, Position
from meetings import actions, queries
from meetings.live import MeetingPage
from meetings.models import AgendaItem, Attendance, Presence
from meetings.quorum import presences, quorum
from meetings.video.settings import JitsiSettings
from network.models import AskedForce, Mandate, NationalTopic, NetworkForce, Representation
from tests.factories import (
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    TopicFactory,
)
from tests.meetings.pages import questions
from tests.meetings.test_query_counts import HAND, LIVE
from tests.meetings.test_telephone import KEY, NUMBERS, ask, in_call, pin
from tests.meetings.video_host import HOST, event, join, report
from tests.pages.html import tree
from tests.signing_in import signed_in

GROUPS = 31
CAME = {  # as whom, and how many
    Role.MEMBER: GROUPS,
    Role.CHAIR: 1,
    Role.VICE_CHAIR: 1,
    Role.SECRETARY: 2,
    Role.OFFICER: 7,  # five of national bodies, and two who present
    Role.OBSERVER: 2,
    Role.INTERPRETER: 2,  # one of them writes captions
}
ROOM, VIDEO, TELEPHONE = 18, 25, 3
POSITIONS = {"support": 24, "reservations": 3, "live_with": 1, "stand_aside": 1, "object": 2}
GROUPED = 2  # questions more, where groups are counted
SAID = "The next item is the sign in the street."


@pytest.fixture
def national(db, settings):
    """An open meeting of a network, and how each of 46 takes part in it."""
    telephone = {"JITSI_TELEPHONES": NUMBERS, "JITSI_TELEPHONE_KEY": KEY}
    settings.JITSI = JitsiSettings.from_mapping({**HOST, **telephone}, profile="test")
    body = Organisation.objects.create(name="National IAG Network", kind="host")
    host = AdvisoryGroup.objects.create(
        organisation=body, name="National IAG Network", code="NAT", kind="national"
    )
    roles = [role for role, number in CAME.items() for _person in range(number)]
    people = User.objects.bulk_create(
        User(name=f"{role.label} {number}", email=f"{number}@example.org")
        for number, role in enumerate(roles)
    )
    Membership.objects.bulk_create(
        Membership(user=person, group=host, role=role)
        for person, role in zip(people, roles, strict=True)
    )
    topic = TopicFactory(group=host)
    meeting = meeting_of(host, topic, people)
    of = {role: people[roles.index(role)] for role in CAME}
    with_voices(topic, people[:GROUPS], of[Role.CHAIR])
    return SimpleNamespace(topic=topic, meeting=meeting, people=people, of=of, settings=settings)


def meeting_of(host, topic, people):
    """Under way, at an item on ``topic``: the last of ``people`` in the room, others by their way."""
    meeting = MeetingFactory(group=host, starts_at=now(), state="open")
    meeting.item = AgendaItem.objects.create(meeting=meeting, number=1, title="Vans", topic=topic)
    meeting.save()
    ways = ["telephone"] * TELEPHONE + ["video"] * VIDEO + ["room"] * ROOM
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, user=person, mode=way)
        for person, way in zip(people, ways, strict=False)
    )
    Presence.objects.bulk_create(
        Presence(meeting=meeting, user=person, mode="room") for person in people[-ROOM:]
    )
    return meeting


def with_voices(topic, people, chair):
    """Each of ``people`` speaks for a force whose group recorded what it may hold."""
    host, long_ago = topic.group, now() - timedelta(days=9)
    rows = [(number, person, f"Force {number}") for number, person in enumerate(people)]
    forces = Organisation.objects.bulk_create(Organisation(name=name) for _n, _p, name in rows)
    groups = AdvisoryGroup.objects.bulk_create(
        AdvisoryGroup(organisation=force, name=f"Lead group {number}", code=f"F{number}")
        for number, force in enumerate(forces)
    )
    leads = NetworkForce.objects.bulk_create(
        NetworkForce(
            host=host,
            organisation=group.organisation,
            lead_group=group,
            state="agreed",
            code=group.code,
        )
        for group in groups
    )
    national_topic = NationalTopic.objects.create(
        topic=topic, closes_on=today(), state="open", opened_at=long_ago
    )
    accepted = {"standing": "force", "state": "accepted"}
    accepted |= {"answered_by": chair, "answered_at": long_ago}
    asked = AskedForce.objects.bulk_create(
        AskedForce(national_topic=national_topic, force=force, group=force.lead_group, **accepted)
        for force in leads
    )
    let_in = {"named_by": chair, "admitted_by": chair, "admitted_at": long_ago}
    Representation.objects.bulk_create(
        Representation(force=row.force, group=row.group, user=person, **let_in)
        for row, person in zip(asked, people, strict=True)
    )
    Mandate.objects.bulk_create(
        Mandate(asked=row, kind="free", recorded_by=chair, recorded_at=long_ago) for row in asked
    )


def come_into_the_call(national):
    """28 at home: 25 on video, and three who ring in with their PIN. The room of each."""
    meeting, people = national.meeting, national.people
    for person in people[:TELEPHONE]:
        assert ask({"cid": pin(person, meeting, national.settings)}).json()["token"]
    there = [in_call(person, meeting) for person in people[:TELEPHONE]]
    there += [join(person, meeting) for person in people[TELEPHONE : TELEPHONE + VIDEO]]
    assert report(*(event("joined", each) for each in there), here=there) == []
    return {each["room"] for each in there}


def drawn_for_everybody(national, django_assert_max_num_queries):
    """The queue as each sees it, by name, after a hand went up."""
    page, ids = MeetingPage(), [person.pk for person in national.people]
    with django_assert_max_num_queries(HAND):
        thing = page.find(national.meeting.stream)
        audiences = page.audiences(thing, ids)
        regions = page.draw_for_each(thing, set(audiences.values()), ["queue"])
    assert audiences.keys() == set(ids)
    names = [tree(drawn["queue"]).find_class("app-queue__name") for drawn in regions.values()]
    return {tuple(" ".join(name.text_content().split()) for name in each) for each in names}


def test_c_t5_46_are_in_one_meeting_with_one_queue_however_they_come(
    national, django_assert_max_num_queries
):
    """Those on the telephone by the secretary; to open or redraw the page costs as for two."""
    meeting, of, people = national.meeting, national.of, national.people
    few = meeting_of(meeting.group, national.topic, [of[Role.CHAIR], of[Role.SECRETARY]])
    rooms = come_into_the_call(national)
    ways = Counter(Presence.objects.filter(meeting=meeting, ended_at=None).values_list("mode"))
    asking = [people[1], people[7], of[Role.OFFICER], people[0], people[20]]
    for person in asking:
        if person in people[:TELEPHONE]:
            actions.raise_hand_for(actor=of[Role.SECRETARY], meeting=meeting, user=person)
        else:
            actions.raise_hand(actor=person, meeting=meeting)
    costs = {
        role: [
            questions(signed_in(of[role]), reverse("meetings:live", args=[each.pk]))
            for each in (few, meeting)
        ]
        for role in (Role.CHAIR, Role.SECRETARY)
    }

    assert rooms == {meeting.room_name}
    assert {way: number for (way,), number in ways.items()} == {
        "room": ROOM,
        "video": VIDEO,
        "telephone": TELEPHONE,
    }
    assert drawn_for_everybody(national, django_assert_max_num_queries) == {
        tuple(person.name for person in asking)
    }
    by = [entry.recorded_by_id for entry in queries.floor_of(meeting).queue]
    secretary = of[Role.SECRETARY].pk
    assert by == [secretary, None, None, secretary, None]
    assert costs[Role.CHAIR] == [LIVE + GROUPED] * 2
    assert costs[Role.SECRETARY] == [LIVE + GROUPED + 1] * 2  # who sees everybody invited, too


def test_c_t5_captions_are_read_by_all_46_and_31_groups_hold_a_position_each(national):
    meeting, of, people = national.meeting, national.of, national.people
    Presence.objects.bulk_create(
        Presence(meeting=meeting, user=person, mode="video") for person in people[:-ROOM]
    )
    actions.arrange_captions(
        actor=of[Role.SECRETARY], meeting=meeting, address="", captioner=of[Role.INTERPRETER]
    )
    actions.write_captions(
        actor=of[Role.INTERPRETER], meeting=meeting, item_id=meeting.item_id, text=SAID
    )
    stranger = MembershipFactory().user
    read = [lines_for(person, meeting) for person in (*people, stranger)]
    asked = actions.open_round(
        actor=of[Role.CHAIR], meeting=meeting, key_message=KeyMessageFactory(topic=national.topic)
    )
    choices = [choice for choice, number in POSITIONS.items() for _group in range(number)]
    for person, choice in zip(people[:GROUPS], choices, strict=True):
        reason = "It costs money." if choice in {"reservations", "object"} else ""
        what = {"agreement_round": asked, "choice": Choice(choice), "reason": reason}
        if person in people[:TELEPHONE]:
            by_telephone = {"user": person, "via": Position.Via.TELEPHONE}
            record_position(actor=of[Role.SECRETARY], **what, **by_telephone)
        else:
            take_position(actor=person, **what)
    close_agreement_round(actor=of[Role.CHAIR], agreement_round=asked)
    asked.refresh_from_db()
    here = quorum(meeting, presences(meeting))

    assert read == [*[[SAID]] * 46, []]
    assert (here.unit, here.here, asked.unit, asked.entitlements.count()) == (
        "groups", GROUPS, "groups", GROUPS,
    )  # fmt: skip
    assert asked.outcome == "majority_with_dissent"
    assert numbers_in_words(asked) == (
        "24 support, 3 with reservations, 1 can live with it, 1 stand aside, 2 object,"
        " one position for each group"
    )


def lines_for(person, meeting):
    """What somebody reads of the captions, as their page asks."""
    return [line.text for line in queries.captions_for(person, meeting).lines]
