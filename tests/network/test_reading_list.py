"""What a national topic gives people to read: links, kept by its network, for whoever reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from core.audit.models import Record
from core.policy import Refused
from core.search.queries import find
from deliberation.actions import hold_topic
from network import actions
from network.models import ReadingItem
from tests.network import nation
from tests.pages.html import tree
from tests.signing_in import sign_in

TALK = {
    "title": "What a camera gets wrong",
    "url": "https://www.example.org/talk",
    "published_on": None,
    "transcript_url": "https://www.example.org/words",
    "note": "Saffron: an engineer explains false alerts",
    "chosen_by": "members",
}


def add(world, **more):
    return actions.add_reading(
        actor=nation.chair(world), national_topic=world.national_topic, reading=TALK | more
    )


def test_whoever_reads_the_national_topic_reads_the_list_and_opens_it_elsewhere(network):
    nation.drafted(network)
    add(network)
    outside = [network.reader, network.of["SOL"]["member"]]
    before = [
        (ReadingItem.objects.visible_to(person).count(), len(find(person, ["saffron"])))
        for person in outside
    ]
    actions.open_national_topic(actor=nation.chair(network), national_topic=network.national_topic)
    add(network, title="Two pages against", transcript_url="", chosen_by="network")
    pages = [
        sign_in(Client(), person).get(address)
        for person, address in (
            (outside[0], network.national_topic.get_absolute_url()),
            (outside[1], network.asked["SOL"].get_absolute_url()),
        )
    ]
    links = [tree(page).xpath("//main//a[@target='_blank']") for page in pages]

    assert before == [(0, 0), (0, 0)]
    assert [[(a.get("href"), a.get("rel")) for a in of_page] for of_page in links] == [
        [
            ("https://www.example.org/talk", "noopener noreferrer"),
            ("https://www.example.org/words", "noopener noreferrer"),
            ("https://www.example.org/talk", "noopener noreferrer"),
        ]
    ] * 2
    assert [
        [words in page.content.decode() for words in ("chosen by members", "chosen by the network")]
        for page in pages
    ] == [[True, True]] * 2
    assert [len(find(nation.afresh(person), ["saffron"])) for person in outside] == [1, 1]


def test_a_link_is_by_https_and_what_was_typed_comes_back(network):
    nation.opened(network)
    client = sign_in(Client(), network.people["secretary"])
    fields = {"title": "A talk", "url": "http://www.example.org/talk", "chosen_by": "members"}
    fields["transcript_url"] = "https://ann:secret@www.example.org/words"
    page = client.post(reverse("network:reading-add", args=[network.national_topic.pk]), fields)
    filled = dict(tree(page).xpath("//main//form")[0].form_values())

    assert page.status_code == 422
    assert page.context["form"].errors == {
        name: ["Enter an address that begins with https://"] for name in ("url", "transcript_url")
    }
    assert {name: filled[name] for name in fields} == fields
    with pytest.raises(Refused, match="Only links that begin with https:// are added"):
        add(network, url="javascript:alert(1)")
    assert ReadingItem.objects.count() == 0
    link = {name: TALK[name] for name in ("title", "url")}
    of = {"national_topic": network.national_topic}
    ReadingItem.objects.bulk_create(ReadingItem(**of, **link) for _each in range(30))
    with pytest.raises(Refused, match="The list is full: it has 30 links"):
        add(network)


def test_a_wrong_link_is_taken_off_until_it_is_over(network):
    nation.opened(network)
    wrong, right = add(network), add(network, title="The right one")
    organiser = sign_in(Client(), network.people["secretary"])
    address = reverse("network:reading-remove", args=[wrong.pk])
    statuses = [
        sign_in(Client(), person).post(address).status_code
        for person in (network.reader, network.of["SOL"]["chair"], network.people["member"])
    ]
    asks_once_more = organiser.get(address).status_code
    organiser.post(address)
    left = list(ReadingItem.objects.values_list("title", flat=True))
    nora = nation.chair(network)
    actions.close_national_topic(actor=nora, national_topic=network.national_topic)

    assert (statuses, asks_once_more, left) == ([404, 404, 403], 200, ["The right one"])
    assert Record.objects.filter(event="reading_item.removed").count() == 1
    with pytest.raises(Refused, match="This is over already"):
        actions.remove_reading(actor=nora, item=nation.afresh(right))


def test_under_a_legal_hold_nothing_is_taken_off_and_more_is_added(network):
    """The page says why, and offers nothing that it would refuse."""
    nation.opened(network)
    kept = add(network)
    nora = nation.chair(network)
    page = network.national_topic.get_absolute_url()
    remove = reverse("network:reading-remove", args=[kept.pk])
    organiser = sign_in(Client(), nora)
    before = remove in organiser.get(page).content.decode()
    hold_topic(actor=nora, topic=network.topic, reason="An inquest was opened")
    add(network, title="Another")
    after = remove in organiser.get(page).content.decode()
    refused = organiser.post(remove)

    assert (before, after, refused.status_code) == (True, False, 403)
    assert "A legal hold covers this topic" in refused.content.decode()
    assert ReadingItem.objects.count() == 2
