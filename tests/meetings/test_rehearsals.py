"""Sound and picture tried before a meeting: in a room of one's own, of which nothing is of record."""

from datetime import timedelta

import jwt
import pytest

from accounts.actions import suspend_person
from core import clock
from core.audit.models import Record
from core.clock import now
from core.notices.kinds import named
from meetings import actions
from meetings.models import Attendance, Presence, Rehearsal, VideoGrant
from meetings.permissions.rehearsals import is_time_to_rehearse
from meetings.video.settings import JitsiSettings
from tests.meetings.outcomes import refused
from tests.meetings.pages import JSON, get, press, questions, url, words
from tests.meetings.video_host import HOST, event, may, report
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TIME = "You can try your sound and picture from three days before the meeting until it begins."


@pytest.fixture(autouse=True)
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")


@pytest.fixture(autouse=True)
def tomorrow(meeting):
    meeting.starts_at = now() + timedelta(days=1)
    meeting.save()


def joined(person, name, pk):
    answer = press(person, name, pk, fields={"mode": "remote_low"}, headers=JSON)
    assert answer.status_code == 200, answer.content
    assert "raisehand" not in answer.json()["config"]["toolbarButtons"]  # there is no queue
    token = answer.json()["jwt"]
    rules = {"verify_exp": False}
    claims = jwt.decode(token, HOST["JITSI_SECRET"], ["HS256"], audience="jitsi", options=rules)
    return {"room": claims["room"], "person": claims["context"]["user"]["id"]}, claims


def test_everybody_has_a_room_of_their_own_which_those_who_organise_can_join(
    people, meeting, newcomer
):
    own, claims = joined(people.member, "rehearsal-join", meeting.pk)
    other, _claims = joined(people.observer, "rehearsal-join", meeting.pk)
    row = Rehearsal.objects.get(user=people.member)
    helper, helping = joined(people.secretary, "rehearsal-join-with", row.pk)

    assert len({own["room"], other["room"], meeting.room_name}) == 3
    assert helper["room"] == own["room"]
    assert [each["context"]["user"]["moderator"] for each in (claims, helping)] == ["false"] * 2
    assert [may(who, claims["iat"]) for who in (own, other, helper)] == [True] * 3
    assert may({"room": own["room"], "person": other["person"]}, claims["iat"]) is False
    assert may({"room": meeting.room_name, "person": own["person"]}, claims["iat"]) is False
    assert report(event("joined", own), here=[own, helper]) == []
    assert (Presence.objects.count(), VideoGrant.objects.count()) == (0, 0)
    attempt = press(people.member, "rehearsal-join-with", row.pk, headers=JSON)
    assert attempt.status_code == 403
    assert press(newcomer, "rehearsal-join", meeting.pk, headers=JSON).status_code == 403
    assert press(people.stranger, "rehearsal-join-with", row.pk, headers=JSON).status_code == 404
    suspend_person(actor=people.administrator, person=people.secretary)
    actions.withdraw_invitation(
        actor=people.chair, attendance=meeting.attendances.get(user=people.member)
    )
    assert [may(who, claims["iat"]) for who in (own, other, helper)] == [False, True, False]
    suspend_person(actor=people.administrator, person=people.observer)
    assert may(other, claims["iat"]) is False


def test_it_opens_three_days_before_and_closes_with_the_opening_of_the_meeting(people, meeting):
    with clock.at(meeting.starts_at - timedelta(days=3, minutes=1)):
        assert not is_time_to_rehearse(people.member, meeting)
        assert "Try your sound" not in words(get(people.member, "meeting", meeting.pk))
    with clock.at(meeting.starts_at - timedelta(days=3)):
        who, claims = joined(people.member, "rehearsal-join", meeting.pk)
        assert "Try your sound" in words(get(people.member, "meeting", meeting.pk))
    Attendance.objects.filter(user=people.observer).update(mode="apologies")
    assert "Try your sound" not in words(get(people.observer, "meeting", meeting.pk))
    with clock.at(meeting.starts_at):
        actions.open_meeting(actor=people.chair, meeting=meeting)
        with refused(TIME):
            actions.rehearse(actor=people.member, meeting=meeting, mode="remote")
        assert may(who, claims["iat"]) is False


def test_the_secretary_reads_who_tried_and_what_worked_by_their_own_word(people, meeting):
    early = press(people.member, "rehearsal", meeting.pk, fields={"outcome": "both"})
    joined(people.member, "rehearsal-join", meeting.pk)
    joined(people.observer, "rehearsal-join", meeting.pk)
    empty = press(people.member, "rehearsal", meeting.pk, fields={})
    done = press(people.member, "rehearsal", meeting.pk, fields={"outcome": "sound"})
    page = get(people.secretary, "rehearsals", meeting.pk)

    assert "Join first, so that you know whether it works." in words(early)
    assert [answer.status_code for answer in (early, empty, done)] == [403, 422, 302]
    assert f"{people.member.name} tried on" in words(page)
    assert words(page).count("Only the sound worked") == 1
    assert words(page).count("they have not said whether it worked") == 1
    assert get(people.member, "rehearsals", meeting.pk).status_code == 403
    assert Record.objects.filter(event__startswith="rehearsal.").count() == 3
    own = get(people.member, "rehearsal", meeting.pk)
    helping = get(people.secretary, "rehearsal-with", Rehearsal.objects.last().pk)
    assert [b"below" in shown.content for shown in (own, helping)] == [True, False]
    for shown in (page, own, helping):
        assert problems(shown) == []


def test_without_a_script_nothing_is_tried_and_the_page_says_why(people, meeting):
    joined(people.observer, "rehearsal-join", meeting.pk)
    row = Rehearsal.objects.get()
    pressed = {
        "rehearsal": (people.member, "rehearsal-join", meeting.pk),
        "rehearsal-with": (people.secretary, "rehearsal-join-with", row.pk),
    }
    before = Record.objects.filter(event="rehearsal.joined").count()

    for page, (person, name, pk) in pressed.items():
        client = signed_in(person)
        answer = client.post(url(name, pk), {"mode": "remote"})
        assert answer["Location"] == url(page, pk)
        assert "The video needs script in your browser" in words(client.get(url(page, pk)))
    assert Rehearsal.objects.get() == row
    assert Record.objects.filter(event="rehearsal.joined").count() == before


def test_the_list_of_who_tried_asks_as_much_for_one_as_for_three(people, meeting):
    reader, asked = signed_in(people.secretary), []
    for person in (people.member, people.observer, people.police_lead):
        joined(person, "rehearsal-join", meeting.pk)
        asked.append(questions(reader, url("rehearsals", meeting.pk)))

    assert asked == [asked[0]] * 3


def test_the_reminder_says_so_where_there_is_video(settings):
    says = named("meeting.tomorrow").says
    with_video = str(says)
    settings.JITSI = JitsiSettings(profile="test")

    assert with_video == "You have a meeting tomorrow: try your sound and picture on its page"
    assert str(says) == "You have a meeting tomorrow"
