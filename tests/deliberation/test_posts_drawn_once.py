"""A post is drawn once for all to whom it looks alike, and anew as soon as it looks otherwise."""

import re
from datetime import timedelta

import pytest

from core.clock import at, now
from deliberation import actions
from deliberation.models import Reaction, Space
from tests.deliberation.pages import page
from tests.factories import PostFactory

WHO = ("chair", "vice_chair", "member", "secretary", "police_lead", "observer")


@pytest.fixture
def post(topic):
    return topic.posts.get(space=Space.SHARED)


def article(people, who, post):
    """The post as one of ``people`` gets it."""
    answer = page(getattr(people, who), "topic", post.topic_id)
    pattern = rf'<article\s+id="post-{post.pk}".*?</article>'
    return " ".join(re.search(pattern, answer.text, re.DOTALL)[0].split())


def articles(people, post):
    return {who: article(people, who, post) for who in WHO}


def edited(people, post):
    actions.edit_post(actor=people.member, post=post, body="Lobelia instead", after=post.version)
    return "Lobelia instead"


def withdrawn(people, post):
    actions.withdraw_post(actor=people.member, post=post)
    return "withdrew this post"


def renamed(people, post):
    people.member.name = "Petunia Postlethwaite"
    people.member.save()
    return "Petunia Postlethwaite"


def pressed(people, post):
    actions.react_to_post(actor=people.chair, post=post, kind=Reaction.Kind.AGREE)
    return "Agreed by:"


CHANGES = [edited, withdrawn, renamed, pressed]


@pytest.mark.parametrize("change", CHANGES)
def test_everybody_sees_a_change_at_once(people, post, change):
    before = articles(people, post)
    words = change(people, post)
    after = articles(people, post)

    assert {who: words in html for who, html in before.items()} == dict.fromkeys(WHO, False)
    assert {who: words in html for who, html in after.items()} == dict.fromkeys(WHO, True)


def test_each_sees_what_they_can_do_whoever_looked_before(people, post):
    words = ("Withdraw", "Remove", "Report", "Reply")
    ways = {
        who: [f">{word}<" in html for word in words] for who, html in articles(people, post).items()
    }

    assert ways == {
        "chair": [False, True, True, True],
        "vice_chair": [False, True, True, True],
        "member": [True, False, False, True],
        "secretary": [False, True, True, True],
        "police_lead": [False, False, True, True],
        "observer": [False, False, True, False],
    }


def test_which_button_somebody_pressed_is_theirs_alone(people, post):
    actions.react_to_post(actor=people.chair, post=post, kind=Reaction.Kind.AGREE)

    assert {who: 'aria-pressed="true"' in html for who, html in articles(people, post).items()} == {
        **dict.fromkeys(WHO, False),
        "chair": True,
    }


def test_what_can_be_done_ends_when_it_ends(people, post):
    ways = [article(people, "member", post)]
    with at(now() + timedelta(minutes=31)):
        ways.append(article(people, "member", post))
    actions.close_topic(actor=people.chair, topic=post.topic)
    ways.append(article(people, "member", post))

    words = ("just now", "Change", "Withdraw", "Reply")
    assert [[word in html for word in words] for html in ways] == [
        [True, True, True, True],
        [False, False, True, True],
        [True, False, False, False],
    ]


def test_who_sees_it_alike_is_given_what_was_drawn(people, topic, more_members):
    """And so is nobody to whom a post is new no more, or who may do more with it."""
    PostFactory(topic=topic, author=people.vice_chair, body="Lobelia, said here and nowhere else")
    first, second = more_members[:2]
    answers = [page(person, "topic", topic.pk) for person in (first, second, second, people.chair)]

    templates = [{template.name for template in answer.templates} for answer in answers]
    drawn = ["deliberation/_post.html" in names for names in templates]
    assert drawn == [True, False, True, True]
