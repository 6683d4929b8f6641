"""Ask the members in a meeting: who is asked, how many are needed, when positions lapse."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from deliberation.actions import close_agreement_round, take_position
from deliberation.models import Choice
from meetings import actions
from meetings.models import Attendance, Meeting
from tests.factories import KeyMessageFactory
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import HTMX
from tests.signing_in import signed_in

CHAIR_ONLY = "Only the chair can do this."


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, proposed_by=people.member)


def on_the_screen(meeting):
    return Meeting.objects.get(pk=meeting.pk).wording


def test_asked_are_the_members_who_did_not_send_apologies(people, open_meeting, message, leroy):
    actions.say_attendance(
        actor=people.vice_chair, meeting=open_meeting, mode=Attendance.Mode.APOLOGIES
    )

    with recorded() as records:
        agreement_round = actions.open_round(
            actor=people.chair, meeting=open_meeting, key_message=message
        )

    entitled = set(agreement_round.entitlements.values_list("user__name", "mode", "recused"))
    assert entitled == {
        ("Marjorie Penhale", "room", False),
        ("Doreen Whitcombe", "video", False),
        ("Leroy Samuels", "telephone", False),
    }
    assert (agreement_round.meeting_id, on_the_screen(open_meeting)) == (
        open_meeting.pk,
        agreement_round.wording,
    )
    assert [event for event, _, _ in records] == ["agreement_round.opened", "wording.shown"]


def test_who_left_the_group_or_was_suspended_is_not_asked(people, open_meeting, message, ama):
    Membership.objects.filter(user=ama).update(ends_at=open_meeting.opened_at)
    people.member.is_active = False
    people.member.save()

    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )

    names = set(agreement_round.entitlements.values_list("user__name", flat=True))
    assert names == {"Marjorie Penhale", "Tariq Osmani"}


def test_the_quorum_is_of_the_whole_roll_and_not_of_those_present(
    people, open_meeting, message, more_members
):
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )

    assert (
        Membership.objects.filter(
            group=people.group, role__in=("chair", "vice_chair", "member")
        ).count()
        == 12
    )
    assert (agreement_round.entitlements.count(), agreement_round.quorum) == (3, 4)


def test_one_round_at_a_time_in_a_meeting(people, open_meeting, message):
    first = actions.open_round(actor=people.chair, meeting=open_meeting, key_message=message)
    second = KeyMessageFactory(topic=message.topic)
    with refused("Another round is open. Close it first."):
        actions.open_round(actor=people.chair, meeting=open_meeting, key_message=second)

    close_agreement_round(actor=people.chair, agreement_round=first)
    actions.open_round(actor=people.chair, meeting=open_meeting, key_message=second)

    assert on_the_screen(open_meeting).key_message == second


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead", "observer", "stranger"])
def test_only_the_chair_asks(people, open_meeting, message, role):
    with refused(CHAIR_ONLY):
        actions.open_round(actor=getattr(people, role), meeting=open_meeting, key_message=message)


def test_a_new_wording_in_the_meeting_makes_positions_lapse(people, open_meeting, message):
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    take_position(actor=people.member, agreement_round=agreement_round, choice=Choice.SUPPORT)

    wording = actions.word_key_message(
        actor=people.secretary, meeting=open_meeting, key_message=message, text="Keep it", after=1
    )
    agreement_round.refresh_from_db()

    assert (agreement_round.state, on_the_screen(open_meeting)) == ("lapsed", wording)


def test_the_chair_closes_the_round_with_one_press_on_the_live_page(people, open_meeting, message):
    asked = actions.open_round(actor=people.chair, meeting=open_meeting, key_message=message)
    close = reverse("deliberation:round-close", args=[asked.pk])

    answer = signed_in(people.chair).post(close, headers=HTMX)

    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (204, "closed")
