"""The two spaces of a topic: who reads, who writes, what is kept, what never leaks."""

import re

import pytest

from core.audit.models import Record
from core.marking import Marking
from deliberation import actions
from deliberation.models import Post, ReadMark, Space, Topic
from tests.deliberation.conftest import MEMBERS_WORDS, SHARED_WORDS
from tests.deliberation.pages import NOWHERE, page, questions, same, url, words
from tests.factories import (
    PostFactory,
)
from tests.signing_in import signed_in


def write(user, topic, body="Two buses", space=Space.SHARED, **more):
    return signed_in(user).post(url("post-new", topic.pk, space), {"body": body, **more})


IN_BOTH = ("chair", "vice_chair", "member")
IN_SHARED = (*IN_BOTH, "secretary", "police_lead", "observer")
OUTSIDE = ("officer", "interpreter", "stranger", "administrator")


@pytest.mark.parametrize("role", IN_SHARED)
def test_these_read_the_shared_space_and_nothing_else_in_it(people, topic, role):
    text = words(page(getattr(people, role), "topic", topic.pk))

    assert SHARED_WORDS in text
    assert MEMBERS_WORDS not in text


@pytest.mark.parametrize("role", IN_BOTH)
def test_these_read_the_members_space(people, topic, role):
    assert MEMBERS_WORDS in words(page(getattr(people, role), "topic-members", topic.pk))


@pytest.mark.parametrize("role", [role for role in (*IN_SHARED, *OUTSIDE) if role not in IN_BOTH])
def test_the_members_space_is_not_there_for_others(people, topic, role):
    """A-T4: the same answer as for a topic that does not exist."""
    client = signed_in(getattr(people, role))
    closed, missing = (client.get(url("topic-members", pk)) for pk in (topic.pk, NOWHERE))

    assert (closed.status_code, missing.status_code) == (404, 404)
    assert same(closed) == same(missing)


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize(
    "name", ["topic", "topic-guests", "topic-close", "key-message-new", "topic-reopen"]
)
def test_a_topic_of_others_is_not_there(people, topic, role, name):
    client = signed_in(getattr(people, role))
    closed, missing = (client.get(url(name, pk)) for pk in (topic.pk, NOWHERE))

    assert (closed.status_code, missing.status_code) == (404, 404)
    assert same(closed) == same(missing)


def test_the_secretary_reads_the_members_space_where_the_terms_of_reference_say_so(people, topic):
    people.group.secretary_in_members_space = True
    people.group.save()

    text = words(page(people.secretary, "topic-members", topic.pk))

    assert MEMBERS_WORDS in text
    assert "3 members and the secretary can read this." in text
    assert "The group’s terms of reference let the secretary read it." in text


def test_the_audience_stands_above_the_posts_and_the_composer_leads_to_it(people, topic):
    shared = words(page(people.member, "topic", topic.pk))
    members = words(page(people.member, "topic-members", topic.pk))

    readers = (
        "3 members, the secretary, 1 police officer and 1 observer or interpreter can read this."
    )
    assert SHARED_WORDS in shared.partition(readers)[2]
    readers = "3 members can read this. Police, observers, the secretary and administrators cannot."
    assert MEMBERS_WORDS in members.partition(readers)[2]
    assert "Write a post See who reads this space" in shared


def test_the_audience_counts_who_is_left(people, topic):
    actions.remove_guest(actor=people.chair, topic=topic, user=people.police_lead)

    assert "3 members, the secretary and 1 observer or interpreter can read this." in words(
        page(people.member, "topic", topic.pk)
    )


def test_observers_read_why_they_cannot_write(people, topic):
    response = page(people.observer, "topic", topic.pk)

    assert "Observers and interpreters read here, they do not write." in words(response)
    assert "post-new" not in response.content.decode()
    assert url("post-new", topic.pk, "shared") not in response.content.decode()


def test_a_sensitive_topic_has_its_banner_above_and_below(people, topic):
    Topic.objects.update(marking=Marking.OFFICIAL_SENSITIVE)

    content = page(people.member, "topic", topic.pk).content.decode()

    assert content.count("app-marking--sensitive") == 2


def test_the_page_knows_the_step_it_was_drawn_at(people, topic):
    actions.write_post(actor=people.member, topic=topic, space=Space.SHARED, body="One")

    content = page(people.chair, "topic", topic.pk).content.decode()

    assert f'data-stream="topic.{topic.pk}.shared" data-seq="1"' in content
    assert re.findall(r'data-region="([\w-]+)" id="region-([\w-]+)"', content) == [
        ("summary", "summary"),
        ("questions", "questions"),
        ("readers", "readers"),
        ("posts", "posts"),
        ("key-messages", "key-messages"),
    ]


def test_a_page_asks_as_many_questions_for_three_posts_as_for_one(people, topic):
    client = signed_in(people.member)
    client.get(url("topic", topic.pk))  # marks as read once
    for_one = questions(client, url("topic", topic.pk))
    newest = PostFactory.create_batch(2, topic=topic)[-1]
    ReadMark.objects.update(post_id=newest.pk)
    three = questions(client, url("topic", topic.pk))

    assert three == for_one


def test_new_posts_are_marked_once_and_for_this_person_only(people, topic):
    first = words(page(people.chair, "topic", topic.pk))
    again = words(page(people.chair, "topic", topic.pk))
    other = words(page(people.vice_chair, "topic", topic.pk))

    assert "1 new post: go to it" in first
    assert "new post" not in again
    assert "1 new post: go to it" in other


def test_my_own_posts_are_not_new_to_me(people, topic):
    texts = [words(page(who, "topic", topic.pk)) for who in (people.chair, people.member)]
    assert ["new post" in text for text in texts] == [True, False]


def test_reading_one_space_does_not_mark_the_other(people, topic):
    page(people.chair, "topic", topic.pk)

    text = words(page(people.chair, "topics"))
    assert "shared space" not in text
    assert "1 new in the members’ space" in text


def test_reading_leaves_no_record(people, topic):
    client = signed_in(people.chair)
    before = Record.objects.count()
    client.get(url("topic", topic.pk))

    assert ReadMark.objects.filter(user=people.chair).count() == 1
    assert Record.objects.count() == before


@pytest.mark.parametrize("space", list(Space))
def test_a_post_goes_to_the_space_it_was_written_in(people, topic, space):
    response = write(people.member, topic, space=space)

    post = Post.objects.latest("pk")
    name = "topic" if space == Space.SHARED else "topic-members"
    assert response.url == f"{url(name, topic.pk)}?post={post.pk}#post-{post.pk}"
    assert (post.space, post.body) == (space, "Two buses")


def test_a_reply_is_begun_without_scripts(people, topic):
    asked = topic.posts.get(space=Space.SHARED)
    response = page(people.chair, "topic", topic.pk, reply=asked.pk)
    write(people.chair, topic, reply_to=asked.pk)

    assert "Reply to Doreen Whitcombe" in words(response)
    assert Post.objects.latest("pk").reply_to == asked


def test_a_reply_to_the_members_space_cannot_be_begun_from_the_shared_one(people, topic):
    hidden = topic.posts.get(space=Space.MEMBERS)

    assert "Reply to Doreen" not in words(page(people.observer, "topic", topic.pk, reply=hidden.pk))
    assert write(people.police_lead, topic, reply_to=hidden.pk).status_code == 404


@pytest.mark.parametrize("role", ["police_lead", "secretary", "observer"])
def test_writing_to_the_members_space_answers_as_if_it_were_not_there(people, topic, role):
    assert write(getattr(people, role), topic, space=Space.MEMBERS).status_code == 404
    assert Post.objects.count() == 2


def test_an_empty_post_is_refused_and_the_reply_kept(people, topic):
    asked = topic.posts.get(space=Space.SHARED)

    response = write(people.chair, topic, body=" ", reply_to=asked.pk)

    assert response.status_code == 422
    assert "Write something first" in words(response)
    assert "Reply to Doreen Whitcombe" in words(response)


def test_words_are_given_back_when_the_topic_was_closed_meanwhile(people, topic):
    client = signed_in(people.member)
    client.get(url("topic", topic.pk))
    actions.close_topic(actor=people.chair, topic=topic)

    response = client.post(url("post-new", topic.pk, "shared"), {"body": "An hour of thought"})

    assert response.status_code == 403
    assert "This topic is closed." in words(response)
    assert ">\nAn hour of thought</textarea>" in response.content.decode()


def test_a_refused_post_is_recorded_without_its_words(people, topic):
    write(people.observer, topic, body="Words that must not be in a record")

    record = Record.objects.get(event="refused")
    assert record.facts == {
        "permission": "deliberation.write_post",
        "thing": "",
        "page": "deliberation:post-new",
        "topic_id": topic.pk,
    }
    assert record.group_id == topic.group_id


def test_markup_in_a_post_is_shown_as_text(people, topic):
    write(people.member, topic, body="<script>alert(1)</script> **bold**")

    content = page(people.chair, "topic", topic.pk).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <strong>bold</strong>" in content


def test_signing_in_again_leads_from_the_post_to_the_page(people, topic):
    assert page(people.member, "post-new", topic.pk, "members").url == url(
        "topic-members", topic.pk
    )


def test_each_post_has_its_address_also_for_who_only_reads_and_when_its_words_are_gone(
    people, topic
):
    withdrawn = PostFactory(topic=topic, author=people.chair)
    actions.withdraw_post(actor=people.chair, post=withdrawn)
    drawn = page(people.observer, "topic", topic.pk).content.decode()

    posts = topic.posts.filter(space=Space.SHARED)
    assert [f'href="{post.get_absolute_url()}"' in drawn for post in posts] == [True, True]


def test_a_mark_stands_before_what_came_since_ones_last_visit(people, topic):
    client = signed_in(people.chair)
    client.get(url("topic", topic.pk))
    new = PostFactory(topic=topic, author=people.member)
    drawn = client.get(url("topic", topic.pk)).content.decode()

    inside = drawn.partition("</template>")[2]
    before, mark, after = inside.partition("New since your last visit")
    assert (before.count("<article"), bool(mark)) == (1, True)
    assert after.index("<article") < after.index(f'id="post-{new.pk}"')
    again = client.get(url("topic", topic.pk)).content.decode().partition("</template>")[2]
    assert ("<article" in again, "New since" in again) == (True, False)


def test_a_key_message_takes_one_line_with_its_sentence_and_where_it_stands(
    people, topic, agreement_round
):
    drawn = words(page(people.member, "topic", topic.pk))

    line = drawn.partition("Propose a key message")[2]
    assert line.strip().startswith("Keep a telephone line HAR-2026-001 ")
    assert "0 of 3 have answered." in line
    assert "At least" not in line  # that is on its own page
