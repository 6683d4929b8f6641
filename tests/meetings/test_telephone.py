"""Ring in with a PIN: whose it is, who reads it, and what the telephone exchange is told."""

import base64
import json
import logging
import re

import jwt
import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import suspend_person
from core import clock
from meetings import actions
from meetings.calls import number_in_call
from meetings.models import Presence, VideoGrant, VideoKick
from meetings.video.pins import pin_of, spoken
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import participant_id
from tests.factories import AgendaItemFactory, MeetingFactory
from tests.meetings.pages import get, questions, url, words
from tests.meetings.video_host import HOST, event, issued, join, may, report
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NUMBERS = "+44 1632 960456, 01632 960 457"
KEY = "the key of the telephone exchange of the tests"
CALLER = reverse("meetings:telephone-caller")


@pytest.fixture
def line(settings):
    """A telephone line that leads to the video host."""
    settings.JITSI = JitsiSettings.from_mapping(
        {**HOST, "JITSI_TELEPHONES": NUMBERS, "JITSI_TELEPHONE_KEY": KEY}, profile="test"
    )
    assert settings.JITSI.problems() == []


def pin(person, meeting, settings):
    return pin_of(person.pk, meeting.pk, settings.SECRET_KEY.encode())


def ask(asked, *, key=f"Bearer {KEY}"):
    """What an exchange is answered."""
    return Client().get(CALLER, asked, headers={"Authorization": key})


def say(content):
    """The same, asked by POST."""
    body = content if isinstance(content, bytes) else json.dumps(content)
    key = {"Authorization": f"Bearer {KEY}"}
    return Client(enforce_csrf_checks=True).post(CALLER, body, "application/json", headers=key)


def nobody(typed):
    answer = {"message": "No conference mapping was found", "id": int(typed) if typed else False}
    return answer | {"conference": False, "name": "", "token": ""}


def in_call(person, meeting):
    """How the host names somebody in the room of a meeting."""
    return {"room": meeting.room_name, "person": number_in_call(person.pk, meeting)}


HAND = (
    "the secretary raises your hand for you, in the one queue. Keys such as *9 raise no hand here."
)


def test_a_pin_has_ten_digits_and_is_another_for_each_person_and_meeting():
    pins = {pin_of(person, meeting, b"a key") for person in range(20) for meeting in range(20)}

    assert len(pins) == 400
    assert [each for each in pins if not re.fullmatch("[1-9][0-9]{9}", each)] == []
    assert spoken("4821935570") == "482 193 5570"


def test_the_page_shows_ones_own_pin_and_a_telephone_types_it(people, meeting, settings, line):
    page = get(people.member, "telephone", meeting.pk)
    own, other = (pin(person, meeting, settings) for person in (people.member, people.chair))

    assert spoken(own) in words(page)
    assert HAND in words(page)
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
    assert HAND in words(page)
    assert ("PIN" in words(page), problems(page)) == (False, [])


def test_the_exchange_is_told_whose_pin_it_is_while_they_may_take_part(
    people, meeting, settings, line, caplog
):
    other = MeetingFactory(group=meeting.group, state="open")
    theirs = pin(people.member, meeting, settings)
    with caplog.at_level(logging.DEBUG):
        before = ask({"cid": theirs}).json()
        actions.open_meeting(actor=people.chair, meeting=meeting)
        response = ask({"cid": theirs}).json()
        wrong = [
            ask({"cid": typed}).json()["conference"]
            for typed in ("", "1234567890", f"{theirs}0", pin(people.member, other, settings))
        ]
        actions.say_attendance(actor=people.member, meeting=meeting, mode="apologies")
        apologies = ask({"cid": theirs}).json()

    token = response.pop("token")
    assert response == {
        "message": "Successfully retrieved conference mapping",
        "id": int(theirs),
        "conference": f"{meeting.room_name}@muc.meet.jitsi",
        "name": people.member.name,
    }
    assert before == apologies == nobody(theirs)
    assert wrong == [False] * 4
    assert ((theirs in caplog.text), (token in caplog.text)) == (False, False)
    claimed = jwt.decode(token, settings.JITSI.secret, ["HS256"], audience="jitsi")
    number = participant_id(people.member.pk, meeting.pk, settings.SECRET_KEY.encode())
    assert claimed["context"]["user"] == {
        "id": number,
        "name": people.member.name,
        "moderator": "false",
    }


def test_it_asks_as_jitsis_mapper_is_asked_with_a_key_in_either_form(
    people, open_meeting, settings, line
):
    theirs = pin(people.chair, open_meeting, settings)
    password = base64.b64encode(f"exchange:{KEY}".encode()).decode()
    answers = [
        ask({"id": theirs}),
        ask({"cid": theirs}, key=f"Basic {password}"),
        say({"id": int(theirs)}),
        say({"cid": theirs}),
    ]

    assert [answer.json()["name"] for answer in answers] == [people.chair.name] * 4
    assert ask({"conference": f"{open_meeting.room_name}@muc.meet.jitsi"}).json() == nobody("")
    assert "no-store" in answers[0]["Cache-Control"]
    assert not VideoGrant.objects.filter(moderator=True).exists()  # nobody moderates by telephone


def test_a_pin_opens_nothing_once_no_number_leads_here(people, open_meeting, settings, line):
    theirs = pin(people.member, open_meeting, settings)
    with_numbers = ask({"cid": theirs}).json()["name"]
    settings.JITSI = JitsiSettings.from_mapping(
        {**HOST, "JITSI_TELEPHONE_KEY": KEY}, profile="test"
    )

    assert with_numbers == people.member.name
    assert ask({"cid": theirs}).json() == nobody(theirs)
    assert VideoGrant.objects.count() == 1


def test_who_rings_in_is_there_by_telephone_and_leaves_as_those_on_video(
    people, open_meeting, settings, line
):
    on_video = join(people.member, open_meeting)
    report(event("joined", on_video), here=[on_video])
    before = issued(people.member)
    ask({"cid": pin(people.member, open_meeting, settings)})
    ask({"cid": pin(people.police_lead, open_meeting, settings)})
    officer = in_call(people.police_lead, open_meeting)
    (moved,) = report(event("joined", on_video), event("joined", officer), here=[on_video, officer])
    listed = words(get(people.chair, "in-video", open_meeting.pk))
    officers = Presence.objects.get(user=people.police_lead)
    came = issued(people.police_lead)
    item = AgendaItemFactory(meeting=open_meeting, members_only=True, topic=None)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=item)
    orders = report(here=[on_video, officer], done=[moved["id"]])
    during = ask({"cid": pin(people.police_lead, open_meeting, settings)}).json()

    assert moved["person"] == on_video["person"]  # one voice: the frame of before goes
    assert before <= moved["issued"] < issued(people.member)
    assert f"{people.police_lead.name} by telephone" in listed
    assert (officers.mode, officers.source) == ("telephone", "video")
    assert [order["person"] for order in orders] == [officer["person"]]
    assert (may(officer, came), during["conference"]) == (False, False)
    report(event("left", officer), here=[on_video], done=[orders[0]["id"]])
    assert VideoKick.objects.get(pk=orders[0]["id"]).delivered_at is not None


def test_the_pin_of_who_is_suspended_opens_nothing_and_is_read_to_nobody(
    people, open_meeting, settings, line
):
    theirs = pin(people.member, open_meeting, settings)
    assert ask({"cid": theirs}).json()["name"] == people.member.name
    suspend_person(actor=people.administrator, person=people.member)

    assert ask({"cid": theirs}).json() == nobody(theirs)
    assert [order["person"] for order in report()] == [
        in_call(people.member, open_meeting)["person"]
    ]
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


def test_only_the_exchange_asks_and_not_without_end(people, open_meeting, settings, line):
    theirs = {"cid": pin(people.member, open_meeting, settings)}
    strangers = [
        ask(theirs, key=key).status_code
        for key in ("", "Bearer ", f"Bearer {KEY}x", f"Digest {KEY}", "Basic %%%", f"Basic {KEY}")
    ]
    nonsense = [say(content).status_code for content in ({"pin": 1}, {"id": True}, {}, b"[", [1])]
    with clock.at(open_meeting.opened_at):
        asked = [ask({"cid": "1234567890"}).status_code for _try in range(201)]
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")

    assert (strangers, nonsense) == ([404] * 6, [400] * 5)
    assert (set(asked[:190]), asked[-1]) == ({200}, 429)
    assert ask(theirs, key="Bearer ").status_code == 404  # without a key nobody has it


def test_numbers_that_nobody_can_ring_are_a_fault_of_the_settings():
    settings = JitsiSettings.from_mapping(
        {**HOST, "JITSI_TELEPHONES": "+44 1632 960456, ring us", "JITSI_TELEPHONE_KEY": "short"},
        profile="test",
    )

    assert [problem.id for problem in settings.problems()] == ["video.E011", "video.E012"]
    assert settings.telephones == ("+44 1632 960456", "ring us")


def test_the_files_for_the_exchange_and_jigasi_use_the_names_of_the_portal(settings):
    folder = settings.BASE_DIR / "deploy/telephone"
    plan = (folder / "extensions.conf").read_text()
    jigasi = (folder / "jigasi.properties").read_text()
    headers = re.findall(r"PJSIP_HEADER\(add,([\w-]+)\)", plan)
    asked = re.search(r"IAG_PORTAL=https://PORTAL.EXAMPLE(\S+)", plan)[1]
    named = set(re.findall(r"JSON_DECODE\(ANSWER,(\w+)\)", plan))
    places = set(re.findall(r"\?(\w+)\)|b\(([\w-]+)\^", plan))

    assert asked == CALLER
    assert named == {"conference", "token"} <= nobody("").keys()
    assert re.findall(r"_HEADER_NAME=(.+)", jigasi) == headers
    assert {label or context for label, context in places} == {"ask", "through", "iag-headers"}
    assert [f"n({label})" in plan for label in ("ask", "through")] == [True, True]
    assert re.search(r"xmpp\.acc\.(USER_ID|PASS)=|jabber\.acc", jigasi) is None  # no account
