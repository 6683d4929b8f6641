"""How the chair leads the floor: its order, the time of a turn, points, and whom they ask."""

from datetime import timedelta

import pytest

from core import clock
from meetings import actions, queries
from meetings.models import Attendance
from tests.meetings.on_the_floor import call, drawn, finish, hand, names, rules
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, region, words

pytestmark = pytest.mark.django_db
CHAIR_ONLY = "Only the chair can do this."


# --- The order ---------------------------------------------------------------------------


def test_the_chair_changes_the_order_and_everybody_reads_it_above_the_queue(people, open_meeting):
    hand(people.police_lead, open_meeting)
    hand(people.member, open_meeting)
    assert "Order: order of asking." in region(
        get(people.observer, "live", open_meeting.pk), "queue"
    )

    with recorded() as records:
        rules(people, open_meeting, remote=True)

    assert records == [("floor_rules.changed", people.chair.pk, {"meeting_id": open_meeting.pk})]
    sentence = "Order: remote first, then by turns with the room, then order of asking."
    assert sentence in region(get(people.observer, "live", open_meeting.pk), "queue")
    assert names(open_meeting) == [("Doreen", "waiting", 1), ("Rob", "waiting", 2)]


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer", "stranger"])
def test_only_the_chair_changes_it(people, open_meeting, role):
    chosen = {"fresh_first": True, "remote_first": False, "soft_limit": None}
    with refused(CHAIR_ONLY):
        actions.set_floor_rules(actor=getattr(people, role), meeting=open_meeting, **chosen)


def test_whoever_spoke_waits_for_those_who_have_not(people, open_meeting):
    spoke = hand(people.member, open_meeting)
    call(people, spoke)
    finish(people, spoke)
    hand(people.member, open_meeting)
    hand(people.officer, open_meeting)

    rules(people, open_meeting, fresh=True)

    assert names(open_meeting) == [("Dele", "waiting", 1), ("Doreen", "waiting", 2)]


def test_after_somebody_remote_it_is_the_turn_of_the_room(people, open_meeting, leroy):
    rules(people, open_meeting, remote=True)
    first = hand(people.member, open_meeting)
    actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)
    hand(people.officer, open_meeting)

    call(people, first)
    assert names(open_meeting)[1:] == [("Dele", "waiting", 1), ("Leroy", "waiting", 2)]
    finish(people, first)

    assert names(open_meeting) == [("Dele", "waiting", 1), ("Leroy", "waiting", 2)]


def test_the_form_keeps_what_was_chosen_and_says_what_is_wrong(people, open_meeting):
    answer = press(
        people.chair,
        "floor-rules-set",
        open_meeting.pk,
        fields={"fresh_first": "on", "soft_limit": "3"},
    )
    assert answer.url == f"/meetings/{open_meeting.pk}/live/"
    open_meeting.refresh_from_db()
    kept = (open_meeting.fresh_first, open_meeting.remote_first, open_meeting.soft_limit)
    assert kept == (True, False, 3)

    answer = press(
        people.chair,
        "floor-rules-set",
        open_meeting.pk,
        fields={"soft_limit": "600"},
        headers={"hx-request": "true"},
    )
    assert (answer.status_code, answer.text) == (422, "Select a time from the list")


# --- The time of a turn ------------------------------------------------------------------


def test_everybody_sees_since_when_somebody_speaks_and_the_chair_is_warned(people, open_meeting):
    rules(people, open_meeting, limit=2)
    call(people, hand(people.member, open_meeting))

    chair, member = (drawn(person, open_meeting, "now") for person in (people.chair, people.member))

    assert ("data-since=" in chair, "data-since=" in member) == (True, True)
    assert ('data-limit="2"' in member, "over 2 minutes" in member) == (True, True)
    assert ("data-warns" in chair, "data-warns" in member) == (True, False)


def test_without_a_limit_nobody_is_warned(people, open_meeting):
    call(people, hand(people.member, open_meeting))

    bar = drawn(people.chair, open_meeting, "now")

    assert ("data-since=" in bar, "data-limit" in bar, "data-over" in bar) == (True, False, False)


# --- Whom the chair asks -----------------------------------------------------------------


def test_the_chair_asks_an_observer_who_may_raise_no_hand(people, open_meeting):
    first = hand(people.member, open_meeting)
    call(people, first)

    with recorded() as records:
        actions.call_person(actor=people.chair, meeting=open_meeting, user=people.observer)

    assert [(event, actor) for event, actor, _facts in records] == [
        ("speaker.called", people.chair.pk)
    ]
    assert names(open_meeting) == [(people.observer.name.split()[0], "speaking", 0)]
    assert "called by the chair" in region(get(people.member, "live", open_meeting.pk), "queue")


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer"])
def test_nobody_else_asks_anybody(people, open_meeting, role):
    with refused(CHAIR_ONLY):
        actions.call_person(actor=getattr(people, role), meeting=open_meeting, user=people.observer)


def test_nobody_is_asked_who_takes_no_part_is_away_or_waits_already(people, open_meeting, newcomer):
    reason = "They cannot speak now: they sent apologies, or the item is not for them."
    apologies = Attendance.Mode.APOLOGIES
    actions.say_attendance(actor=people.officer, meeting=open_meeting, mode=apologies)
    actions.declare_interest(actor=people.vice_chair, item=open_meeting.item, reason="My brother")
    for person in (people.officer, people.vice_chair, newcomer, people.stranger):
        with refused(reason):
            actions.call_person(actor=people.chair, meeting=open_meeting, user=person)
    hand(people.member, open_meeting)
    with refused("They are in the queue already. Call them there."):
        actions.call_person(actor=people.chair, meeting=open_meeting, user=people.member)


def test_the_chair_chooses_among_those_who_are_here(people, open_meeting):
    actions.come_in(actor=people.observer, meeting=open_meeting, mode=Attendance.Mode.VIDEO)
    page = get(people.chair, "live", open_meeting.pk)
    assert f'<option value="{people.observer.pk}">' in page.text
    assert "Ask somebody to speak" not in words(get(people.secretary, "live", open_meeting.pk))

    press(people.chair, "person-call", open_meeting.pk, fields={"user": people.observer.pk})

    assert [hand.user_id for hand in queries.floor_of(open_meeting).queue] == [people.observer.pk]


# --- What everybody sees of how it is shared ---------------------------------------------


def test_everybody_reads_how_the_floor_is_shared_in_numbers_without_a_name(people, open_meeting):
    for role in ("member", "police_lead"):
        way = Attendance.Mode.VIDEO if role == "member" else Attendance.Mode.ROOM
        actions.come_in(actor=getattr(people, role), meeting=open_meeting, mode=way)
    start = clock.now()
    with clock.at(start):
        turn = hand(people.member, open_meeting)
        call(people, turn)
    with clock.at(start + timedelta(minutes=3)):
        finish(people, turn)

    for role in ("chair", "member", "observer"):
        strip = region(get(getattr(people, role), "live", open_meeting.pk), "turns")
        assert "On video 1 turn, 3 minutes 1 of 1 has spoken" in strip
        assert "In the room 0 turns 0 of 1 has spoken" in strip
        assert "Doreen" not in strip


def test_the_page_of_a_meeting_that_is_over_says_it_too(people, open_meeting):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Attendance.Mode.VIDEO)
    actions.come_in(actor=people.officer, meeting=open_meeting, mode=Attendance.Mode.ROOM)
    start = clock.now()
    with clock.at(start):
        call(people, hand(people.member, open_meeting))
    heading = "How the floor was shared"
    assert heading not in words(get(people.observer, "meeting", open_meeting.pk))
    with clock.at(start + timedelta(minutes=4)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)

        page = words(get(people.observer, "meeting", open_meeting.pk))

    assert f"{heading} On video 1 turn, 4 minutes" in page
    assert "has spoken" not in page


# --- What those who lead keep an eye on --------------------------------------------------


@pytest.mark.parametrize(
    ("role", "named", "counted"),
    [("chair", True, True), ("secretary", False, True), ("member", False, False)],
)
def test_the_chair_alone_reads_who_has_not_answered(people, full, role, named, counted):
    part = drawn(getattr(people, role), full, "watch")

    assert ("Leroy Samuels" in part, "have answered" in part) == (named, counted)


def test_a_chair_who_declared_an_interest_reads_no_name(people, full):
    actions.declare_interest(actor=people.vice_chair, item=full.item, reason="My brother")

    assert "Leroy Samuels" in drawn(people.chair, full, "watch")
    assert "Leroy Samuels" not in drawn(people.vice_chair, full, "watch")
    # Nor when the next item has begun, of which they take part, and the round goes on.
    following = full.agenda.exclude(pk=full.item_id).first()
    actions.start_item(actor=people.chair, meeting=full, item=following)
    assert "Leroy Samuels" in drawn(people.chair, full, "watch")
    assert "Leroy Samuels" not in drawn(people.vice_chair, full, "watch")


def test_those_who_lead_see_who_left_from_elsewhere_and_is_not_back(people, open_meeting):
    for person, way in ((people.member, "video"), (people.police_lead, "room")):
        actions.come_in(actor=person, meeting=open_meeting, mode=Attendance.Mode(way))
        actions.leave(actor=person, meeting=open_meeting)

    seen = {
        role: drawn(getattr(people, role), open_meeting, "watch")
        for role in ("chair", "secretary", "member", "observer")
    }
    assert {role: "Doreen Whitcombe" in part for role, part in seen.items()} == {
        "chair": True,
        "secretary": True,
        "member": False,
        "observer": False,
    }
    assert "Rob Ansty" not in seen["chair"]
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Attendance.Mode.TELEPHONE)
    assert "Doreen" not in drawn(people.chair, open_meeting, "watch")
