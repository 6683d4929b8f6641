"""Listeners in the video: what they hear, when they are cut off, and what their token opens."""

import jwt
import pytest

from accounts.actions import end_membership, suspend_person
from core.live import streams
from meetings import actions
from meetings.models import Attendance, Meeting, VideoGrant
from meetings.video.host import KEEPS_QUIET
from meetings.video.settings import JitsiSettings
from tests.factories import (
    AgendaItemFactory,
    KeyMessageFactory,
    UserFactory,
)
from tests.meetings.listening import (
    PRIVATE,
    caption,
    heard,
    heard_of,
    host,
    joined,
    listening,
    news,
    read,
    region_words,
    start,
    told,
)
from tests.meetings.pages import JSON, get, press
from tests.meetings.video_host import HOST, event, may, report

pytestmark = pytest.mark.django_db
__all__ = ["heard", "host", "listening"]


def test_a_private_item_reaches_no_listener_and_the_next_one_does_again(
    people, listening, newcomer, topic, host
):
    inner = AgendaItemFactory(meeting=listening, number=9, title="Zinnia seats", members_only=True)
    _answer, who, issued = joined(newcomer, listening)
    report(event("joined", who), here=[who])
    before = may(who, issued)
    seq = streams.current(listening.stream)
    start(people, listening, 9)
    listening.refresh_from_db()
    caption(people, listening, "Zinnia words")
    cut = news(newcomer, listening, after=seq)
    orders = [order["person"] for order in report(here=[who])]
    inside = told(people.police_lead, listening)

    assert (before, inner.title) == (True, "Zinnia seats")
    assert 'data-video-apart="listeners"' in cut.json()["regions"]["heard"]
    assert region_words(cut) == PRIVATE
    assert orders == [who["person"]]
    assert may(who, issued) is False
    assert press(newcomer, "listen-join", listening.pk, headers=JSON).status_code == 403
    assert (
        inside
        == "Nobody listens to this item. It is private: listeners are back with the next one."
    )
    start(people, listening, 3)
    assert read(newcomer, listening) == "Any other business"
    assert joined(newcomer, listening)[0].status_code == 200


def test_an_interest_a_door_or_a_marking_closes_the_item_at_once(
    people, listening, newcomer, topic, host
):
    start(people, listening, 2)
    key_message = KeyMessageFactory(topic=topic, text="Zinnia wording")
    actions.show_wording(actor=people.chair, meeting=listening, wording=key_message.wordings.get())
    open_words = read(newcomer, listening)
    _answer, who, issued = joined(newcomer, listening)
    item = listening.agenda.get(number=2)
    actions.declare_interest(actor=people.member, item=item, reason="My brother works there")
    with_interest = read(newcomer, listening)
    orders = [order["person"] for order in report(event("joined", who), here=[who])]
    start(people, listening, 3)
    actions.show_wording(actor=people.chair, meeting=listening, wording=key_message.wordings.get())
    after_it = read(newcomer, listening)
    item.recusals.all().delete()
    shown_again = read(newcomer, listening)
    topic.handling_first = True
    topic.save()
    behind_a_door = read(newcomer, listening)
    Meeting.objects.filter(pk=listening.pk).update(marking="official_sensitive")

    assert open_words == "Front counter The wording Zinnia wording"
    assert with_interest == PRIVATE
    assert orders == [who["person"]]
    assert after_it == "Any other business"
    assert shown_again == "Any other business The wording Zinnia wording"
    assert behind_a_door == "Any other business"
    assert news(newcomer, listening).status_code == 404
    assert may(who, issued) is False


def test_the_token_of_a_listener_names_nobody_and_opens_nothing_but_the_picture(
    listening, newcomer, host
):
    answer, _who, _issued = joined(newcomer, listening)
    token_claims = jwt.decode(
        answer.json()["jwt"],
        HOST["JITSI_SECRET"],
        ["HS256"],
        audience="jitsi",
        options={"verify_exp": False},
    )
    user, features = token_claims["context"]["user"], token_claims["context"]["features"]

    assert (user["name"], user["moderator"], user["listens"]) == ("Listener", "false", "true")
    assert {name for name, allowed in features.items() if allowed} == {"name-readonly"}
    config = answer.json()["config"]
    assert config["toolbarButtons"] == ["tileview", "fullscreen", "hangup"]
    assert (config["disableInitialGUM"], config["startWithAudioMuted"]) == (True, True)
    assert VideoGrant.objects.get().user is None
    assert listening.presences.count() == 0


@pytest.mark.parametrize("lacks", ["key", "plugin", "nothing"])
def test_nobody_gets_into_a_video_in_which_nothing_keeps_them_quiet(
    listening, newcomer, host, settings, lacks
):
    if lacks == "key":
        keyless = {name: value for name, value in HOST.items() if name != "JITSI_SYSTEM_KEY"}
        settings.JITSI = JitsiSettings.from_mapping(keyless, profile="test")
    if lacks == "plugin":
        heard_of(plugin=KEEPS_QUIET - 1)
    page = get(newcomer, "listen", listening.pk)
    framed = "frame-src https" in page["Content-Security-Policy"]
    answer = press(newcomer, "listen-join", listening.pk, headers=JSON)
    press(newcomer, "listen-stop", listening.pk)
    promised = get(newcomer, "listen", listening.pk).content.decode()

    is_there = lacks == "nothing"
    assert ("the sound, the picture and the words stop" in promised) == is_there
    assert ("data-video-join" in page.content.decode(), framed) == (is_there, is_there)
    assert answer.status_code == (200 if is_there else 403)
    assert VideoGrant.objects.count() == int(is_there)


@pytest.mark.parametrize("how", ["suspended", "left", "closed", "comes"])
def test_whose_right_ends_hears_and_reads_nothing_more(people, listening, newcomer, host, how):
    _answer, who, issued = joined(newcomer, listening)
    report(event("joined", who), here=[who])
    if how == "suspended":
        suspend_person(actor=UserFactory(is_staff=True), person=newcomer)
    elif how == "left":
        end_membership(actor=people.chair, membership=newcomer.memberships.get())
    elif how == "closed":
        actions.open_to_listeners(actor=people.chair, meeting=listening, kinds=[])
    else:
        actions.invite_people(actor=people.chair, meeting=listening, users=[newcomer])
        actions.say_attendance(actor=newcomer, meeting=listening, mode=Attendance.Mode.VIDEO)

    assert [order["person"] for order in report(here=[who])] == [who["person"]]
    assert may(who, issued) is False
    assert news(newcomer, listening).status_code == (302 if how == "suspended" else 404)
