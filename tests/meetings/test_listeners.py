"""Listeners: who hears a meeting without taking part, what they read, and what is kept of it."""

from datetime import timedelta

import pytest

from core import clock
from core.audit.models import Record
from core.clock import now
from meetings import actions
from meetings.jobs import count_listening
from meetings.models import Attendance, Listener, Meeting, VideoGrant
from meetings.models.listeners import AWAY
from tests.factories import (
    KeyMessageFactory,
    MembershipFactory,
)
from tests.meetings.listening import (
    Kind,
    caption,
    heard,
    host,
    joined,
    listening,
    read,
    start,
    told,
)
from tests.meetings.outcomes import recorded, refused
from tests.meetings.pages import get, press, url, words
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
__all__ = ["heard", "host", "listening"]
NOT_OPEN = "This meeting is not open to you as a listener."


def test_only_the_chair_opens_a_meeting_and_never_a_sensitive_one_or_to_others_than_its_circle(
    people, meeting
):
    opens = {"meeting": meeting, "kinds": [Kind.MEMBERS]}
    with refused("Only the chair can do this."):
        actions.open_to_listeners(actor=people.secretary, **opens)
    with refused("Only a meeting of a network can be open to others."):
        actions.open_to_listeners(actor=people.chair, meeting=meeting, kinds=[Kind.READERS])
    Meeting.objects.filter(pk=meeting.pk).update(marking="official_sensitive")
    with refused("Nobody listens to a meeting that is OFFICIAL-SENSITIVE."):
        actions.open_to_listeners(actor=people.chair, **opens)


def test_who_is_not_of_the_circle_does_not_learn_that_there_is_a_meeting(people, listening):
    outside = MembershipFactory(role="chair").user
    uninvited_guest = MembershipFactory(group=people.group, role="observer").user
    pages = [
        getattr(signed_in(person), method)(url(name, listening.pk)).status_code
        for person in (outside, uninvited_guest)
        for method, name in (
            ("get", "listen"),
            ("get", "listen-news"),
            ("post", "listen-begin"),
            ("post", "listen-join"),
            ("post", "listen-stop"),
        )
    ]

    assert pages == [404] * 10
    assert "Quarterly meeting" not in words(get(outside, "meetings"))
    assert Listener.objects.count() == 1


def test_who_takes_part_or_was_turned_away_does_not_come_in_to_listen(people, heard, ama):
    actions.withdraw_invitation(actor=people.chair, attendance=ama.attendances.get())
    actions.open_meeting(actor=people.chair, meeting=heard)

    with refused("You take part in this meeting, so you do not only listen."):
        actions.listen(actor=people.member, meeting=heard)
    with refused(NOT_OPEN):
        actions.listen(actor=ama, meeting=heard)
    apologies = Attendance.Mode.APOLOGIES
    actions.say_attendance(actor=people.member, meeting=heard, mode=apologies)
    actions.listen(actor=people.member, meeting=heard)
    assert [row.user for row in heard.listeners.all()] == [people.member]


def test_a_listener_reads_item_wording_and_captions_and_nothing_else_of_the_screen(
    people, listening, newcomer, topic
):
    Meeting.objects.filter(pk=listening.pk).update(captioner=people.interpreter)
    start(people, listening, 2)
    for person in (people.officer, people.member):
        actions.raise_hand(actor=person, meeting=listening)
    actions.call_speaker(actor=people.chair, request=listening.requests.get(user=people.officer))
    asked = {"key_message": KeyMessageFactory(topic=topic, text="Keep the desk open")}
    actions.open_round(actor=people.chair, meeting=listening, although_short=True, **asked)
    caption(people, listening, "I use the counter, says a man.")

    assert read(newcomer, listening) == (
        "Front counter The wording Keep the desk open Captions I use the counter, says a man."
    )
    page = get(newcomer, "listen", listening.pk)
    names = [person.name for person in (people.officer, people.member, people.chair)]
    assert [name for name in names if name in page.content.decode()] == []
    assert problems(page) == []


def test_a_meeting_is_told_how_many_listen_and_nothing_is_kept_of_whom(
    people, listening, newcomer, host
):
    joined(newcomer, listening)
    second = MembershipFactory(group=people.group).user
    started = now()
    with recorded() as rows:
        press(second, "listen-begin", listening.pk)
        press(second, "listen-begin", listening.pk)
    two = told(people.police_lead, listening)
    with clock.at(started + AWAY - timedelta(seconds=1)):
        Listener.objects.note_seen(listening.listeners.get(user=newcomer))
    with clock.at(started + AWAY + timedelta(seconds=1)):
        count_listening()
    for_one = told(people.member, listening)
    actions.end_meeting(actor=people.chair, meeting=listening)
    listening.refresh_from_db()

    assert [row for row in rows if row[0].startswith("listeners")] == [
        ("listeners.counted", None, {"meeting_id": listening.pk, "number": 2})
    ]
    open_to = "Open to: members of the group who do not take part."
    assert (two, for_one) == (f"2 people listen. {open_to}", f"1 person listens. {open_to}")
    assert (listening.listening, listening.most_listening) == (0, 2)
    assert Listener.objects.count() == 0
    assert [grant.user_id or grant.listener_id for grant in VideoGrant.objects.all()] == [None]
    named = Record.objects.filter(event__startswith="listeners").values_list("actor", flat=True)
    assert set(named) == {people.chair.pk, None}
    assert "At the most 2 people listened at once." in words(
        get(people.member, "meeting", listening.pk)
    )


def test_everybody_invited_is_told_before_and_the_chair_is_asked_once_more_during_the_meeting(
    people, open_meeting, newcomer
):
    before = words(get(people.observer, "meeting", open_meeting.pk))
    once = press(people.chair, "listeners-allow", open_meeting.pk, fields={"kinds": ["members"]})
    open_meeting.refresh_from_db()
    unchanged = open_meeting.can_be_heard
    fields = {"kinds": ["members"], "although_open": "on"}
    twice = press(people.chair, "listeners-allow", open_meeting.pk, fields=fields)
    live = get(people.observer, "live", open_meeting.pk).content.decode()

    assert "open to listeners" not in before
    assert (once.status_code, unchanged) == (422, False)
    assert "Tick this to open the meeting while it goes on" in words(once)
    assert twice.status_code == 302
    assert "People who do not take part can listen to this meeting." in live
    link = url("listen", open_meeting.pk)
    seen = {
        person: link in get(person, "meeting", open_meeting.pk).content.decode()
        for person in (newcomer, people.member, people.observer)
    }
    assert seen == {newcomer: True, people.member: False, people.observer: False}
    assert "This meeting is open to listeners." in words(
        get(people.observer, "meeting", open_meeting.pk)
    )
