"""Meetings that are open to listeners, and what somebody reads who listens."""

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string

from core.clock import now
from meetings import actions, queries
from meetings.calls import HEARD
from meetings.live import MeetingPage
from meetings.models import Caption, Meeting, VideoGrant
from meetings.video.host import PLUGIN, Report
from meetings.video.settings import JitsiSettings
from meetings.video.tokens import minted_at
from tests.meetings.pages import JSON, press, url
from tests.meetings.video_host import HOST
from tests.pages.html import words_of
from tests.signing_in import signed_in

Kind = Meeting.Listeners


@pytest.fixture
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")
    heard_of(plugin=PLUGIN)


def heard_of(plugin):
    """The video host has reported, with a plugin of this version."""
    cache.delete(HEARD)
    queries.note_heard(now(), Report((), frozenset(), frozenset(), plugin=plugin))


@pytest.fixture
def heard(people, meeting):
    """Called, and open to the members of the group who do not take part."""
    actions.open_to_listeners(actor=people.chair, meeting=meeting, kinds=[Kind.MEMBERS])
    return meeting


@pytest.fixture
def listening(people, heard, newcomer):
    """Under way; Lata, who is not invited, listens."""
    actions.open_meeting(actor=people.chair, meeting=heard)
    actions.listen(actor=newcomer, meeting=heard)
    return heard


def news(person, meeting, after=0):
    return signed_in(person).get(url("listen-news", meeting.pk), {"after": after})


def read(person, meeting):
    """What the page of a listener shows them; empty where it is not there."""
    answer = news(person, meeting)
    return region_words(answer) if answer.status_code == 200 else ""


def region_words(answer):
    return words_of(answer.json()["regions"]["heard"])


def told(person, meeting):
    """What everybody in the meeting reads of its listeners."""
    drawn = MeetingPage()
    thing = drawn.find(meeting.stream)
    (audience,) = drawn.audiences(thing, [person.pk]).values()
    context = drawn.context(thing, audience)
    return words_of(render_to_string("meetings/live.html#listeners", context))


def start(people, meeting, number):
    item = meeting.agenda.get(number=number)
    actions.start_item(actor=people.chair, meeting=meeting, item=item)
    return item


def caption(people, meeting, text):
    Caption.objects.create(
        meeting=meeting, item_id=meeting.item_id, by=people.interpreter, text=text
    )


def joined(person, meeting):
    """Press the button of the video; how the host knows them, and when the token was minted."""
    answer = press(person, "listen-join", meeting.pk, headers=JSON)
    grant = VideoGrant.objects.filter(meeting=meeting, mode="listener").latest("issued_at")
    who = {"room": meeting.room_name, "person": grant.participant_id}
    return answer, who, minted_at(grant.issued_at)


PRIVATE = (
    "The group is meeting in private You hear the next item again: it comes back here by itself."
)
