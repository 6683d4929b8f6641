"""The live page of a topic, over a real socket: what arrives, for whom, and when it ends."""

import re
from datetime import timedelta

import pytest
from channels.db import database_sync_to_async

from core.clock import now
from core.live import streams
from core.live.room import GONE
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import Choice, Space
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.pages import url
from tests.deliberation.sockets import closed_with, do, frame
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = 1.5  # seconds in which nothing arrives: longer than the hub's own look at the streams


async def test_a_post_arrives_where_it_was_written_and_nowhere_else(people, topic, open_socket):
    shared = await open_socket(people.police_lead, topic.stream(Space.SHARED))
    members = await open_socket(people.chair, topic.stream(Space.MEMBERS))

    post = await do(
        actions.write_post, actor=people.member, topic=topic, space=Space.MEMBERS, body="Lobelia"
    )
    arrived = await frame(members)

    assert (arrived["after"], arrived["seq"]) == (0, 1)
    assert set(arrived["regions"]) == {"posts", "questions", "readers"}
    assert f' id="post-{post.pk}"' in arrived["regions"]["posts"]
    assert 'data-say="2 posts, the newest by Doreen Whitcombe."' in arrived["regions"]["posts"]
    assert await shared.receive_nothing(timeout=QUIET)
    await shared.disconnect()
    await members.disconnect()


@pytest.mark.parametrize("role", ["secretary", "police_lead", "observer", "administrator"])
async def test_the_members_space_has_no_socket_for_others(people, topic, open_socket, role):
    socket = await open_socket(getattr(people, role), topic.stream(Space.MEMBERS))

    assert await closed_with(socket) == GONE
    await socket.disconnect()


async def test_a_removed_guest_is_shut_out_at_once(people, topic, open_socket):
    guest = await open_socket(people.observer, topic.stream(Space.SHARED))

    await do(actions.remove_guest, actor=people.chair, topic=topic, user=people.observer)
    await do(
        actions.write_post, actor=people.member, topic=topic, space=Space.SHARED, body="Lobelia"
    )

    assert await closed_with(guest) == GONE
    await guest.disconnect()


async def test_the_readers_are_counted_anew_for_those_who_stay(people, topic, open_socket):
    member = await open_socket(people.member, topic.stream(Space.SHARED))

    await do(actions.remove_guest, actor=people.chair, topic=topic, user=people.observer)
    arrived = await frame(member)

    assert set(arrived["regions"]) == {"readers"}
    assert "3 members, the secretary and 1 police officer can read" in arrived["regions"]["readers"]
    await member.disconnect()


async def test_a_page_that_was_away_is_brought_up_to_date(people, topic, open_socket):
    for body in ("One", "Two"):
        await do(
            actions.write_post, actor=people.member, topic=topic, space=Space.SHARED, body=body
        )
    socket = await open_socket(people.chair, topic.stream(Space.SHARED), after=1)
    arrived = await frame(socket)

    assert (arrived["after"], arrived["seq"]) == (1, 2)
    assert "Two" in arrived["regions"]["posts"]
    await socket.disconnect()


async def test_a_proposed_message_arrives_for_members_and_not_for_guests(
    people, topic, open_socket
):
    member = await open_socket(people.chair, topic.stream(Space.SHARED))
    guest = await open_socket(people.observer, topic.stream(Space.SHARED))

    await do(actions.propose_key_message, actor=people.member, topic=topic, text="Lobelia line")

    assert "Lobelia line" in (await frame(member))["regions"]["key-messages"]
    assert "Lobelia" not in (await frame(guest))["regions"]["key-messages"]
    await member.disconnect()
    await guest.disconnect()


async def test_an_answer_shows_as_a_number_only(people, topic, open_socket):
    message = await do(
        actions.propose_key_message, actor=people.member, topic=topic, text="Keep a line"
    )
    opened = await do(
        actions.open_agreement_round,
        actor=people.chair,
        key_message=message,
        asked=[actions.Asked(people.chair), actions.Asked(people.member)],
    )
    socket = await open_socket(people.chair, topic.stream(Space.SHARED), after=2)

    await do(
        actions.take_position,
        actor=people.member,
        agreement_round=opened,
        choice=Choice.OBJECT,
        reason="Lobelia",
    )
    region = (await frame(socket))["regions"]["key-messages"]

    assert "1 of 2 has answered." in region
    assert "Lobelia" not in region
    assert "Doreen" not in region
    await socket.disconnect()


async def test_the_polling_twin_answers_the_same_as_the_socket(people, topic, open_socket):
    socket = await open_socket(people.chair, topic.stream(Space.MEMBERS))
    await do(
        actions.write_post, actor=people.member, topic=topic, space=Space.MEMBERS, body="Lobelia"
    )
    arrived = await frame(socket)

    def poll(after):
        return signed_in(people.chair).get(f"/stream/{topic.stream('members')}/?after={after}")

    polled = await database_sync_to_async(poll)(0)
    nothing_new = await database_sync_to_async(poll)(1)

    assert same_moment(polled.json()) == same_moment(arrived)
    assert nothing_new.status_code == 204
    await socket.disconnect()


def same_moment(message):
    """The frame, its "just now" left as drawn: both are drawn within the same minute."""
    return {**message, "regions": {name: html.strip() for name, html in message["regions"].items()}}


def test_the_first_answer_is_the_region_without_the_links_of_other_authors(people, topic):
    key = topic.stream(Space.MEMBERS)
    client = signed_in(people.chair)
    client.get(url("topic-members", topic.pk))  # nothing is new the second time
    content = client.get(url("topic-members", topic.pk)).content.decode()
    page = TopicPage()
    regions = page.draw(
        page.find(key),
        page.audiences(page.find(key), [people.chair.pk])[people.chair.pk],
        {"posts"},
    )

    others = re.compile(r"\n<span[^>]* data-own hidden>.*?</span></a></span>", re.DOTALL)
    assert others.search(regions["posts"])
    assert others.sub("", regions["posts"]).strip() in content
    assert MEMBERS_WORDS in regions["posts"]


def test_nobody_looks_at_a_space_that_does_not_exist(people, topic):
    page = TopicPage()
    for key in ("topic.999999.shared", f"topic.{topic.pk}.attic", "topic.x.shared", "topic"):
        assert page.find(key) is None


def test_whose_membership_ended_is_no_audience(people, topic):
    people.chair.memberships.update(ends_at=now() - timedelta(seconds=1))

    assert TopicPage().audiences(TopicPage().find(topic.stream("members")), [people.chair.pk]) == {}


def test_reading_raises_no_stream(people, topic):
    signed_in(people.chair).get(url("topic", topic.pk))

    assert streams.current(topic.stream("shared")) == 0
