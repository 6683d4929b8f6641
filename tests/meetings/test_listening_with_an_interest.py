"""Who stays with an interest, on the live page and in the video: muted and unseen, by the host."""

import jwt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import actions, queries
from meetings.models import Attendance, Meeting, Presence, Recusal, VideoGrant, VideoKick
from meetings.video.host import KEEPS_QUIET
from meetings.video.modes import Mode
from meetings.video.settings import JitsiSettings
from tests.meetings.listening import heard_of, host
from tests.meetings.on_the_floor import drawn
from tests.meetings.pages import JSON, get, press, url, words
from tests.meetings.test_query_counts import LIVE
from tests.meetings.test_telephone import KEY, NUMBERS, ask, pin
from tests.meetings.video_host import HOST, event, issued, join, may, report
from tests.pages.html import words_of
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
__all__ = ["host"]
LISTENS = Recusal.Part.LISTENS
HEARS = "You declared an interest in this item. You stay and listen, and take no part in it."
LEFT = "You declared an interest in this item, so you take no part in it."


@pytest.fixture
def counter(people, open_meeting, ama):
    """The item on the topic has not begun; Ama, in the video, is to stay, and the member to leave."""
    item = open_meeting.agenda.get(number=2)
    actions.start_item(actor=people.chair, meeting=open_meeting, item=open_meeting.agenda.first())
    stay = {"reason": "I rent there", "user": ama, "part": LISTENS}
    actions.declare_interest(actor=people.chair, item=item, **stay)
    actions.declare_interest(actor=people.member, item=item, reason="My cousin")
    return item


def start(people, item):
    actions.start_item(actor=people.chair, meeting=item.meeting, item=item)


def pressed(person, meeting, **fields):
    return press(person, "video-join", meeting.pk, fields=fields, headers=JSON)


def claims(answer):
    return jwt.decode(answer.json()["jwt"], options={"verify_signature": False})["context"]


def test_they_are_put_out_as_the_item_begins_and_come_back_as_somebody_who_listens(
    people, open_meeting, counter, ama, host
):
    who = join(ama, open_meeting)
    report(event("joined", who), here=[who])
    before = issued(ama)
    start(people, counter)
    orders = report(here=[who])
    old = may(who, before)
    answer = pressed(ama, open_meeting, over="1")
    after = issued(ama)

    assert [order["person"] for order in orders] == [who["person"]]
    assert old is False
    assert orders[0]["issued"] < after  # or the new token would be put out with the old one
    assert (claims(answer)["user"]["listens"], answer.json()["listens"]) == ("true", True)
    assert may(who, after) is True
    assert VideoGrant.objects.latest("issued_at").listens is True
    assert [kick.why for kick in VideoKick.objects.all()] == ["video.listens"]
    assert Presence.objects.get(user=ama).ended_at is None

    start(people, open_meeting.agenda.get(number=3))
    rejoined = pressed(ama, open_meeting, over="1")
    assert "listens" not in claims(rejoined)["user"]
    assert rejoined.json()["listens"] is False
    assert may(who, issued(ama)) is True


def test_no_token_of_before_lets_them_speak_in_the_item_not_even_one_that_was_given_back(
    people, open_meeting, counter, ama, host
):
    who = join(ama, open_meeting)
    start(people, counter)
    VideoGrant.objects.update(revoked_at=None)

    assert may(who, issued(ama)) is False
    report(done=[VideoKick.objects.get().pk])
    report(event("joined", who), here=[who])
    assert VideoKick.objects.latest("pk").why == "video.not_let_in"


def test_a_chair_who_listens_moderates_nothing_and_who_leaves_is_not_let_in(
    people, open_meeting, host
):
    item = open_meeting.agenda.get(number=2)
    actions.declare_interest(actor=people.chair, item=item, reason="Mine")
    own = Recusal.objects.get(user=people.chair)
    change = {"recusal": own, "part": LISTENS, "seen": "leaves"}
    actions.change_interest(actor=people.secretary, **change)
    actions.declare_interest(actor=people.vice_chair, item=item, reason="Mine too")
    start(people, item)

    answer = pressed(people.chair, open_meeting)
    assert (claims(answer)["user"]["moderator"], answer.json()["moderates"]) == ("false", False)
    assert claims(answer)["features"]["screen-sharing"] is False
    assert "microphone" not in answer.json()["config"]["toolbarButtons"]
    assert pressed(people.vice_chair, open_meeting).status_code == 403


@pytest.mark.parametrize(("plugin", "quiet"), [(KEEPS_QUIET, True), (KEEPS_QUIET - 1, False)])
def test_where_the_host_keeps_nobody_quiet_they_are_out_of_the_video_and_told_why(
    people, open_meeting, counter, ama, host, plugin, quiet
):
    heard_of(plugin=plugin)
    start(people, counter)
    page = get(ama, "live", open_meeting.pk).text
    answer = pressed(ama, open_meeting)

    assert ('data-video-part="listens"' in page, 'data-video-apart="heard"' in page) == (
        quiet,
        not quiet,
    )
    assert (
        "You read and hear everything." in page,
        "You read everything, and you are out" in page,
    ) == (
        quiet,
        not quiet,
    )
    assert answer.status_code == (200 if quiet else 403)
    assert VideoGrant.objects.filter(user=ama).exists() is quiet


def test_declared_in_the_item_under_way_it_counts_at_once(people, open_meeting, ama, host):
    item = open_meeting.agenda.get(number=2)
    start(people, item)
    who = join(ama, open_meeting)
    actions.raise_hand(actor=ama, meeting=open_meeting)
    stay = {"reason": "I rent there", "user": ama, "part": LISTENS}
    recusal = actions.declare_interest(actor=people.secretary, item=item, **stay)

    assert open_meeting.requests.get().state == "lowered"
    assert [order["person"] for order in report(here=[who])] == [who["person"]]
    quiet = pressed(ama, open_meeting)
    assert quiet.json()["listens"] is True
    actions.change_interest(
        actor=people.chair, recusal=recusal, part=Recusal.Part.LEAVES, seen="listens"
    )
    assert may(who, issued(ama)) is False
    assert pressed(ama, open_meeting).status_code == 403


def test_by_telephone_they_hear_and_are_heard_by_nobody_until_they_ring_in_again(
    people, open_meeting, counter, ama, host, settings
):
    line = {"JITSI_TELEPHONES": NUMBERS, "JITSI_TELEPHONE_KEY": KEY}
    settings.JITSI = JitsiSettings.from_mapping({**HOST, **line}, profile="test")
    typed = {"cid": pin(ama, open_meeting, settings)}
    heard = []
    for item in (counter, open_meeting.agenda.get(number=3)):
        start(people, item)
        token = ask(typed).json()["token"]
        user = jwt.decode(token, options={"verify_signature": False})["context"]["user"]
        heard.append(user.get("listens"))

    assert heard == ["true", None]
    assert list(VideoGrant.objects.order_by("issued_at").values_list("mode", "listens")) == [
        (Mode.TELEPHONE, True),
        (Mode.TELEPHONE, False),
    ]


def test_their_page_says_so_has_no_hand_and_shows_what_is_shown(
    people, open_meeting, counter, ama, host
):
    Meeting.objects.filter(pk=open_meeting.pk).update(captions="https://captions.example/7")
    start(people, counter)
    hers, left, took = (
        get(person, "live", open_meeting.pk) for person in (ama, people.member, people.vice_chair)
    )

    assert [HEARS in words(page) for page in (hers, left, took)] == [True, False, False]
    assert [LEFT in words(page) for page in (hers, left, took)] == [False, True, False]
    for name, seen in (
        ("captions.example", [True, False, True]),
        ('id="hand-raise"', [False, False, True]),
        ('id="propose"', [False, False, True]),
        ('data-video-apart="interest"', [False, True, False]),
        ('data-video-part="listens"', [True, False, False]),
    ):
        assert [name in page.text for page in (hers, left, took)] == seen, name


def test_who_leads_reads_who_takes_no_part_and_to_whom_no_microphone_goes(
    people, open_meeting, counter, ama, leroy, host
):
    stay = {"reason": "I rent there", "part": LISTENS}
    actions.declare_interest(actor=people.chair, item=counter, user=leroy, **stay)
    actions.declare_interest(actor=people.chair, item=counter, user=people.officer, **stay)
    for person, mode in (
        (ama, "video"),
        (leroy, "telephone"),
        (people.officer, "room"),
        (people.member, "room"),
    ):
        presence = {"user": person, "mode": Attendance.Mode(mode)}
        actions.come_in(actor=people.secretary, meeting=open_meeting, **presence)
    before = drawn(people.chair, open_meeting, "watch")
    start(people, counter)
    seen = {
        role: drawn(getattr(people, role), open_meeting, "watch")
        for role in ("chair", "secretary", "vice_chair", "member", "police_lead", "observer")
    }

    assert "Takes no part" not in before
    leads = {role for role, part in seen.items() if "Ama Boateng" in part}
    assert leads == {"chair", "secretary", "vice_chair"}
    for sentence in (
        "Ama Boateng · on video · listens",
        "Leroy Samuels · on the telephone · listens Keep their telephone line switched off.",
        f"{people.officer.name} · in the room · listens Pass them no microphone.",
        "Doreen Whitcombe · in the room · leaves Ask them to go out until it is over.",
    ):
        assert sentence in words_of(seen["chair"]), sentence


def test_whom_an_item_for_members_is_not_for_does_not_read_who_has_an_interest_in_it(
    people, open_meeting, counter, ama, leroy, host
):
    closed = open_meeting.agenda.get(number=3)
    type(closed).objects.filter(pk=closed.pk).update(members_only=True, topic=None)
    closed.refresh_from_db()
    stay = {"reason": "I rent there", "part": LISTENS}
    actions.declare_interest(actor=people.chair, item=closed, user=ama, **stay)
    actions.declare_interest(actor=people.chair, item=closed, user=leroy, reason="Mine")
    for person in (ama, leroy):
        presence = {"user": person, "mode": Attendance.Mode.VIDEO}
        actions.come_in(actor=people.secretary, meeting=open_meeting, **presence)
    join(leroy, open_meeting)
    start(people, closed)
    who = join(ama, open_meeting)
    report(event("joined", who), here=[who])

    for role, reads in (("chair", True), ("secretary", False)):
        watch = drawn(getattr(people, role), open_meeting, "watch")
        assert [name in watch for name in ("Ama Boateng", "Leroy Samuels")] == [reads, reads], role
        panel = words(get(getattr(people, role), "in-video", open_meeting.pk))
        assert ("listens: nobody hears or sees them" in panel) is reads, role
        assert "Ama Boateng" in panel
        out = words(get(getattr(people, role), "presences", open_meeting.pk))
        left = [
            line for line in ("They declared an interest", "They left for one item") if line in out
        ]
        assert left == [["They left for one item"], ["They declared an interest"]][reads], role


def test_the_panel_of_the_video_says_that_they_listen(people, open_meeting, counter, ama, host):
    start(people, counter)
    who = join(ama, open_meeting)
    report(event("joined", who), here=[who])

    (row,) = queries.in_video(open_meeting, stays=True)
    assert (row.person, str(row.way)) == (ama, "listens: nobody hears or sees them")


@pytest.mark.parametrize("number", [1, 3])
def test_a_redraw_asks_as_much_for_three_who_listen_as_for_one(
    people, open_meeting, counter, ama, leroy, host, number
):
    for person in (leroy, people.officer)[: number - 1]:
        stay = {"reason": "I rent there", "user": person, "part": LISTENS}
        actions.declare_interest(actor=people.chair, item=counter, **stay)
    start(people, counter)
    page, address = signed_in(people.chair), url("live", open_meeting.pk)
    page.get(address)
    with CaptureQueriesContext(connection) as asked:
        page.get(address)

    assert len(asked) == LIVE
