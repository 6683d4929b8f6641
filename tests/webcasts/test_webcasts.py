"""What a group watches beside a topic: who adds it, where it is shown, who is told."""

from datetime import timedelta

import pytest

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.middleware.headers import policies
from core.notices.models import Notice
from core.rights.retention import run
from core.search.models import Document
from deliberation import actions as talk
from tests.meetings.pages import questions
from tests.pages.html import tree
from tests.refusals import refusal
from tests.signing_in import signed_in
from tests.webcasts.watched import FORM, PLAN, add, address, get, mark, post
from webcasts import actions
from webcasts.jobs import remind_of_webcasts
from webcasts.models import Bookmark, Webcast

pytestmark = pytest.mark.django_db
ADDRESSES = (
    ("http://conference.example/day-1", "begins with https://"),
    ("https://ana:secret@conference.example/", "has no password"),
    ("https://conference.example.evil.example/", "sites that the portal lets in"),
    ("https://video.example/", "sites that the portal lets in"),
)


def test_the_own_people_of_a_group_add_one_and_its_readers_are_told(people, topic):
    answer = post(people.member, "webcast-add", topic.pk, **FORM)
    run_due_jobs()
    webcast = Webcast.objects.get()
    notices = Notice.objects.filter(kind="webcast.added")

    assert answer.url == webcast.get_absolute_url()
    assert {name: getattr(webcast, name) for name in PLAN} == PLAN
    readers = ("chair", "vice_chair", "secretary", "police_lead", "observer")
    names = notices.values_list("recipient__name", flat=True)
    assert sorted(names) == sorted(getattr(people, role).name for role in readers)
    for role in ("police_lead", "observer"):
        assert post(getattr(people, role), "webcast-add", topic.pk, **FORM).status_code == 403
    for role in ("officer", "stranger", "administrator"):
        assert get(getattr(people, role), "webcast", webcast.pk).status_code == 404


@pytest.mark.parametrize(("wrong", "sentence"), ADDRESSES)
def test_nobody_is_sent_to_a_site_that_is_not_let_in(people, topic, wrong, sentence):
    answer = post(people.member, "webcast-add", topic.pk, **{**FORM, "address": wrong})

    assert sentence in refusal(
        actions.add_webcast, actor=people.member, topic=topic, plan={**PLAN, "address": wrong}
    )
    assert (answer.status_code, PLAN["captions"] in answer.content.decode()) == (422, True)
    assert Webcast.objects.count() == 0


def test_a_site_that_is_let_in_no_longer_is_named_and_nobody_is_sent_there(people, topic, settings):
    webcast = add(people.member, topic)
    settings.WEBCAST_HOSTS = {}
    page = get(people.member, "webcast", webcast.pk).content.decode()

    assert (webcast.address in page, "no longer lets people go to" in page) == (False, True)


def test_it_is_framed_only_where_its_site_is_let_in_for_that_and_somebody_wants_it(people, topic):
    plain, framed = (
        add(people.chair, topic),
        add(people.chair, topic, address="https://player.conference.example/7"),
    )
    pages = {
        (webcast.host, *query): get(people.member, "webcast", webcast.pk, **query)
        for webcast in (plain, framed)
        for query in ({}, {"here": "1"})
    }
    policy = {key: page.headers["Content-Security-Policy"] for key, page in pages.items()}
    with_frame = {key for key, page in pages.items() if "<iframe" in page.content.decode()}

    assert with_frame == {("player.conference.example", "here")}
    assert {key for key, words in policy.items() if "frame-src 'none'" not in words} == with_frame
    headers = pages["player.conference.example", "here"].headers
    allowed = policies("https://player.conference.example", ("fullscreen", "autoplay"))
    assert {name: headers[name] for name in allowed} == allowed
    marked = signed_in(people.member).post(
        f"{framed.get_absolute_url()}?here=1", {"moment": "7", "words": "Here", "space": "members"}
    )
    moment = Bookmark.objects.get().pk
    assert marked.url == f"{framed.get_absolute_url()}?here=1#bookmark-{moment}"
    assert (
        "camera=()" in headers["Permissions-Policy"],
        "referrerpolicy" in pages["player.conference.example", "here"].content.decode(),
    ) == (True, True)


def test_who_was_slower_gets_both_and_what_they_typed(people, topic):
    webcast = add(people.member, topic)
    post(people.chair, "webcast-change", webcast.pk, **{**FORM, "title": "Day 2", "after": 1})
    answer = post(
        people.member, "webcast-change", webcast.pk, **{**FORM, "title": "Day 3", "after": 1}
    )
    words = answer.content.decode()

    assert (answer.status_code, "Day 2" in words, "Day 3" in words) == (409, True, True)
    assert [term.text.strip() for term in tree(answer).xpath("//main//dt")] == [
        "Captions",
        "By telephone",
    ]
    assert Webcast.objects.get().title == "Day 2"


def test_under_a_hold_no_word_of_it_is_written_over(people, topic):
    webcast = add(people.member, topic)
    talk.hold_topic(actor=people.chair, topic=topic, reason="A court asked")
    fields = {"webcast": webcast, "plan": {**PLAN, "title": "Day 2"}, "after": 1}

    assert "legal hold" in refusal(actions.change_webcast, actor=people.member, **fields)
    assert post(people.member, "webcast-change", webcast.pk, **FORM, after=1).status_code == 403


def test_one_that_is_cancelled_takes_no_marks_and_what_was_said_stays(people, topic):
    player = "https://player.conference.example/7"
    starts_at = now() + timedelta(hours=3)
    webcast = add(people.member, topic, starts_at=starts_at, address=player)
    bookmark = mark(people.chair, webcast)
    for person in (people.observer, people.police_lead):
        assert post(person, "webcast-cancel", webcast.pk).status_code == 403
    post(people.secretary, "webcast-cancel", webcast.pk)
    answer = get(people.police_lead, "webcast", webcast.pk, here="1")
    page = answer.content.decode()

    assert (bookmark.words in page, player in page) == (True, False)
    assert "frame-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ("Was to begin on" in page, "Begins on" in page) == (True, False)
    assert "cancelled" in refusal(mark, person=people.chair, webcast=Webcast.objects.get())


def test_readers_are_reminded_within_the_hour_before_it_begins_once(people, topic):
    webcast = add(people.member, topic, starts_at=now() + timedelta(hours=3))
    add(people.member, topic, title="Any time")
    for hours in (0, 2.25, 2.5, 4):
        with clock.at(now() + timedelta(hours=hours)):
            remind_of_webcasts()
    notices = Notice.objects.filter(kind="webcast.begins_soon")

    assert set(notices.values_list("about", flat=True)) == {f"webcasts.webcast:{webcast.pk}"}
    assert notices.count() == 6  # who may read the topic


def test_the_page_asks_as_much_for_three_moments_as_for_one(people, topic):
    webcast, client = add(people.member, topic), signed_in(people.member)
    numbers = []
    for second in (10, 20, 30):
        mark(people.chair, webcast, second=second)
        add(people.chair, topic, title=f"At {second}")
        pages = (webcast.get_absolute_url(), address("webcasts", topic.pk))
        numbers.append([questions(client, page) for page in pages])

    assert numbers[0] == numbers[2]


def test_it_goes_two_years_after_the_last_that_happened_in_a_closed_topic(people, topic):
    webcast = add(people.member, topic)
    mark(people.member, webcast)
    talk.close_topic(actor=people.chair, topic=topic)
    kinds = []
    for days in (729, 732):
        with clock.at(now() + timedelta(days=days)):
            kinds.append("webcasts" in {due.kind for due in run(apply=True)})

    assert kinds == [False, True]
    assert (Webcast.objects.count(), Bookmark.objects.count()) == (0, 0)
    assert not Document.objects.filter(kind__in=("webcast", "bookmark")).exists()
