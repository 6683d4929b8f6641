"""Write a post: looked at first, quoting, empty, far too long."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.policy import Refused
from deliberation import actions
from deliberation.attachments import keeper
from deliberation.forms.posts import PostForm
from deliberation.models import Post, Space, Topic
from tests.deliberation.conftest import MEMBERS_WORDS
from tests.deliberation.pages import page, url, words
from tests.deliberation.test_topic_pages import filled_in
from tests.factories import PostFactory, TopicFactory
from tests.signing_in import signed_in


def write(user, topic, body="Two buses", space=Space.SHARED, **more):
    return signed_in(user).post(url("post-new", topic.pk, space), {"body": body, **more})


def test_a_preview_shows_the_post_keeps_the_words_and_posts_nothing(people, topic):
    before = Post.objects.count()
    response = write(people.member, topic, body="[Tariq]: **agreed**", preview="1")

    assert (response.status_code, Post.objects.count()) == (200, before)
    content = response.content.decode()
    assert '<p dir="auto">[Tariq]: <strong>agreed</strong></p>' in content
    assert ">\n[Tariq]: **agreed**</textarea>" in content


def test_an_empty_preview_says_what_is_missing(people, topic):
    response = write(people.member, topic, body="\u200b", preview="1")

    assert (response.status_code, "Preview: this is not posted" in words(response)) == (422, False)


def draft_keys(response):
    return re.findall(r'data-draft-key="([^"]+)"', response.content.decode())


def test_a_form_keeps_drafts_for_its_writer_alone_and_none_of_what_is_sensitive(people, topic):
    addresses = [("topic", topic.pk), ("topic-members", topic.pk), ("topic-new",)]
    keys = [draft_keys(page(people.chair, *address)) for address in addresses]
    assert keys == [keys[0]] * 3
    assert draft_keys(page(people.member, "topic", topic.pk)) not in ([], keys[0])
    assert draft_keys(page(people.observer, "topic", topic.pk)) == []  # who does not write

    secret = TopicFactory(group=topic.group, marking="official_sensitive")
    post = PostFactory(topic=secret, author=people.chair)
    for address in (("topic", secret.pk), ("post-edit", post.pk)):
        assert draft_keys(page(people.chair, *address)) == []


@pytest.mark.parametrize("body", ["\u200b", "\u2800\n\u3164", "\u00ad", "**\ufeff**"])
def test_a_post_of_which_nobody_would_see_anything_is_refused(people, topic, body):
    before = Post.objects.count()

    assert write(people.member, topic, body=body).status_code == 422
    with pytest.raises(Refused, match="Write something that people can see"):
        actions.write_post(actor=people.member, topic=topic, space=Space.SHARED, body=body)
    assert Post.objects.count() == before


def test_quote_puts_the_words_of_a_post_into_the_composer(people, topic):
    post = PostFactory(
        topic=topic,
        author=people.chair,
        body="One\n\n- two",
        written_at=datetime(2026, 5, 3, 17, 30, tzinfo=UTC),
    )
    client = signed_in(people.member)
    content = client.get(url("topic", topic.pk), {"reply": post.pk, "quote": 1}).content.decode()

    head = "Marjorie Penhale, 3 May 2026, 6:30pm:"
    assert (
        f">\n{head}\n&gt;&gt;&gt; One\n&gt;&gt;&gt;\n&gt;&gt;&gt; - two\n\n</textarea>" in content
    )


def test_what_stands_in_place_of_words_that_are_gone_is_not_quoted(people, topic):
    post = PostFactory(topic=topic, author=people.chair)
    actions.withdraw_post(actor=people.chair, post=post)
    client = signed_in(people.member)
    content = client.get(url("topic", topic.pk), {"reply": post.pk, "quote": 1}).content.decode()

    assert "&gt;&gt;&gt;" not in content


def test_the_words_of_a_post_that_one_may_not_read_are_not_quoted(people, topic):
    post = PostFactory(topic=topic, space=Space.MEMBERS, body=MEMBERS_WORDS)
    client = signed_in(people.police_lead)
    content = client.get(url("topic", topic.pk), {"reply": post.pk, "quote": 1}).content.decode()

    assert MEMBERS_WORDS not in content


def test_three_megabytes_that_are_pasted_come_back_with_their_count(people, topic):
    body = "a sentence that goes on " * 125_000
    response = write(people.member, topic, body=body)

    sentence = "Use 20,000 characters or fewer. There are 2,999,999 now."
    assert (response.status_code, sentence in words(response)) == (422, True)
    assert body.strip() in response.content.decode()


@pytest.mark.parametrize(("more", "status"), [({}, 413), ({"HX-Request": "true"}, 413)])
def test_more_than_one_form_may_be_is_answered_with_what_to_do(
    people, topic, settings, more, status
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = signed_in(people.member)
    response = client.post(url("post-new", topic.pk, "shared"), {"body": "a" * 2000}, headers=more)

    assert response.status_code == status
    assert "too much for one form" in response.content.decode()
    assert "What you typed is still here" in response.content.decode() or (
        "what you typed is still in the form" in response.content.decode()
    )


# --- a topic that is opened -----------------------------------------------------------------------


def test_a_preview_shows_the_topic_keeps_what_was_typed_and_opens_nothing(people):
    given = filled_in(ask="Should they **go on**?", guests=[people.observer.memberships.get().pk])
    answer = signed_in(people.chair).post(url("topic-new"), {**given, "preview": "1"})
    shown, form = answer.content.decode(), answer.context["form"]

    assert (answer.status_code, Topic.objects.exists()) == (200, False)
    assert "Preview: this topic is not open yet" in words(answer)
    assert '<p dir="auto">Should they <strong>go on</strong>?</p>' in shown
    assert ">\nShould they **go on**?</textarea>" in shown
    assert "OFFICIAL-SENSITIVE" in shown.partition("<main")[0]
    assert {name: form[name].value() for name in ("title", "asker", "marking")} == {
        name: given[name] for name in ("title", "asker", "marking")
    }
    assert form["guests"].value() == [str(given["guests"][0])]
    assert form.opens_more()  # who asks, and when they decide, stand behind it


def test_a_preview_of_a_topic_says_what_is_missing_and_loses_nothing(people):
    given = filled_in(title="", ask="Should they **go on**?", preview="1")
    answer = signed_in(people.chair).post(url("topic-new"), given)

    assert (answer.status_code, "Enter a title" in words(answer)) == (422, True)
    assert ">\nShould they **go on**?</textarea>" in answer.content.decode()
    assert "Preview: this topic" not in words(answer)


def test_whoever_may_open_no_topic_previews_none(people):
    answer = signed_in(people.observer).post(
        url("topic-new") + f"?group={people.group.pk}", filled_in(preview="1")
    )

    assert (answer.status_code, "Late-night patrols" in answer.text) == (403, False)


@pytest.mark.parametrize("unattributed", [True, False])
def test_an_empty_form_is_drawn_once_and_as_if_drawn_anew(unattributed, monkeypatch):
    form = PostForm(unattributed=unattributed)
    anew = super(PostForm, form).render()
    assert [str(form), str(PostForm(initial={}, unattributed=unattributed))] == [anew, anew]
    assert ("Post without my name" in anew, "32 MB" in anew) == (unattributed, False)
    larger = replace(keeper(), limit=32 * 1024**2)
    monkeypatch.setattr("deliberation.forms.posts.keeper", lambda: larger)
    assert "32 MB" in str(PostForm(unattributed=unattributed))


def test_a_form_with_words_is_drawn_with_them(people):
    """None of them stays in the form that is drawn once."""
    empty = str(PostForm(unattributed=False))
    begun = str(PostForm(initial={"body": "Oleander"}, unattributed=False))
    sent = str(PostForm({"body": "Verbena"}, unattributed=False))
    assert ("Oleander" in begun, "Verbena" in sent) == (True, True)
    assert str(PostForm(unattributed=False)) == empty
