"""Ring in with a PIN: whose it is, who reads it, and what the video host is told."""

import logging
import re

import pytest

from accounts.actions import suspend_person
from core import clock
from meetings import actions
from meetings.models import VideoGrant
from meetings.video.pins import pin_of, spoken
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import participant_id
from tests.factories import MeetingFactory
from tests.meetings.pages import get, questions, url, words
from tests.meetings.video_host import HOST, say
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NUMBERS = "+44 1632 960456, 01632 960 457"
CALLER = "/video/host/caller/"
NOBODY = {"room": "", "person": "", "name": ""}


@pytest.fixture
def line(settings):
    """A telephone line that leads to the video host."""
    settings.JITSI = JitsiSettings.from_mapping(
        {**HOST, "JITSI_TELEPHONES": NUMBERS}, profile="test"
    )
    assert settings.JITSI.problems() == []


def pin(person, meeting, settings):
    return pin_of(person.pk, meeting.pk, settings.SECRET_KEY.encode())


def test_a_pin_has_ten_digits_and_is_another_for_each_person_and_meeting():
    pins = {pin_of(person, meeting, b"a key") for person in range(20) for meeting in range(20)}

    assert len(pins) == 400
    assert [each for each in pins if not re.fullmatch("[1-9][0-9]{9}", each)] == []
    assert spoken("4821935570") == "482 193 5570"


def test_the_page_shows_ones_own_pin_and_a_telephone_types_it(people, meeting, settings, line):
    page = get(people.member, "telephone", meeting.pk)
    own, other = (pin(person, meeting, settings) for person in (people.member, people.chair))

    assert spoken(own) in words(page)
    assert f'href="tel:+441632960456,,{own}%23"' in page.content.decode()
    assert f'href="tel:01632960457,,{own}%23"' in page.content.decode()
    assert (spoken(other) in words(page), people.chair.name in words(page)) == (False, False)
    assert "no-store" in page["Cache-Control"]
    assert "Numbers and your PIN" in words(get(people.member, "meeting", meeting.pk))
    assert problems(page) == []


def test_the_secretary_and_nobody_else_reads_somebody_their_pin(people, meeting, settings, line):
    read = get(people.secretary, "telephone-of", meeting.pk, people.member.pk)
    others = [
        get(person, "telephone-of", meeting.pk, people.member.pk)
        for person in (people.chair, people.police_lead, people.stranger)
    ]

    assert spoken(pin(people.member, meeting, settings)) in words(read)
    assert "tel:" not in read.content.decode()
    assert [answer.status_code for answer in others] == [403, 403, 404]
    assert get(people.secretary, "telephone-of", meeting.pk, people.stranger.pk).status_code == 404
    assert problems(read) == []


def test_without_a_line_the_page_says_what_the_meeting_has(people, meeting):
    with_a_number = words(get(people.member, "telephone", meeting.pk))
    meeting.telephone = ""
    meeting.save()
    page = get(people.member, "telephone", meeting.pk)

    assert "Ring this number: 01632 960 456 , code 7714" in with_a_number
    assert "Ask the secretary to ring you" in words(page)
    assert ("PIN" in words(page), problems(page)) == (False, [])


def test_the_host_is_told_whose_pin_it_is_while_they_may_take_part(
    people, meeting, settings, line, caplog
):
    other = MeetingFactory(group=meeting.group, state="open")
    theirs = pin(people.member, meeting, settings)
    with caplog.at_level(logging.DEBUG):
        before = say(CALLER, {"pin": theirs}).json()
        actions.open_meeting(actor=people.chair, meeting=meeting)
        told = say(CALLER, {"pin": theirs}).json()
        wrong = [
            say(CALLER, {"pin": typed}).json()
            for typed in ("", "1234567890", f"{theirs}0", pin(people.member, other, settings))
        ]
        actions.say_attendance(actor=people.member, meeting=meeting, mode="apologies")
        apologies = say(CALLER, {"pin": theirs}).json()

    number = participant_id(people.member.pk, meeting.pk, settings.SECRET_KEY.encode())
    assert told == {"room": meeting.room_name, "person": number, "name": people.member.name}
    assert [before, *wrong, apologies] == [NOBODY] * 6
    assert (theirs in caplog.text, VideoGrant.objects.count()) == (False, 0)


def test_the_pin_of_who_is_suspended_opens_nothing_and_is_read_to_nobody(
    people, open_meeting, settings, line
):
    theirs = pin(people.member, open_meeting, settings)
    assert say(CALLER, {"pin": theirs}).json()["name"] == people.member.name
    suspend_person(actor=people.administrator, person=people.member)

    assert say(CALLER, {"pin": theirs}).json() == NOBODY
    own = get(people.secretary, "telephone", open_meeting.pk)
    assert (people.chair.name in words(own), people.member.name in words(own)) == (True, False)
    read = get(people.secretary, "telephone-of", open_meeting.pk, people.member.pk)
    assert read.status_code == 404


def test_the_page_of_the_pins_asks_as_much_for_three_as_for_all(people, meeting, line):
    reader, page = signed_in(people.secretary), url("telephone", meeting.pk)
    everybody = questions(reader, page)
    three = meeting.attendances.exclude(user=people.secretary).values("pk")[:3]
    meeting.attendances.exclude(pk__in=list(three.values_list("pk", flat=True))).exclude(
        user=people.secretary
    ).delete()

    assert (meeting.attendances.count(), questions(reader, page)) == (4, everybody)


def test_only_the_host_asks_and_not_without_end(people, open_meeting, settings, line):
    theirs = {"pin": pin(people.member, open_meeting, settings)}
    unsigned = say(CALLER, theirs, key="a key that is not that of the host, but as long")
    nonsense = [say(CALLER, said).status_code for said in ({"pin": 1}, {}, b"[")]
    with clock.at(open_meeting.opened_at):
        asked = [say(CALLER, {"pin": "1234567890"}).status_code for _try in range(61)]

    assert (unsigned.status_code, nonsense) == (404, [400, 400, 400])
    assert (set(asked[:50]), asked[-1]) == ({200}, 429)


def test_numbers_that_nobody_can_ring_are_a_fault_of_the_settings():
    settings = JitsiSettings.from_mapping(
        {**HOST, "JITSI_TELEPHONES": "+44 1632 960456, ring us"}, profile="test"
    )

    assert [problem.id for problem in settings.problems()] == ["video.E011"]
    assert settings.telephones == ("+44 1632 960456", "ring us")
