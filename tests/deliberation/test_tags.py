"""The chair and the secretary keep a short list of tags; topics carry them, and are found by them."""

import pytest

from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.models import NamedReader, Tag, Topic
from deliberation.personal_data.places import group, where
from tests.deliberation.pages import page, questions, url, words
from tests.deliberation.pages import post as send
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import TopicFactory
from tests.signing_in import signed_in


def change(person, group, added=(), **renamed):
    names_by_pk = {Tag.objects.get(name=name).pk: new for name, new in renamed.items()}
    actions.change_tags(actor=person, group=group, renamed=names_by_pk, added=added)


def names(thing):
    return [tag.name for tag in thing.tags.all()]


@pytest.fixture
def tags(people):
    change(people.secretary, people.group, ["Buses", "Counter", "Custody", "Drones"])
    return {tag.name: tag for tag in people.group.tags.all()}


def carry(person, topic, *tags):
    fields = {"title": topic.title, "ask": topic.ask, "after": topic.version, "tags": tags}
    return actions.change_topic(actor=person, topic=topic, **fields)


def test_the_list_is_changed_in_one_go_and_topics_follow(people, topic, tags):
    carry(people.chair, topic, tags["Buses"], tags["Custody"])
    change(people.chair, people.group, ["Alcohol"], Buses="Counter", Counter="Buses", Custody="")

    assert names(people.group) == ["Alcohol", "Buses", "Counter", "Drones"]
    assert names(topic) == ["Counter"]
    kept = Record.objects.filter(event="tags.changed").order_by("pk")
    assert [(record.actor, record.facts) for record in kept] == [
        (people.secretary, {}),
        (people.chair, {}),
    ]


@pytest.mark.parametrize("role", ["member", "police_lead", "observer", "stranger", "administrator"])
def test_nobody_else_keeps_it(people, tags, role):
    with pytest.raises(Refused):
        change(getattr(people, role), people.group, ["Mine"])
    assert page(getattr(people, role), "tags", people.group.pk).status_code == (
        404 if role in ("stranger", "administrator") else 403
    )


@pytest.mark.parametrize(
    ("added", "renamed", "reason"),
    [
        ([], {}, "Nothing is changed"),
        (["buses"], {}, "on the list once"),
        ([], {"Buses": "Drones"}, "on the list once"),
        ([f"Tag {n}" for n in range(17)], {}, "20 tags"),
    ],
)
def test_a_name_stands_there_once_and_there_are_twenty_at_the_most(
    people, tags, added, renamed, reason
):
    with pytest.raises(Refused, match=reason):
        change(people.chair, people.group, added, **renamed)
    assert names(people.group) == ["Buses", "Counter", "Custody", "Drones"]


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(people, tags):
    lines = {f"tag_{tag.pk}": tag.name for tag in tags.values()}
    long = send(people.chair, "tags", people.group.pk, **lines, added="x" * 31)
    twice = send(people.chair, "tags", people.group.pk, **lines, added="Buses")
    lines[f"tag_{tags['Drones'].pk}"] = ""
    done = send(
        people.chair, "tags", people.group.pk, **lines, added="Schools\r\n\r\n Night  buses "
    )

    assert (long.status_code, "x" * 31 in long.content.decode()) == (422, True)
    assert (twice.status_code, "Each tag is on the list once." in words(twice)) == (403, True)
    assert done.url == url("topics")
    assert names(people.group) == ["Buses", "Counter", "Custody", "Night buses", "Schools"]


def test_a_topic_carries_three_of_its_own_group_and_its_history_says_which(people, topic, tags):
    foreign = Tag.objects.create(group=TopicFactory().group, name="Foreign")
    for wrong in (tags.values(), [foreign]):
        with pytest.raises(Refused, match="up to 3 tags of its group"):
            carry(people.chair, topic, *wrong)
    carry(people.chair, Topic.objects.get(pk=topic.pk), tags["Buses"], tags["Counter"])
    change(people.chair, people.group, Buses="Trams")
    carry(people.secretary, Topic.objects.get(pk=topic.pk))

    assert list(topic.versions.values_list("version", "tags", "written_by")) == [
        (1, "", people.chair.pk),
        (2, "Buses, Counter", people.chair.pk),
        (3, "", people.secretary.pk),
    ]
    assert "Tags: Buses, Counter." in words(page(people.member, "topic-versions", topic.pk))


def test_tags_are_chosen_where_the_title_is_changed(people, topic, tags):
    ids = [tag.pk for tag in tags.values()]
    fields = filled_in(after=1, title=topic.title)
    many = send(people.chair, "topic-change", topic.pk, **fields, tags=ids)
    done = send(people.chair, "topic-change", topic.pk, **fields, tags=ids[:2])

    assert (many.status_code, "Select up to 3 tags" in words(many)) == (422, True)
    assert (done.status_code, names(topic)) == (302, ["Buses", "Counter"])
    assert "Tags Buses, Counter" in words(page(people.observer, "topic", topic.pk))


def test_the_list_shows_the_topics_of_one_tag_and_counts_nothing_hidden(people, topic, tags):
    other = TopicFactory(group=people.group, title="Lobelia")
    secret = TopicFactory(group=people.group, title="Begonia", readers_named=True)
    NamedReader.objects.create(topic=secret, user=people.vice_chair)
    unread = TopicFactory(group=people.group, title="Dahlia", handling_first=True)
    for tagged in (topic, secret, unread):
        tagged.tags.set([tags["Buses"]])
    secret.tags.add(tags["Custody"])
    other.tags.set([tags["Drones"]])

    drawn = words(page(people.member, "topics"))
    text = words(page(people.member, "topics", tag=tags["Buses"].pk))
    assert "All topics Buses (1) Drones (1)" in drawn
    assert "Custody" not in drawn
    assert ("Harbour front counter" in text, "Lobelia" in text) == (True, False)
    assert ("Begonia" in text, "Dahlia" in text) == (False, False)
    assert "Buses (2) Custody (1) Drones (1)" in words(page(people.vice_chair, "topics"))
    guest = words(page(people.observer, "topics"))
    assert ("Buses (1)" in guest, "Drones" in guest) == (True, False)


@pytest.mark.parametrize("given", ["999999", "", "x", "-1"])
def test_a_tag_that_nobody_carries_shows_all(people, topic, tags, given):
    assert "Harbour front counter" in words(page(people.member, "topics", tag=given))


def test_a_group_without_tags_asks_nothing_more_and_another_one_question(people, topic):
    client, address = signed_in(people.member), url("topics")
    asked = [questions(client, address)]
    change(people.secretary, people.group, ["Buses", "Counter"])
    for tagged in (topic, *TopicFactory.create_batch(2, group=people.group)):
        tagged.tags.set(Tag.objects.all())
        asked.append(questions(client, address))

    assert [number - asked[0] for number in asked] == [0, 1, 1, 1]


def test_a_tag_may_name_somebody_and_is_known_in_its_group(people, tags):
    tag = tags["Buses"]

    assert (where(people.member, tag), where(people.stranger, tag)) == ("", None)
    assert group(tag) == people.group.pk
