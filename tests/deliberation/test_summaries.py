"""The chair or the secretary says where a space stands; what was said before stays readable."""

from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import at, now
from core.live.models import Stream
from core.policy import ChangedMeanwhile, Refused
from core.search.models import Document
from deliberation import actions, queries
from deliberation.live import TopicPage
from deliberation.models import History, Post, Space, Summary, Topic
from deliberation.personal_data.expiries import is_held, topics_with_old_posts
from deliberation.personal_data.places import where
from deliberation.personal_data.sections import summaries
from tests.deliberation.glasses import ask
from tests.deliberation.pages import page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory, PostFactory
from tests.signing_in import signed_in

AMONG_US = "Zinnia: we lean towards mornings"
FOR_ALL = "Marigold: two of four questions are answered"
SHARED, MEMBERS = Space.SHARED, Space.MEMBERS


def write(person, topic, body=FOR_ALL, space=SHARED, **more):
    newest = queries.summary(topic, space)
    fields = {"body": body, "after": newest.pk if newest else 0} | more
    return actions.write_summary(actor=person, topic=topic, space=space, **fields)


@pytest.fixture
def both(people, topic):
    """One summary in each space."""
    write(people.chair, topic, AMONG_US, MEMBERS)
    return write(people.secretary, topic)


def test_each_space_has_its_own_and_its_versions_are_kept(people, topic, both):
    write(people.chair, topic, "Marigold: three of four", minor=True)

    kept = Summary.objects.order_by("pk").values_list("space", "version", "body", "written_by")
    assert list(kept) == [
        ("members", 1, AMONG_US, people.chair.pk),
        ("shared", 1, FOR_ALL, people.secretary.pk),
        ("shared", 2, "Marigold: three of four", people.chair.pk),
    ]
    assert Record.objects.filter(event="summary.written").order_by("pk").last().facts == {
        "topic_id": topic.pk, "space": "shared", "summary_id": both.pk + 1, "minor": 1,
    }  # fmt: skip
    streams = Stream.objects.filter(key__startswith="topic").values_list("key", "seq")
    assert dict(streams) == {topic.stream(MEMBERS): 1, topic.stream(SHARED): 2}


@pytest.mark.parametrize(
    ("role", "space"),
    [
        ("member", SHARED),
        ("police_lead", SHARED),
        ("observer", SHARED),
        ("stranger", SHARED),
        ("secretary", MEMBERS),
    ],
)
def test_nobody_else_writes_or_removes_one(people, topic, both, role, space):
    person = getattr(people, role)
    for action in (write, remove):
        with pytest.raises(Refused):
            action(person, topic, space=space)
    assert Summary.objects.count() == 2


def remove(person, topic, space=SHARED):
    actions.remove_summary(actor=person, topic=topic, space=space)


def test_nothing_is_written_in_a_closed_topic_or_under_a_hold_nor_the_same_again(people, topic):
    write(people.chair, topic)
    with pytest.raises(Refused, match="Nothing is changed"):
        write(people.chair, topic)
    with pytest.raises(Refused, match="that people can see"):
        write(people.chair, topic, "-")
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")
    for action in (write, remove):
        with pytest.raises(Refused, match="legal hold"):
            action(people.chair, topic)
    assert (is_held(people.chair), is_held(people.vice_chair)) == (True, False)
    other = Topic.objects.get(pk=topic.pk)
    actions.close_topic(actor=people.chair, topic=other)
    with pytest.raises(Refused, match="closed"):
        write(people.chair, topic, "More")


def test_each_reads_the_summary_of_the_spaces_that_they_read(people, topic, both):
    seen = {}
    for role in ("chair", "member", "secretary", "police_lead", "observer"):
        person = getattr(people, role)
        drawn = words(page(person, "topic", topic.pk))
        address = url("summary-versions", topic.pk, MEMBERS)
        seen[role] = (FOR_ALL in drawn, signed_in(person).get(address).status_code)
        assert AMONG_US not in drawn
    assert seen == {
        "chair": (True, 200),
        "member": (True, 200),
        "secretary": (True, 404),
        "police_lead": (True, 404),
        "observer": (True, 404),
    }
    assert AMONG_US in words(page(people.member, "topic-members", topic.pk))


def test_who_changed_it_when_and_what_it_said_before(people, topic, both):
    write(people.chair, topic, "Marigold: three of four questions are answered")

    head = words(page(people.observer, "topic", topic.pk))
    text = words(page(people.observer, "summary-versions", topic.pk, SHARED))
    assert "Changed by Marjorie Penhale" in head
    assert "Marigold: [removed] two [added] three of four questions are answered" in text
    assert "By Sally Treloar" in text


def test_who_joined_later_reads_what_was_written_since(people, topic, both):
    Topic.objects.filter(pk=topic.pk).update(history=History.FROM_JOINING)
    newcomer = MembershipFactory(group=people.group, starts_at=now() + timedelta(hours=1)).user
    with at(now() + timedelta(hours=2)):
        before = words(page(newcomer, "topic", topic.pk))
        earlier = words(page(newcomer, "summary-versions", topic.pk, SHARED))
        write(people.chair, topic, "Dahlia: four of four")
        after = words(page(newcomer, "topic", topic.pk))
        versions = words(page(newcomer, "summary-versions", topic.pk, SHARED))

    assert [FOR_ALL in page_text for page_text in (before, earlier, versions)] == [
        False,
        False,
        False,
    ]
    assert ["Dahlia" in page_text for page_text in (after, versions)] == [True, True]


def test_of_two_who_change_it_the_second_compares_both_and_keeps_what_was_typed(people, topic):
    first = write(people.secretary, topic)
    fields = {"body": "Marigold: begonia", "after": first.pk}
    write(people.secretary, topic, "Marigold: anemone")
    answer = send(people.chair, "summary-write", topic.pk, SHARED, **fields)
    newest = topic.summaries.last()

    assert answer.status_code == 409
    assert "Marigold: [removed] anemone [added] begonia" in words(answer)
    assert f'name="after" value="{newest.pk}"' in answer.content.decode()
    fields |= {"after": newest.pk}
    assert send(people.chair, "summary-write", topic.pk, SHARED, **fields).status_code == 302
    assert topic.summaries.last().body == "Marigold: begonia"


def test_one_that_was_removed_and_written_anew_is_no_version_of_the_first(people, topic):
    first = write(people.secretary, topic)
    remove(people.chair, topic)
    fields = {"body": "Marigold: begonia", "after": first.pk}
    answer = send(people.chair, "summary-write", topic.pk, SHARED, **fields)
    write(people.secretary, topic, "Anemone")

    assert (answer.status_code, "The summary was removed." in words(answer)) == (409, True)
    with pytest.raises(ChangedMeanwhile):
        actions.write_summary(actor=people.chair, topic=topic, space=SHARED, **fields)


def test_a_wrong_form_keeps_what_was_typed(people, topic):
    fields = {"body": "x" * 2001, "after": 0}
    answer = send(people.chair, "summary-write", topic.pk, SHARED, **fields)

    assert (answer.status_code, "x" * 2001 in answer.content.decode()) == (422, True)
    assert page(people.chair, "summary-write", topic.pk, "nowhere").status_code == 404


def test_it_is_found_by_who_reads_it_as_it_stands_now(people, topic, both):
    newer = write(people.chair, topic, "Marigold: three of four")

    def found():
        rows = Document.objects.filter(kind="summary").order_by("row")
        return [text.strip() for text in rows.values_list("text", flat=True)]

    assert found() == [AMONG_US, "Marigold: three of four"]
    assert list(Summary.objects.visible_to(people.observer).newest()) == [newer]
    remove(people.chair, topic)
    assert found() == [AMONG_US]


def test_before_a_post_goes_the_summaries_that_repeat_it_are_listed(people, topic):
    sentence = "The counter on the quay closes at noon on every Sunday of the year"
    post = PostFactory(topic=topic, author=people.member, body=sentence)
    write(people.chair, topic, f"Agreed: *{sentence.lower()}*, and no more")
    write(people.chair, topic, "Agreed, and no more")
    write(people.chair, topic, f"Among us: {sentence}", MEMBERS)
    other = PostFactory(topic=topic, author=people.member, body="The buses run late")

    seen = {
        who: page(getattr(people, who), "post-remove", post.pk) for who in ("chair", "secretary")
    }
    assert [len(seen[who].context["repeating"]) for who in seen] == [2, 1]
    assert "These summaries repeat it" in words(page(people.member, "post-withdraw", post.pk))
    assert "These summaries" not in words(page(people.member, "post-withdraw", other.pk))
    assert queries.repeating(other, people.chair) == []


def test_removing_it_takes_every_version_away(people, topic, both):
    write(people.chair, topic, "More")
    answer = page(people.chair, "summary-remove", topic.pk, SHARED)
    done = send(people.chair, "summary-remove", topic.pk, SHARED)

    assert ("More" in words(answer), done.url) == (True, topic.get_absolute_url())
    assert list(Summary.objects.values_list("body", flat=True)) == [AMONG_US]
    with pytest.raises(Refused, match="no summary here"):
        remove(people.chair, topic)


def test_who_wrote_one_is_asked_before_more_people_read_it(people, topic, both):
    Post.objects.all().delete()
    change = actions.propose_audience_change(
        actor=people.chair, topic=topic, kind="guest", user=people.interpreter
    )

    assert [str(author) for author in change.unasked()] == ["Sally Treloar"]


def test_the_secretary_is_kept_out_of_what_members_said_in_a_summary(people, topic, both):
    Post.objects.all().delete()
    actions.change_terms(actor=people.chair, group=people.group, secretary_reads=True)
    topic.refresh_from_db()

    assert topic.secretary_kept_out is True


def test_it_goes_with_the_posts_that_it_sums_up(people, topic, both):
    actions.close_topic(actor=people.chair, topic=topic)
    later = now() + timedelta(days=1)
    Post.objects.update(written_at=now() - timedelta(days=9))
    rows = list(summaries(people.secretary))

    assert [(row["topic"], row["words"]) for row in rows] == [(topic.pk, FOR_ALL)]
    assert (where(people.observer, both), where(people.observer, Summary.objects.first())) == (
        both.get_absolute_url(), "",
    )  # fmt: skip
    assert topics_with_old_posts(now() - timedelta(days=1)) == []
    assert topics_with_old_posts(later) == [topic.pk]
    actions.remove_expired_posts(actor=None, ids=[topic.pk])
    assert Summary.objects.count() == 0
    assert Document.objects.filter(kind="summary").count() == 0


def test_the_region_is_drawn_for_the_space_alone_and_costs_one_question(people, topic):
    client, address = signed_in(people.member), url("topic", topic.pk)
    asked = [questions(client, address)]
    write(people.chair, topic, AMONG_US, MEMBERS)
    asked.append(questions(client, address))
    for body in ("One", "Two", "Three"):
        write(people.chair, topic, body)
    asked.append(questions(client, address))
    live = TopicPage()
    thing = live.find(topic.stream(SHARED))
    audience = live.audiences(thing, [people.observer.pk])[people.observer.pk]
    drawn = live.draw(thing, audience, {"summary"})["summary"]

    assert asked == [9, 9, 10]
    assert ("Three" in drawn, AMONG_US in drawn, "Remove" in drawn) == (True, False, False)


def test_who_reads_from_outside_reads_it_too(people, topic, both, second):
    glass = ask(people, topic)
    actions.confirm_break_glass(actor=second, glass=glass)

    drawn = words(send(people.administrator, "break-glass-read", glass.pk))
    assert AMONG_US in drawn
    assert FOR_ALL not in drawn
