"""After a withdrawal: no page, file, feed, letter, email or search says any of its words."""

import json

import pytest
from django.core import mail
from django.test import Client

from core import clock
from core.jobs import run_due_jobs
from publications import actions
from publications.models import Edition, Subject
from tests.factories import OrganisationMembershipFactory, UserFactory
from tests.publications import harbour as world
from tests.publications.test_followers import NOON, follow, news
from tests.publications.test_withdrawals import withdraw
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
DRAFT = world.draft()
TOPIC = "Front counters"
WORDS = (DRAFT.title, DRAFT.lede, TOPIC, *DRAFT.next_steps)
MESSAGES = tuple(text for text, _counts, _outcome in world.MESSAGES)
OUTSIDE = (
    "/publications/HAR-2026-S01/",
    "/publications/HAR-2026-S01/1/",
    "/publications/HAR-2026-S01.pdf",
    "/publications/HAR-2026-S01.json",
    "/publications/",
    "/publications/?status=withdrawn",
    "/publications/messages.csv",
    "/public/",
    "/public/HAR/",
    "/public/HAR/feed.xml",
    "/public/HAR/follow/",
    "/public/HAR/feedback/",
)
INSIDE = (
    "/",
    "/groups/{group}/",
    "/groups/{group}/answers/",
    "/organisations/{force}/answers/",
    "/publications/release/",
    "/publications/messages.csv",
    "/publications/",
    "/search/?q=counter",
    "/notices/",
    "/meetings/{meeting}/",
)


@pytest.fixture
def withdrawn(published):
    """What was published with a topic, an answer and a follower, and withdrawn."""
    edition = Edition.objects.get()
    edition.publication.subjects.add(Subject.objects.create(name=TOPIC))
    Edition.objects.update(snapshot={**edition.snapshot, "subjects": [TOPIC]})
    with clock.at(world.PUBLISHED):
        actions.answer_and_publish(
            actor=published.rob, key_message=_sent(published), decision="done", reason="It rings."
        )
    withdraw(published)
    return published


def _sent(harbour):
    message = harbour.messages[0]
    message.refresh_from_db()
    return message


def in_page(client, address, words):
    """Which of ``words`` the answer holds, as they stand there or as HTML and JSON write them."""
    answer = client.get(address, follow=True)
    text = answer.content.decode(errors="replace").replace("&#x27;", "'")
    return [w for w in words if w in text or json.dumps(w)[1:-1] in text]


def filled(harbour, address):
    group = harbour.group
    return address.format(group=group.pk, force=group.organisation_id, meeting=harbour.meeting.pk)


def test_nobody_outside_reads_a_word_of_it(withdrawn):
    reader = OrganisationMembershipFactory(starts_at=world.BEFORE).user
    clients = {
        "nobody": Client(),
        "a reader": signed_in(reader),
        "a stranger": signed_in(UserFactory()),
    }
    all_words = (*WORDS, *MESSAGES, "It rings.")
    left = {
        (who, address): in_page(client, address, all_words)
        for who, client in clients.items()
        for address in OUTSIDE
    }

    assert {place: words for place, words in left.items() if words} == {}


@pytest.mark.parametrize("who", ["doreen", "sally", "rob", "marjorie"])
def test_no_list_inside_holds_its_title_its_summary_or_its_topics(withdrawn, who):
    client = signed_in(getattr(withdrawn, who))
    addresses = [filled(withdrawn, address) for address in INSIDE]
    unknown = [address for address in addresses if client.get(address).status_code == 404]
    left = {address: in_page(client, address, WORDS) for address in addresses}

    assert unknown == []
    assert {address: words for address, words in left.items() if words} == {}


def test_the_group_stays_on_the_public_list_and_its_page_says_why_it_is_empty(withdrawn):
    page = Client().get("/public/HAR/").text

    assert "Nothing is published at the moment" in page
    assert "0 messages" not in page
    assert "/public/HAR/" in Client().get("/public/").text
    assert "<entry>" not in Client().get("/public/HAR/feed.xml").text


def test_followers_are_told_of_no_news_where_nothing_stands(published):
    follower = follow()
    withdraw(published)
    run_due_jobs()

    assert news(NOON.replace(month=5)) == []
    assert [
        letter
        for letter in mail.outbox
        if follower.address in letter.to and DRAFT.title in letter.body
    ] == []
