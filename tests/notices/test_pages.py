"""The pages: what I have been told, how I wish to be told, and whom an organiser calls."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Reach, User
from accounts.views import notices as views
from core.clock import today
from core.jobs import run_due_jobs
from core.notices.models import Following, Notice, NoticeSettings
from deliberation.models import NamedReader, Space
from meetings.actions import cancel_meeting
from tests.accounts.places import in_group
from tests.factories import KeyMessageFactory, MeetingFactory, PostFactory, TopicFactory
from tests.notices.conftest import NOON, WORD
from tests.signing_in import signed_in


def notice(person, thing, kind="meeting.cancelled", key="k", **more):
    about = f"{thing._meta.label_lower}:{thing.pk}"
    return Notice.objects.create(recipient=person, kind=kind, about=about, key=key, **more)


def lines(page):
    return [(str(line.says), str(line.shown), line.href) for line in page.context["lines"]]


def number(page):
    item = next(item for item in page.context["navigation"] if item["href"] == "/notices/")
    return item["number"]


def test_the_menu_counts_what_is_new_until_the_page_was_looked_at(world):
    notice(world.member, world.meeting)
    client = signed_in(world.member)

    assert number(client.get("/help/")) == 1
    first = client.get("/notices/")
    assert lines(first) == [
        ("A meeting has been cancelled", f"{WORD} meeting", world.meeting.get_absolute_url())
    ]
    assert first.content.count(b">New<") == 1
    again = client.get("/notices/")
    assert (number(again), again.content.count(b">New<")) == (0, 0)


def test_a_notice_of_what_is_no_longer_there_for_me_says_so_and_names_nothing(world):
    notice(world.officer, world.topic, kind="topic.opened")
    page = signed_in(world.officer).get("/notices/")

    assert lines(page) == [("A new topic has been opened", "None", "")]
    assert b"You can no longer open it" in page.content
    assert WORD not in page.content.decode().replace(str(world.officer), "").lower()


def test_the_police_lead_reads_no_title_of_a_topic_that_they_were_not_let_into(world):
    world.topic.guests.all().delete()
    sent = KeyMessageFactory(topic=world.topic, state="sent", sent_at=NOON, response_due=today())
    notice(world.police_lead, sent, kind="response.due")
    page = signed_in(world.police_lead).get("/notices/")

    assert lines(page) == [
        ("A police response is due today", sent.reference, sent.get_absolute_url())
    ]
    assert f"{WORD} topic" not in page.text


def test_what_is_over_stays_on_the_page_and_says_so(world):
    for key in range(26):
        notice(world.member, world.meeting, kind="meeting.called", key=str(key))
    world.meeting.state = "cancelled"
    world.meeting.save()
    page = signed_in(world.member).get("/notices/")

    assert (page.text.count(">Over<"), page.text.count(">New<")) == (25, 0)
    assert "?page=2" in page.text


def test_what_comes_while_the_page_is_drawn_is_still_new(world, monkeypatch):
    notice(world.member, world.meeting)
    drawn = views.lines

    def late(notices, reader):
        shown = drawn(notices, reader)
        notice(world.member, world.topic, kind="topic.opened")
        return shown

    monkeypatch.setattr(views, "lines", late)
    signed_in(world.member).get("/notices/")

    assert list(Notice.objects.unseen().values_list("kind", flat=True)) == ["topic.opened"]


def test_nobody_sees_the_notices_of_another(world):
    notice(world.member, world.meeting)

    assert lines(signed_in(world.chair).get("/notices/")) == []


def test_a_page_of_three_asks_no_more_than_a_page_of_one(world):
    topics = TopicFactory.create_batch(3, group=world.group)
    posts = [PostFactory(topic=topic, space=Space.MEMBERS) for topic in topics]
    client, asked = signed_in(world.member), []
    for number_of, post in enumerate(posts, start=1):
        meeting = MeetingFactory(group=world.group)
        seen = {"key": str(number_of), "seen_at": NOON}
        notice(world.member, post, kind="post.written", **seen)
        notice(world.member, meeting, **seen)
        key_message = KeyMessageFactory(topic=post.topic, state="sent")
        notice(world.member, key_message, kind="response.overdue", **seen)
        with CaptureQueriesContext(connection) as queries:
            assert len(lines(client.get("/notices/"))) == 3 * number_of
        asked.append(len(queries))

    assert asked[0] == asked[2]


def test_what_i_choose_is_kept_and_shown_again(world):
    client = signed_in(world.member)
    wishes = {"email": "digest", "days": ["4", "0"], "topics": "all"}
    answer = client.post(
        "/notices/settings/", {**wishes, "quiet_from": "8:30pm", "quiet_until": "8am"}
    )
    kept = NoticeSettings.objects.get(user=world.member)
    page = client.get("/notices/settings/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/notices/")
    assert (kept.email, kept.days, kept.topics) == ("digest", "04", "all")
    assert (f"{kept.quiet_from:%H:%M}", f"{kept.quiet_until:%H:%M}") == ("20:30", "08:00")
    assert page.count(" checked") == 4
    assert 'value="8:30pm"' in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": "digest", "days": []}, "Choose at least one day for the summary"),
        ({"quiet_until": ""}, "Enter both times, or neither"),
        ({"quiet_from": "nine"}, "Enter a time, like 6:30pm or 18:30"),
        ({"topics": ""}, "Choose what you want to be told of a topic"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_and_comes_back(world, changed, words):
    wishes = {"email": "at_once", "days": ["1"], "topics": "none"} | {
        "quiet_from": "9pm",
        "quiet_until": "7am",
    }
    answer = signed_in(world.member).post("/notices/settings/", wishes | changed)

    assert (answer.status_code, NoticeSettings.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_a_topic_is_muted_on_its_own_page(world):
    client = signed_in(world.member)
    path = f"/topics/{world.topic.pk}/follow/"
    before = client.get(path).context["form"]["level"].value()
    client.post(path, {"level": "none"})

    assert before == "decisions"
    assert list(Following.objects.values_list("user", "place", "level")) == [
        (world.member.pk, f"topic.{world.topic.pk}", "none")
    ]


# --- people without email -------------------------------------------------------------------------


@pytest.fixture
def leroy(world):
    """A member on the telephone."""
    User.objects.filter(pk=world.member.pk).update(email=None)
    return world.member


def test_an_organiser_sees_who_is_to_be_called_and_presses_done(world, leroy):
    cancel_meeting(actor=world.secretary, meeting=world.meeting)
    run_due_jobs()
    client = signed_in(world.secretary)
    path = f"/groups/{world.group.pk}/people/call/"
    people = client.get(path).context["people"]
    [(person, [line])] = people
    client.post(f"/notices/{line.notice.pk}/done/")

    assert (person, str(line.says)) == (leroy, "A meeting has been cancelled")
    assert client.get(path).context["people"] == []


def called(world, who):
    """What the page of this organiser tells of, by the kind of notice."""
    return called_by(signed_in(getattr(world, who)), world)


def called_by(client, world):
    page = client.get(f"/groups/{world.group.pk}/people/call/")
    return [line.notice.kind for _person, lines in page.context["people"] for line in lines]


def test_the_call_list_tells_an_organiser_of_nothing_that_they_may_not_know_of(world, leroy):
    named = TopicFactory(group=world.group, readers_named=True, title=f"{WORD} about the chair")
    for reader in (leroy, world.secretary):
        NamedReader.objects.create(topic=named, user=reader)
    secret = notice(leroy, named, kind="topic.reader_named", group_id=world.group.pk)
    notice(leroy, world.post, kind="post.written", group_id=world.group.pk)

    assert called(world, "chair") == ["post.written"]
    assert called(world, "secretary") == ["topic.reader_named"]
    pressed = signed_in(world.chair).post(f"/notices/{secret.pk}/done/")
    assert (pressed.status_code, Notice.objects.get(pk=secret.pk).delivered_at) == (404, None)


def test_nobody_is_called_for_what_is_over(world, leroy):
    notice(leroy, world.meeting, kind="meeting.called", group_id=world.group.pk)
    before = called(world, "chair")
    world.meeting.state = "cancelled"
    world.meeting.save()

    assert (before, called(world, "chair")) == (["meeting.called"], [])


def test_nobody_is_on_the_list_of_a_group_that_they_left(world, leroy):
    notice(leroy, world.meeting, group_id=world.group.pk)
    world.places["member"].ends_at = NOON
    world.places["member"].save()

    page = signed_in(world.secretary).get(f"/groups/{world.group.pk}/people/call/")
    assert page.context["people"] == []


def test_nobody_is_called_for_what_they_may_no_longer_see(world, leroy):
    named = TopicFactory(group=world.group, readers_named=True)
    for reader in (leroy, world.secretary):
        NamedReader.objects.create(topic=named, user=reader)
    notice(leroy, named, kind="topic.reader_named", group_id=world.group.pk)
    notice(leroy, world.meeting, group_id=world.group.pk)
    before = called(world, "secretary")
    NamedReader.objects.get(topic=named, user=leroy).delete()

    assert before == ["topic.reader_named", "meeting.cancelled"]
    assert called(world, "secretary") == ["meeting.cancelled"]


def test_nobody_is_called_who_is_suspended(world, leroy):
    notice(leroy, world.meeting, group_id=world.group.pk)
    before = called(world, "chair")
    User.objects.filter(pk=leroy.pk).update(is_active=False)

    assert (before, called(world, "chair")) == (["meeting.cancelled"], [])


def test_each_line_of_one_person_on_the_call_list_costs_no_query(world, leroy):
    assert calls_cost(world, [leroy] * 3) == [0, 0]


def test_each_person_on_the_call_list_is_asked_about_in_two_queries(world):
    """Where they belong and how they stand: whether they may still see it is theirs alone."""
    people = [in_group(world.group, "member", email=None).user for _one in range(3)]
    assert calls_cost(world, people) == [2, 2]


def calls_cost(world, people):
    """How many queries the list of people to call takes more with each further line."""
    client, asked = signed_in(world.chair), []
    for number_of, person in enumerate(people, start=1):
        about = MeetingFactory(group=world.group)
        notice(person, about, key=str(number_of), group_id=world.group.pk)
        with CaptureQueriesContext(connection) as queries:
            assert called_by(client, world) == ["meeting.cancelled"] * number_of
        asked.append(len(queries))
    return [more - less for less, more in pairwise(asked)]


def test_the_call_list_says_where_and_how_to_reach_them(world, leroy):
    where = {"telephone": "+44 (0)1632 960 417", "address": "7 Lobelia Steps\nFlat 2"}
    Reach.objects.create(user=leroy, way=Reach.Way.LARGE_PRINT, **where)
    notice(leroy, world.meeting, group_id=world.group.pk)
    page = signed_in(world.secretary).get(f"/groups/{world.group.pk}/people/call/")

    for shown in ("By letter in large print", "tel:+441632960417", "7 Lobelia Steps<br>Flat 2"):
        assert shown in page.content.decode()
