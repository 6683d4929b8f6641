"""The video host as the portal hears it: what it asks and reports, signed with the system key."""

import json

from django.test import Client
from django.urls import reverse

from core.clock import now
from meetings import actions
from meetings.models import VideoGrant
from meetings.video.host import signature
from meetings.video.modes import Mode
from meetings.video.tokens import minted_at

SYSTEM_KEY = "the system key of the tests, which opens no room"
HOST = {
    "JITSI_DOMAIN": "meet.example.org",
    "JITSI_ALG": "HS256",
    "JITSI_SECRET": "a secret of the tests, long enough for HS256",
    "JITSI_SYSTEM_KEY": SYSTEM_KEY,
}
MAY_JOIN, REPORT = (reverse(f"meetings:video-{name}") for name in ("may-join", "report"))


def say(path, content, *, key=SYSTEM_KEY, at=None, signed_path=None):
    """What the host sends; with a wrong key, at another time, or signed for another page."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    time = str(int((at or now()).timestamp()))
    headers = {"IAG-Time": time, "IAG-Signature": signature(key, time, signed_path or path, body)}
    return Client().post(path, body, content_type="application/json", headers=headers)


def report(*events, here=(), done=()):
    """Whom the host is told to put out."""
    return answered(events, here, done)["out"]


def names(*events, here=()):
    """By what names the devices of rooms are to be seen."""
    return [order["name"] for order in answered(events, here)["names"]]


def answered(events, here, done=()):
    answer = say(REPORT, {"events": list(events), "here": list(here), "done": list(done)})
    assert answer.status_code == 200
    return answer.json()


def join(person, meeting, mode=Mode.REMOTE):
    """Press Join; how the host names them in this room."""
    actions.join_video(actor=person, meeting=meeting, mode=mode)
    grant = VideoGrant.objects.filter(user=person).latest("issued_at")
    return {"room": meeting.room_name, "person": grant.participant_id}


def event(what, who, at=None):
    return {"what": what, "at": (at or now()).timestamp(), **who}


def issued(person):
    """When the last token of somebody was minted, as the token has it."""
    grant = VideoGrant.objects.filter(user=person).latest("issued_at")
    return minted_at(grant.issued_at)


def may(who, issued_at):
    return say(MAY_JOIN, {**who, "issued": issued_at}).json()["may"]
