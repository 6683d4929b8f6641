"""Handling: read and accepted, version by version, before a topic opens."""

import pytest

from core.clock import now
from core.live.room import GONE
from core.policy import Refused
from deliberation import actions
from deliberation.models import HandlingAcceptance, HandlingText, KeyMessage, Space, Topic
from meetings.models import AgendaItem, Meeting, Paper
from tests.deliberation.audiences import events
from tests.deliberation.conftest import MEMBERS_WORDS, SHARED_WORDS
from tests.deliberation.pages import page, url, words
from tests.deliberation.sockets import closed_with, do, frame
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import KeyMessageFactory
from tests.signing_in import signed_in

RULE = "Do not forward, do not print"
INSIDE = (SHARED_WORDS, MEMBERS_WORDS, "What should the front counter become?", "Petunia line")


@pytest.fixture
def briefing(topic):
    """The topic, closed to each reader until they accept RULE; with a decided key message."""
    Topic.objects.filter(pk=topic.pk).update(handling=RULE, handling_first=True)
    KeyMessageFactory(topic=topic, text="Petunia line", state=KeyMessage.State.AGREED)
    return Topic.objects.get(pk=topic.pk)


@pytest.mark.parametrize("role", ["chair", "member", "secretary", "police_lead"])
def test_until_it_is_accepted_there_is_only_the_handling(people, briefing, role):
    client = signed_in(getattr(people, role))
    html = client.get(url("topic", briefing.pk)).content.decode()
    elsewhere = [
        client.get(address, follow=True).content.decode()
        for address in ("/", url("topics"), url("key-messages"), url("topic-members", briefing.pk))
    ]

    assert RULE in html
    assert "I accept this: open the topic" in html
    assert [each for each in INSIDE if any(each in text for text in (html, *elsewhere))] == []


def test_its_key_messages_are_not_there_either(people, briefing):
    message = briefing.key_messages.get()

    assert page(people.member, "key-message", message.pk).status_code == 404


def test_nothing_new_is_counted(people, briefing):
    text = words(page(people.member, "topics"))

    assert "Before you can read this topic, agree to keep it confidential." in text
    assert "new in the" not in text


def test_accepting_opens_it_and_is_kept_with_version_and_time(people, briefing):
    client = signed_in(people.member)
    client.post(url("handling-accept", briefing.pk), {"version": 1})
    kept = HandlingAcceptance.objects.get()

    assert SHARED_WORDS in words(client.get(url("topic", briefing.pk)))
    assert (kept.user, kept.topic, kept.version) == (people.member, briefing, 1)
    assert kept.accepted_at <= now()
    assert events() == ["handling.accepted"]


def test_accepting_is_for_oneself_only(people, briefing):
    actions.accept_handling(actor=people.member, topic=briefing, version=1)

    texts = [words(page(who, "topic", briefing.pk)) for who in (people.member, people.chair)]
    assert [SHARED_WORDS in text for text in texts] == [True, False]


def test_pressing_twice_keeps_one_acceptance(people, briefing):
    for _press in range(2):
        actions.accept_handling(actor=people.member, topic=briefing, version=1)

    assert HandlingAcceptance.objects.count() == 1
    assert events() == ["handling.accepted"]


@pytest.mark.parametrize("role", ["officer", "stranger", "administrator"])
def test_whoever_does_not_know_the_topic_accepts_nothing(people, briefing, role):
    client = signed_in(getattr(people, role))
    answer = client.post(url("handling-accept", briefing.pk), {"version": 1})

    assert (answer.status_code, HandlingAcceptance.objects.count()) == (404, 0)
    assert RULE not in client.get(url("topic", briefing.pk)).content.decode()


def test_a_new_version_asks_again(people, briefing):
    actions.accept_handling(actor=people.member, topic=briefing, version=1)
    before = words(page(people.member, "topic", briefing.pk))
    actions.change_handling(actor=people.chair, topic=briefing, text="Burn after", first=True)
    after = words(page(people.member, "topic", briefing.pk))

    assert SHARED_WORDS in before
    assert SHARED_WORDS not in after
    assert "Burn after" in after


def test_an_older_version_cannot_be_accepted(people, briefing):
    actions.change_handling(actor=people.chair, topic=briefing, text="Burn after", first=True)

    with pytest.raises(Refused, match="changed meanwhile"):
        actions.accept_handling(actor=people.member, topic=briefing, version=1)
    assert HandlingAcceptance.objects.count() == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40])
def test_a_wrong_version_is_refused_and_opens_nothing(people, briefing, version):
    client = signed_in(people.member)

    assert client.post(url("handling-accept", briefing.pk), {"version": version}).status_code == 403
    assert SHARED_WORDS not in words(client.get(url("topic", briefing.pk)))


def test_two_who_change_it_at_once_do_not_overwrite_each_other(people, briefing):
    stale = Topic.objects.get(pk=briefing.pk)
    actions.change_handling(actor=people.chair, topic=briefing, text="Mine", first=True)

    with pytest.raises(Refused, match="changed meanwhile"):
        actions.change_handling(actor=people.secretary, topic=stale, text="Theirs", first=True)
    assert Topic.objects.get().handling == "Mine"


def test_every_version_is_kept(people):
    signed_in(people.chair).post(url("topic-new"), filled_in(handling_first="on"))
    topic = Topic.objects.get()
    client = signed_in(people.secretary)
    client.post(url("handling-change", topic.pk), {"handling": RULE, "handling_first": "on"})

    kept = HandlingText.objects.values_list("version", "text", "written_by__name")
    assert list(kept) == [
        (1, "Do not forward", "Marjorie Penhale"),
        (2, RULE, "Sally Treloar"),
    ]
    assert f"Version 1, {'Do not forward'}" not in words(page(people.member, "topic", topic.pk))


def test_there_is_nothing_to_accept_without_words(people):
    response = signed_in(people.chair).post(
        url("topic-new"), filled_in(handling="", handling_first="on")
    )

    assert (response.status_code, Topic.objects.count()) == (422, 0)
    assert "Write the handling that readers accept" in response.content.decode()


@pytest.mark.parametrize("role", ["member", "police_lead"])
def test_others_do_not_change_it(people, briefing, role):
    client = signed_in(getattr(people, role))
    answer = client.post(url("handling-change", briefing.pk), {"handling": "Open to all"})

    assert (answer.status_code, Topic.objects.get().handling) == (403, RULE)


def test_a_post_before_accepting_is_refused_with_the_reason(people, briefing):
    with pytest.raises(Refused, match="Accept how this topic is handled first"):
        actions.write_post(actor=people.member, topic=briefing, space=Space.SHARED, body="Sorrel")
    answer = signed_in(people.member).post(
        url("post-new", briefing.pk, "shared"), {"body": "Sorrel"}
    )

    assert (answer.status_code, briefing.posts.filter(body="Sorrel").count()) == (403, 0)
    assert SHARED_WORDS not in answer.content.decode()


def test_its_papers_open_with_it(people, briefing):
    meeting = Meeting.objects.create(
        group=people.group, title="September", starts_at=now(), called_by=people.chair
    )
    item = AgendaItem.objects.create(meeting=meeting, number=1, title="Counter", topic=briefing)
    paper = Paper.objects.create(meeting=meeting, item=item, title="Pack")
    plain = Paper.objects.create(meeting=meeting, title="Minutes")
    before = set(Paper.objects.visible_to(people.member))
    actions.accept_handling(actor=people.member, topic=briefing, version=1)

    assert before == {plain}
    assert set(Paper.objects.visible_to(people.member)) == {plain, paper}


def test_the_chair_sees_how_many_have_accepted(people, briefing):
    actions.accept_handling(actor=people.member, topic=briefing, version=1)

    assert "1 of 6 have accepted this version." in words(
        page(people.chair, "topic-audience", briefing.pk)
    )


def test_the_polling_twin_answers_as_if_there_were_nothing(people, briefing):
    actions.accept_handling(actor=people.chair, topic=briefing, version=1)
    actions.write_post(actor=people.chair, topic=briefing, space=Space.SHARED, body="Sorrel")
    address = f"/stream/{briefing.stream('shared')}/?after=0"

    assert signed_in(people.member).get(address).status_code == 404
    assert "Sorrel" in signed_in(people.chair).get(address).json()["regions"]["posts"]


@pytest.mark.django_db(transaction=True)
async def test_no_socket_opens_before_and_each_closes_with_a_new_version(
    people, briefing, open_socket
):
    key = briefing.stream(Space.SHARED)
    early = await open_socket(people.chair, key)
    assert await closed_with(early) == GONE
    await do(actions.accept_handling, actor=people.member, topic=briefing, version=1)
    socket = await open_socket(people.member, key)
    await do(actions.write_post, actor=people.member, topic=briefing, space=Space.SHARED, body="Hi")
    assert "Hi" in (await frame(socket))["regions"]["posts"]

    await do(actions.change_handling, actor=people.chair, topic=briefing, text="New", first=True)
    assert await closed_with(socket) == GONE
    for page_socket in (early, socket):
        await page_socket.disconnect()
