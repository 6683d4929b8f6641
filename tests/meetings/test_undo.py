"""The end of a meeting, and of a round in it, is taken back for a minute, on the live page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.policy import Refused
from deliberation.actions import close_agreement_round, take_position
from meetings import actions
from meetings.models import Meeting, SpeakerRequest
from tests.factories import KeyMessageFactory
from tests.meetings.outcomes import recorded
from tests.meetings.pages import HTMX, get, press, region, words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_the_meeting_is_open_as_it_was_with_its_hands_and_its_round(
    people, open_meeting, topic, leroy
):
    speaker = actions.raise_hand(actor=people.member, meeting=open_meeting)
    actions.raise_hand_for(actor=people.secretary, meeting=open_meeting, user=leroy)
    actions.call_speaker(actor=people.chair, request=speaker)
    lowered = actions.raise_hand(actor=people.vice_chair, meeting=open_meeting)
    actions.lower_hand(actor=people.vice_chair, request=lowered)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=KeyMessageFactory(topic=topic)
    )
    active = SpeakerRequest.objects.filter(state__in=SpeakerRequest.ACTIVE)
    fields = ("user", "state", "mode", "asked_at", "called_at", "recorded_by")
    before = list(active.values_list(*fields))
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    with recorded() as records:
        actions.reopen_meeting(actor=people.chair, meeting=open_meeting)
    open_meeting.refresh_from_db()

    assert list(active.values_list(*fields)) == before
    assert open_meeting.state == Meeting.State.OPEN
    assert (open_meeting.ended_at, open_meeting.ended_by) == (None, None)
    assert open_meeting.wording == agreement_round.wording
    assert [event for event, _, _ in records] == ["meeting.reopened"]


@pytest.mark.parametrize("role", ["vice_chair", "secretary", "member"])
def test_only_whoever_ended_it_takes_that_back(people, open_meeting, role):
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    with pytest.raises(Refused):
        actions.reopen_meeting(actor=getattr(people, role), meeting=open_meeting)


def test_after_a_minute_the_end_stands(people, open_meeting):
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    with clock.at(open_meeting.ended_at + timedelta(seconds=61)), pytest.raises(Refused):
        actions.reopen_meeting(actor=people.chair, meeting=open_meeting)


def test_of_two_presses_the_second_is_refused(people, open_meeting):
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    stale = Meeting.objects.get(pk=open_meeting.pk)
    actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    with pytest.raises(Refused):
        actions.reopen_meeting(actor=people.chair, meeting=stale)


def test_the_button_stands_where_it_was_ended_and_leads_back(people, open_meeting):
    press(people.chair, "meeting-end", open_meeting.pk)
    button = "Undo: open the meeting again"
    assert button in words(get(people.chair, "meeting", open_meeting.pk))
    assert button not in words(get(people.vice_chair, "meeting", open_meeting.pk))

    answer = press(people.chair, "meeting-reopen", open_meeting.pk)

    assert answer.url == f"/meetings/{open_meeting.pk}/live/"
    assert "Raise my hand" in words(get(people.member, "live", open_meeting.pk))


def test_a_round_that_was_closed_too_early_is_taken_back_on_the_live_page(
    people, open_meeting, topic
):
    message = KeyMessageFactory(topic=topic)
    agreement_round = actions.open_round(
        actor=people.chair, meeting=open_meeting, key_message=message
    )
    take_position(actor=people.member, agreement_round=agreement_round, choice="support")
    close_agreement_round(actor=people.chair, agreement_round=agreement_round)
    button = "Undo: collect answers again"
    assert button in region(get(people.chair, "live", open_meeting.pk), "round")
    assert button not in region(get(people.vice_chair, "live", open_meeting.pk), "round")

    address = reverse("deliberation:round-reopen", args=[agreement_round.pk])
    assert signed_in(people.chair).post(address, headers=HTMX).status_code == 204
    assert "1 of" in region(get(people.member, "live", open_meeting.pk), "round")
