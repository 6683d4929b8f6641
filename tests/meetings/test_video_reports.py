"""What the video host asks and says: signed with its own key, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions as accounts
from core.clock import now
from meetings import actions
from meetings.models import Meeting, Presence, VideoGrant, VideoKick
from meetings.video.settings import JitsiSettings
from tests.meetings.pages import get, words
from tests.meetings.video_host import (
    HOST,
    MAY_JOIN,
    REPORT,
    event,
    issued,
    join,
    may,
    report,
    say,
)
from tests.pages.html import problems
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def host(settings):
    settings.JITSI = JitsiSettings.from_mapping(HOST, profile="test")
    return settings.JITSI


@pytest.mark.parametrize("path", [MAY_JOIN, REPORT])
def test_only_the_host_is_heard_and_for_others_there_is_nothing(
    people, open_meeting, path, settings
):
    who = join(people.member, open_meeting)
    asked = {**who, "issued": issued(people.member)}
    report = {"events": [event("joined", who)], "here": [], "done": []}
    content = asked if path == MAY_JOIN else report
    other = REPORT if path == MAY_JOIN else MAY_JOIN
    wrong = [
        say(path, content, key="another key"),
        say(path, content, signed_path=other),
        say(path, content, at=now() - timedelta(seconds=90)),
        Client().post(path, content, content_type="application/json"),
        signed_in(people.member).post(path, {"events": "[]"}),  # a form, of which more is read
    ]
    settings.JITSI = JitsiSettings.from_mapping({**HOST, "JITSI_SYSTEM_KEY": ""}, profile="test")
    without_key = say(path, content, key="")

    assert [answer.status_code for answer in (*wrong, without_key)] == [404] * 6
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [b"[]", b"not JSON", b'{"events": 1}', b'{"events": [1], "here": [], "done": []}'],
)
def test_what_is_in_no_known_form_is_refused(nonsense):
    assert [say(path, nonsense).status_code for path in (MAY_JOIN, REPORT)] == [400, 400]


def test_who_may_be_there_is_asked_of_the_policy_each_time(people, open_meeting):
    who = join(people.member, open_meeting)
    first, last = open_meeting.agenda.get(number=2), open_meeting.agenda.get(number=3)

    then = issued(people.member)
    strange = [{**who, "room": "iag-another"}, {**who, "person": "another"}]
    answers = [may(each, then) for each in (who, *strange)]
    actions.declare_interest(actor=people.member, item=first, reason="I work there.")
    answers.append(may(who, then))
    actions.start_item(actor=people.chair, meeting=open_meeting, item=first)
    answers.append(may(who, then))
    actions.start_item(actor=people.chair, meeting=open_meeting, item=last)
    VideoGrant.objects.update(issued_at=F("issued_at") - timedelta(minutes=1))
    join(people.member, open_meeting)

    assert answers == [True, False, False, True, False]
    assert may(who, issued(people.member))
    assert [may(who, each) for each in (then - 60, then - 500)] == [False, False]
    video_kick = VideoKick.objects.get()
    assert (video_kick.user, video_kick.why) == (people.member, "interest.declared")


def test_a_join_begins_a_presence_and_a_short_drop_does_not_end_it(people, open_meeting):
    who = join(people.member, open_meeting)
    assert not Presence.objects.exists()  # the press of Join is not yet being there
    actions.raise_hand(actor=people.member, meeting=open_meeting)

    report(event("joined", who), here=[who])
    report(event("left", who))
    report(event("joined", who), here=[who])

    presence = Presence.objects.get()
    assert (presence.user, presence.mode, presence.source) == (people.member, "video", "video")
    assert presence.ended_at is None
    assert open_meeting.requests.get().state == "waiting"


def test_who_stays_away_left_when_they_left_and_their_hand_goes_down(people, open_meeting):
    who = join(people.member, open_meeting)
    report(event("joined", who), here=[who])
    actions.raise_hand(actor=people.member, meeting=open_meeting)
    Presence.objects.update(began_at=now() - timedelta(minutes=30))
    type(open_meeting).objects.update(opened_at=now() - timedelta(minutes=40))
    left = now() - timedelta(seconds=100)

    report(event("left", who, left))

    assert abs(Presence.objects.get().ended_at - left) < timedelta(seconds=1)
    assert open_meeting.requests.get().state == "lowered"


def test_a_leaving_that_was_never_told_is_seen_by_who_is_there(people, open_meeting):
    who = join(people.member, open_meeting)
    report(event("joined", who), here=[who])
    Presence.objects.update(began_at=now() - timedelta(minutes=30))

    report()
    first = VideoGrant.objects.get().left_at
    VideoGrant.objects.update(left_at=first - timedelta(seconds=100))
    report()

    assert Presence.objects.get().ended_at == first - timedelta(seconds=100)


def test_nobody_is_counted_twice_and_what_is_written_down_stays(people, open_meeting):
    room = join(people.member, open_meeting)
    actions.come_in(actor=people.member, meeting=open_meeting, mode="room")
    chair = join(people.chair, open_meeting)
    report(event("joined", room), event("joined", chair), here=[room, chair])
    corrected = Presence.objects.get(user=people.chair)
    actions.correct_presence(
        actor=people.secretary,
        presence=corrected,
        mode="telephone",
        began_at=open_meeting.opened_at,
        ended_at=None,
    )

    VideoGrant.objects.update(left_at=now() - timedelta(minutes=5))
    report(event("left", room), event("left", chair))

    shown = Presence.objects.values_list("user", "mode", "ended_at").order_by("pk")
    assert list(shown) == [(people.member.pk, "room", None), (people.chair.pk, "telephone", None)]


def test_who_came_while_the_portal_was_away_and_may_not_is_put_out(people, open_meeting):
    who = join(people.member, open_meeting)
    VideoGrant.objects.update(revoked_at=now())

    out = report(event("joined", who), here=[who])

    assert [(order["room"], order["person"]) for order in out] == [tuple(who.values())]
    assert not Presence.objects.exists()


def test_the_chair_reads_who_is_out_and_what_is_not_yet_confirmed(people, open_meeting):
    who = join(people.member, open_meeting)
    report(event("joined", who), here=[who])
    item = open_meeting.agenda.get(number=1)
    actions.declare_interest(actor=people.member, item=item, reason="I work there.")
    out = report(here=[who])
    before = words(get(people.chair, "presences", open_meeting.pk))

    report(done=[order["id"] for order in out])
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    page = get(people.secretary, "presences", open_meeting.pk)

    assert "Doreen Whitcombe They declared an interest in the item under way." in before
    assert "The video host has not confirmed it yet." in before
    after = words(page).partition("Out of the video")[2]
    assert "Doreen Whitcombe They declared an interest in the item under way. Out since" in after
    assert "Everybody The meeting ended. The video host has not confirmed it yet." in after
    assert problems(page) == []


def test_an_end_that_is_taken_back_closes_no_room(people, open_meeting):
    who = join(people.member, open_meeting)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    closing = report(here=[who])
    actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    assert [(order["room"], order["person"]) for order in closing] == [(open_meeting.room_name, "")]
    assert report(here=[who]) == []


def test_a_report_that_says_nothing_new_locks_and_writes_nothing(people, open_meeting):
    who = join(people.member, open_meeting)
    away = join(people.chair, open_meeting)
    report(event("joined", who), event("joined", away), here=[who, away])
    report(event("left", away), here=[who])

    with CaptureQueriesContext(connection) as asked:
        report(here=[who])

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_what_is_said_again_changes_nothing(people, open_meeting):
    who = join(people.member, open_meeting)
    Meeting.objects.update(opened_at=now() - timedelta(minutes=40))
    left = event("left", who, now() - timedelta(minutes=5))
    report(event("joined", who, now() - timedelta(minutes=20)), left, here=[])
    report(event("joined", who), here=[who])
    before = list(Presence.objects.values_list("began_at", "ended_at"))

    report(left, here=[who])  # came late, or by somebody who listens
    report()

    assert list(Presence.objects.values_list("began_at", "ended_at")) == before
    assert now() - VideoGrant.objects.get().left_at < timedelta(minutes=1)


def test_who_is_there_without_leave_is_put_out_though_nobody_told_that_they_came(
    people, open_meeting
):
    who, chair = join(people.member, open_meeting), join(people.chair, open_meeting)
    VideoGrant.objects.filter(user=people.member).update(revoked_at=now())

    first, again = report(here=[who, chair]), report(here=[who, chair])

    assert [order["person"] for order in first] == [who["person"]]
    assert again == first
    assert report(here=[chair], done=[first[0]["id"]]) == []


def test_an_order_does_not_hold_for_who_was_let_in_again_since(people, open_meeting):
    who, then = join(people.member, open_meeting), issued(people.member)
    first, last = open_meeting.agenda.get(number=2), open_meeting.agenda.get(number=3)
    actions.declare_interest(actor=people.member, item=first, reason="I work there.")
    actions.start_item(actor=people.chair, meeting=open_meeting, item=first)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=last)
    for times, model in (("issued_at", VideoGrant), ("asked_at", VideoKick)):
        model.objects.update(**{times: F(times) - timedelta(minutes=1)})
    join(people.member, open_meeting)

    (order,) = report(event("joined", who), here=[who])
    VideoGrant.objects.update(revoked_at=now())
    orders = report(here=[who])

    assert then - 60 <= order["issued"] < issued(people.member) <= orders[-1]["issued"]
    assert [each["id"] for each in orders] == [order["id"], orders[-1]["id"]]
    assert Presence.objects.get().ended_at is None


def test_who_is_back_in_the_room_of_a_meeting_that_is_over_has_it_closed_again(
    people, open_meeting
):
    who = join(people.member, open_meeting)
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    closing = report(here=[who])
    assert report(done=[closing[0]["id"]]) == []

    again = report(event("joined", who), here=[who])

    assert [(order["room"], order["person"]) for order in again] == [(open_meeting.room_name, "")]
    assert not Presence.objects.filter(ended_at=None).exists()


def test_after_an_end_taken_back_who_loses_their_place_is_still_put_out(people, open_meeting):
    who, observer = join(people.member, open_meeting), join(people.observer, open_meeting)
    report(event("joined", who), event("joined", observer), here=[who, observer])
    actions.end_meeting(actor=people.chair, meeting=open_meeting)
    accounts.suspend_person(actor=people.administrator, person=people.observer)
    actions.reopen_meeting(actor=people.chair, meeting=open_meeting)

    first = report(here=[who, observer])
    accounts.suspend_person(actor=people.administrator, person=people.member)
    second = report(here=[who, observer])

    assert [order["person"] for order in first] == [observer["person"]]
    assert [order["person"] for order in second] == [observer["person"], who["person"]]


def test_while_nothing_changes_the_host_costs_a_few_questions(
    people, open_meeting, django_assert_max_num_queries
):
    rooms = [
        join(person, open_meeting) for person in (people.member, people.chair, people.observer)
    ]
    report(*(event("joined", who) for who in rooms), here=rooms)

    with django_assert_max_num_queries(5):
        assert report(here=rooms) == []
