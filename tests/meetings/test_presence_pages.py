"""The pages on which people say that they are here, and are checked in and out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import clock
from meetings import actions
from meetings.models import Attendance, Meeting, Presence
from meetings.turnout import turnout
from tests.meetings.pages import HTMX, get, press, region, url, words
from tests.meetings.there import after, presences
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
Mode = Attendance.Mode
ASKED = "How are you taking part?"


@pytest.fixture
def ended(people, open_meeting):
    """It was open for two hours; Doreen was there for one of them."""
    with clock.at(after(open_meeting, 10)):
        actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    with clock.at(after(open_meeting, 70)):
        actions.leave(actor=people.member, meeting=open_meeting)
    with clock.at(after(open_meeting, 120)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)
    return Meeting.objects.get(pk=open_meeting.pk)


def clock_of(meeting, minutes):
    return timezone.localtime(after(meeting, minutes)).strftime("%H:%M")


def times(meeting, came, left, mode="room"):
    ends = {"came": clock_of(meeting, came), "left": clock_of(meeting, left) if left else ""}
    return {"mode": mode, **ends}


def test_the_live_page_asks_until_one_has_said_it_and_then_offers_to_leave(people, open_meeting):
    before = get(people.member, "live", open_meeting.pk)
    press(people.member, "presence-say", open_meeting.pk, fields={"mode": "telephone"})
    after_it = get(people.member, "live", open_meeting.pk)
    left = press(people.member, "presence-leave", open_meeting.pk, headers=HTMX)

    assert ASKED in region(before, "here")
    assert "I am leaving" not in region(before, "here")
    assert ASKED not in region(after_it, "here")
    assert "I am leaving" in region(after_it, "here")
    assert left.status_code == 204
    assert ASKED in region(get(people.member, "live", open_meeting.pk), "here")
    assert problems(before) == problems(after_it) == []


@pytest.mark.parametrize("mode", ["", "apologies", "unknown", "by pigeon"])
def test_what_is_no_way_to_be_there_is_not_taken(people, open_meeting, mode):
    answer = press(
        people.member, "presence-say", open_meeting.pk, fields={"mode": mode}, headers=HTMX
    )

    assert (answer.status_code, answer.content.decode()) == (422, "Select how you take part.")
    assert not Presence.objects.exists()


def test_everybody_in_the_meeting_reads_who_is_here_in_which_way(people, open_meeting, leroy):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    actions.come_in(actor=people.secretary, meeting=open_meeting, mode=Mode.TELEPHONE, user=leroy)
    here = "Who is here 1 on video 1 on the telephone Names"
    names = f"{here} On video Doreen Whitcombe On the telephone Leroy Samuels"

    for role in ("chair", "member", "observer", "police_lead"):
        page = get(getattr(people, role), "live", open_meeting.pk)
        assert region(page, "people").startswith(names)
    assert "Tariq" not in region(page, "people")  # he is invited, and is not here


def test_who_is_here_is_not_asked_how_they_will_take_part(people, open_meeting):
    before = words(get(people.member, "meeting", open_meeting.pk))
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)
    here = words(get(people.member, "meeting", open_meeting.pk))

    asked = "How will you take part?"
    assert [asked in before, asked in here] == [True, False]
    assert "You are on the list of who is here." in here


def test_who_does_not_sit_in_the_meeting_reads_numbers_and_no_names(people, open_meeting, newcomer):
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Mode.VIDEO)

    page = words(get(newcomer, "meeting", open_meeting.pk))

    assert "Who is here 1 on video" in page
    assert "Doreen" not in page


def test_the_secretary_checks_leroy_in_and_out_on_one_page(people, open_meeting, leroy):
    address = url("presences", open_meeting.pk)
    answer = press(
        people.secretary, "presence-record", open_meeting.pk, leroy.pk, fields={"mode": "telephone"}
    )
    here = words(get(people.secretary, "presences", open_meeting.pk))
    ended = press(people.secretary, "presence-end", open_meeting.pk, leroy.pk)

    assert answer.url == ended.url == f"{address}#person-{leroy.pk}"
    assert "Leroy Samuels Here On the telephone since" in here
    assert "(written down by Sally Treloar)" in here
    assert "Tariq Osmani Before the meeting: in the room" in here
    [(mode, came, left)] = presences(leroy)
    assert (mode, came, left is None) == ("telephone", 0, False)
    assert problems(get(people.secretary, "presences", open_meeting.pk)) == []


def test_the_page_is_for_the_chair_and_the_secretary_once_it_has_begun(people, meeting, ended):
    roles = ("chair", "secretary", "member", "police_lead", "observer")
    seen = [get(getattr(people, role), "presences", ended.pk).status_code for role in roles]

    assert seen == [200, 200, 403, 403, 403]
    assert "Correct" not in words(get(people.chair, "presences", ended.pk))


def test_who_was_there_stays_on_the_record_when_their_invitation_is_taken_back(
    people, open_meeting
):
    actions.come_in(actor=people.observer, meeting=open_meeting, mode=Mode.ROOM)
    with clock.at(after(open_meeting, 10)):
        invited = open_meeting.attendances.get(user=people.observer)
        actions.withdraw_invitation(actor=people.chair, attendance=invited)
    with clock.at(after(open_meeting, 120)):
        actions.end_meeting(actor=people.chair, meeting=open_meeting)

    page = words(get(people.secretary, "presences", open_meeting.pk))
    meeting = Meeting.objects.get(pk=open_meeting.pk)

    assert f"{people.observer.name} In the room from" in page
    assert turnout(meeting).people[people.observer.pk] == "In the room"


def test_one_press_says_afterwards_that_somebody_was_there_all_the_time(people, ended):
    press(
        people.secretary, "presence-record", ended.pk, people.vice_chair.pk, fields={"mode": "room"}
    )

    assert presences(people.vice_chair) == [("room", 0, 120)]


def test_the_secretary_adds_a_time_and_what_is_wrong_is_said_beside_it(people, ended):
    client, address = signed_in(people.secretary), url("presence-add", ended.pk, people.chair.pk)
    early = client.post(address, times(ended, -20, 30))
    backwards = client.post(address, times(ended, 40, 30))
    overlapping = client.post(url("presence-add", ended.pk, people.member.pk), times(ended, 60, 90))
    right = client.post(address, times(ended, 20, 30))

    assert "when the meeting was open" in words(early)
    assert "The time they left must be after the time they came" in words(backwards)
    assert f'value="{clock_of(ended, 40)}"' in backwards.content.decode()
    assert "They were there at that time already." in words(overlapping)
    statuses = [answer.status_code for answer in (early, backwards, overlapping, right)]
    assert statuses == [422, 422, 403, 302]
    [(mode, _came, _left)] = presences(people.chair)
    assert mode == "room"


def test_what_is_not_changed_stays_to_the_second(people, ended):
    presence = Presence.objects.get()
    answer = press(people.secretary, "presence-correct", presence.pk, fields=times(ended, 10, 70))

    corrected = Presence.objects.get()
    assert answer.status_code == 302
    assert (corrected.began_at, corrected.ended_at) == (presence.began_at, presence.ended_at)
    assert (corrected.mode, corrected.recorded_by) == ("room", people.secretary)


def test_a_stay_within_one_minute_can_be_corrected(people, ended):
    Presence.objects.update(ended_at=after(ended, 10) + timedelta(milliseconds=1))
    presence = Presence.objects.get()
    press(people.secretary, "presence-correct", presence.pk, fields=times(ended, 10, 10))

    corrected = Presence.objects.get()
    assert (corrected.began_at, corrected.ended_at) == (presence.began_at, presence.ended_at)
    assert corrected.mode == "room"


def test_the_history_says_what_it_was_for_the_chair_and_the_secretary_alone(people, ended):
    presence = Presence.objects.get()
    press(people.secretary, "presence-correct", presence.pk, fields=times(ended, 10, 70))

    page = words(get(people.chair, "presences", ended.pk))
    assert "Corrected when somebody was there: Doreen Whitcombe From On video from" in page
    assert "What was corrected" in page
    for role in ("member", "observer"):
        assert "Corrected when" not in words(get(getattr(people, role), "meeting", ended.pk))


def test_removing_asks_first(people, ended):
    presence = Presence.objects.get()
    asked = get(people.secretary, "presence-remove", presence.pk)
    press(people.secretary, "presence-remove", presence.pk)

    assert "Remove this time of Doreen Whitcombe?" in words(asked)
    assert not Presence.objects.exists()


def test_of_another_group_nobody_knows_who_was_there(people, ended):
    presence = Presence.objects.get()
    for address in (
        url("presences", ended.pk),
        url("presence-add", ended.pk, people.member.pk),
        reverse("meetings:presence-correct", args=[presence.pk]),
        reverse("meetings:presence-remove", args=[presence.pk]),
    ):
        assert signed_in(people.stranger).get(address).status_code == 404
