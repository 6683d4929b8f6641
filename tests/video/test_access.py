"""Our plugin in a real Prosody, asking the real portal: who joins, by what name, and who must leave.

Not run here: Jitsi's own plugins, Jicofo, a bridge and a browser; see deploy/prosody/README.md.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from accounts import actions as accounts
from core.clock import now
from meetings import actions, queries
from meetings.models import Attendance, Meeting, Presence, RoomDisplay, VideoGrant, VideoKick
from meetings.video.modes import Mode
from tests.factories import AttendanceFactory, MembershipFactory, UserFactory
from tests.meetings.pages import JSON
from tests.video.conftest import host_of
from tests.video.prosody import OPEN, address

pytestmark = [pytest.mark.prosody, pytest.mark.django_db(transaction=True)]
NICK = "{http://jabber.org/protocol/nick}nick"
DEVICE = RoomDisplay.Kind.DEVICE
PATIENCE = 5.0  # seconds within which whoever must leave has left


def eventually(is_so):
    """Wait until the other program has done what it does by itself; not longer than is promised."""
    until = time.monotonic() + PATIENCE
    while not (answer := is_so()) and time.monotonic() < until:
        time.sleep(0.05)
    return answer


def ticket(person, meeting):
    return actions.join_video(actor=person, meeting=meeting, mode=Mode.REMOTE)["jwt"]


def forged(token, key, header=None, **changes):
    claims = {**jwt.decode(token, options={"verify_signature": False}), **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, headers={"kid": "november", **(header or {})}, algorithm="RS256")


def fate(visitor, times=6):
    """What has become of somebody who was in a room: 307 and 110 say that they were put out."""
    for stanza in visitor.listen(times):
        if stanza.find(".//{*}destroy") is not None:
            return "the room is closed"
        if {"110", "307"} <= {tag.get("code") for tag in stanza.iterfind(".//{*}status")}:
            return "put out"
    return "there"


def test_twenty_behind_one_address_join_at_once_and_are_there(people, open_meeting, enter):
    members = UserFactory.create_batch(20)
    for member in members:
        MembershipFactory(group=people.group, user=member)
        AttendanceFactory(meeting=open_meeting, user=member, mode="video")

    tokens = [ticket(member, open_meeting) for member in members]

    with ThreadPoolExecutor(len(tokens)) as at_once:
        nicks = [f"person{number}" for number in range(len(tokens))]
        came = list(at_once.map(lambda t, n: enter(open_meeting, t, nick=n), tokens, nicks))
    assert len(came) == 20

    there = Presence.objects.filter(source="video", mode="video", ended_at=None)
    assert eventually(lambda: there.count() == 20)
    assert set(there.values_list("user", flat=True)) == {member.pk for member in members}


def test_others_see_the_name_of_the_token_whatever_somebody_says(people, open_meeting, enter):
    chair = enter(open_meeting, ticket(people.chair, open_meeting), nick="chair")
    token = ticket(people.member, open_meeting)
    member = enter(open_meeting, token, name="Chief Constable", nick="member")
    picture = "https://elsewhere.example/seen.png"  # which everybody's browser would fetch
    member.rename(address(open_meeting.room_name, "member"), "Chief Constable", picture=picture)

    shown = [
        (stanza.findtext(NICK), stanza.findtext("{*}avatar-url"))
        for stanza in chair.listen(times=2)
        if stanza.get("from") == address(open_meeting.room_name, "member")
    ]
    assert shown == [("Doreen Whitcombe", None)] * 2


def test_the_tile_of_a_room_says_how_many_sit_there_now(people, open_meeting, enter):
    code = actions.create_display(actor=people.secretary, meeting=open_meeting, kind=DEVICE)
    computer = Client()
    computer.post("/display/", {"code": code})
    chair = enter(open_meeting, ticket(people.chair, open_meeting), nick="chair")
    token = computer.post("/display/video/join/", headers=JSON).json()["jwt"]
    room = enter(open_meeting, token, nick="room")
    actions.come_in(actor=people.member, meeting=open_meeting, mode=Attendance.Mode.ROOM)

    shown = []
    assert eventually(lambda: shown.extend(named(chair, "room")) or len(shown) > 1)
    assert shown == ["Room: 0 people", "Room: 1 person"]
    room.rename(address(open_meeting.room_name, "room"), "Chief Constable")
    assert list(named(chair, "room")) == ["Room: 1 person"]


def named(visitor, nick):
    """By what names somebody hears of an occupant, in the next two seconds."""
    for stanza in visitor.listen(times=2):
        if stanza.get("from", "").endswith(f"/{nick}"):
            yield stanza.findtext(NICK)


SSMA = "urn:xmpp:jingle:apps:rtp:ssma:0"
OFFER = (
    "<iq type='set' id='{action}' to='{to}' xmlns='jabber:client'>"
    "<jingle xmlns='urn:xmpp:jingle:1' action='{action}'><content name='audio'>"
    "<description xmlns='urn:xmpp:jingle:apps:rtp:1'><source xmlns='" + SSMA + "' ssrc='7'/>"
    "</description></content></jingle></iq>"
)
HAND = (
    "<presence to='{to}' xmlns='jabber:client'><jitsi_participant_raisedHand>1"
    "</jitsi_participant_raisedHand><SourceInfo>{{}}</SourceInfo><status>Zinnia</status>"
    "<seen/></presence>"
)
WORDS = "<message to='{to}' type='{kind}' xmlns='jabber:client'><body>Zinnia</body></message>"


@pytest.mark.parametrize("listens", [True, False])
def test_of_a_listener_no_word_no_hand_and_no_source_reaches_anybody(
    people, open_meeting, enter, listens
):
    focus = enter(open_meeting, ticket(people.chair, open_meeting), nick="focus")
    if listens:
        fields = {"meeting": open_meeting, "kinds": [Meeting.Listeners.MEMBERS]}
        actions.open_to_listeners(actor=people.chair, **fields)
        listener = MembershipFactory(group=people.group).user
        actions.listen(actor=listener, meeting=open_meeting)
        assert eventually(queries.last_heard)
        token = actions.join_video_to_listen(actor=listener, meeting=open_meeting)["jwt"]
    else:
        token = ticket(people.member, open_meeting)
    other = enter(open_meeting, token, nick="other")
    room = address(open_meeting.room_name, "other")
    to = address(open_meeting.room_name, "focus")
    for text in (
        HAND.format(to=room),
        OFFER.format(to=to, action="session-accept"),
        OFFER.format(to=to, action="source-add"),
        WORDS.format(to=to, kind="chat"),
        WORDS.format(to=room.partition("/")[0], kind="groupchat"),
    ):
        other._send(text)

    heard = [stanza for stanza in focus.listen(times=3) if stanza.get("from") == room]
    tags = {etree.QName(tag).localname for stanza in heard for tag in stanza.iter()}
    actions_heard = [jingle.get("action") for s in heard for jingle in s.iter("{*}jingle")]
    loud = {"jitsi_participant_raisedHand", "SourceInfo", "source", "message", "body"}
    assert {"seen", "description"} <= tags
    assert tags & loud == (set() if listens else loud)
    assert (b"<status>Zinnia" in b"".join(map(etree.tostring, heard))) == (not listens)
    assert actions_heard == ["session-accept", *([] if listens else ["source-add"])]


def test_a_token_that_opens_too_much_opens_nothing(people, open_meeting, prosody, host, login_key):
    good = ticket(people.member, open_meeting)
    room = address(open_meeting.room_name)
    token_claims = jwt.decode(good, options={"verify_signature": False})
    tokens = {
        "without an end": forged(good, login_key, exp=None),
        "over": forged(good, login_key, exp=token_claims["exp"] - 400),
        "of every room": forged(good, login_key, room="*"),
        "of a pattern of rooms": forged(
            good, login_key, context={**token_claims["context"], "room": {"regex": True}}
        ),
        "of another room": forged(good, login_key, room="iag-another"),
        "of another host": forged(good, login_key, sub="*"),
        "for others": forged(good, login_key, aud="*"),
        "by a key that nobody knows": forged(good, login_key, {"kid": "december"}),
        "by a shared secret": jwt.encode(
            token_claims, "x" * 32, "HS256", headers={"kid": "november"}
        ),
        "touched": f"{good[:-8]}{good[-8:].swapcase()}",
        "none": "",
    }
    answers = {}
    for name, token in {**tokens, "good": good}.items():
        with prosody.visitor(token, domain=OPEN) as visitor:
            answers[name] = visitor.log_in() and visitor.join(room)

    assert answers == {**dict.fromkeys(tokens, "not-allowed"), "good": ""}


def test_who_is_suspended_is_put_out_and_stays_out_and_nobody_else(
    people, open_meeting, enter, prosody
):
    token = ticket(people.member, open_meeting)
    member = enter(open_meeting, token, nick="member")
    chair = enter(open_meeting, ticket(people.chair, open_meeting), nick="chair")
    accounts.suspend_person(actor=people.administrator, person=people.member)

    assert fate(member) == "put out"
    assert eventually(lambda: VideoKick.objects.get().delivered_at is not None)
    video_kick = VideoKick.objects.get()
    assert (video_kick.user, video_kick.why) == (people.member, "person.suspended")
    assert video_kick.delivered_at - video_kick.asked_at < timedelta(seconds=PATIENCE)
    assert fate(chair, times=1) == "there"
    with prosody.visitor(token) as again:
        assert (again.log_in(), again.join(address(open_meeting.room_name))) == (
            True,
            "not-allowed",
        )


def test_who_was_let_in_again_since_an_order_was_given_stays(
    people, open_meeting, enter, settings, prosody, login_key
):
    token = ticket(people.member, open_meeting)
    member = enter(open_meeting, token)
    grant = VideoGrant.objects.get()

    earlier = VideoKick.objects.create(
        meeting=open_meeting,
        user=people.member,
        participant_id=grant.participant_id,
        why="interest.declared",
        asked_at=grant.issued_at - timedelta(minutes=1),
    )

    assert eventually(lambda: VideoKick.objects.get(pk=earlier.pk).delivered_at is not None)
    assert fate(member, times=1) == "there"
    settings.JITSI = host_of(prosody.origin, login_key, JITSI_SYSTEM_KEY="another key: it is deaf")
    enter(open_meeting, token, nick="again")


def test_who_rings_in_is_there_as_themselves_and_is_put_out_when_their_place_ends(
    people, open_meeting, prosody, settings, host, login_key
):
    line = {"JITSI_TELEPHONES": "01632 960457", "JITSI_TELEPHONE_KEY": "k" * 32}
    settings.JITSI = host_of(prosody.origin, login_key, **line)
    pin = queries.ringing_in(open_meeting, people.member).pin.replace(" ", "")
    bearer = {"Authorization": "Bearer " + "k" * 32}
    mapped = Client().get(reverse("meetings:telephone-caller"), {"cid": pin}, headers=bearer).json()
    # As Jigasi does: the token in the address of BOSH, anonymous, and a name of its own choice.
    with prosody.visitor(mapped["token"]) as telephone:
        place = f"{mapped['conference']}/01632960999"
        assert (telephone.log_in(), telephone.join(place, name="01632 960999")) == (True, "")
        there = Presence.objects.filter(mode="telephone", ended_at=None)
        assert eventually(there.exists)
        membership = people.member.memberships.get()
        accounts.end_membership(actor=people.chair, membership=membership)

        assert fate(telephone) == "put out"
        assert eventually(lambda: VideoKick.objects.get().delivered_at is not None)
        assert telephone.join(place) == "not-allowed"


def test_the_end_of_the_meeting_closes_the_room(people, open_meeting, enter):
    member = enter(open_meeting, ticket(people.member, open_meeting))
    actions.end_meeting(actor=people.chair, meeting=open_meeting)

    assert fate(member) == "the room is closed"
    assert eventually(lambda: VideoKick.objects.get(user=None).delivered_at is not None)


def test_while_the_portal_is_deaf_people_join_and_what_it_missed_is_told_later(
    people, open_meeting, enter, settings, prosody, login_key
):
    known = settings.JITSI
    settings.JITSI = host_of(
        prosody.origin, login_key, JITSI_SYSTEM_KEY="another key, so it hears nothing"
    )
    before = now()
    enter(open_meeting, ticket(people.member, open_meeting))
    joined_by = now()
    assert not Presence.objects.exists()
    assert "The portal does not say who may join (404)" in prosody.log

    settings.JITSI = known

    assert eventually(Presence.objects.exists)
    began = Presence.objects.get().began_at
    assert before - timedelta(seconds=1) <= began <= joined_by
