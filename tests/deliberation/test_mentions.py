"""A post mentions people by ``@`` and their name: who reads there is told, nobody else is known of."""

import re

import pytest

from accounts.models import User
from core.audit.models import Record
from core.jobs import run_due_jobs
from core.notices.models import Following, Level, Notice
from core.text import render
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.mentions import mentionable
from deliberation.models import Mention, Post, Space
from deliberation.personal_data.sections import mentions
from tests.deliberation.audiences import named_topic
from tests.deliberation.pages import page, questions, url, words
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.signing_in import signed_in


def write(person, topic, body, space=Space.SHARED, **more):
    return actions.write_post(actor=person, topic=topic, space=space, body=body, **more)


def edit(person, post, body, after=1):
    return actions.edit_post(actor=person, post=post, body=body, after=after)


def named(post):
    return set(post.mentions.values_list("user__name", flat=True))


def told(kind):
    run_due_jobs()
    return set(Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True))


PEOPLE = {
    1: "Doreen Whitcombe",
    2: "Ann Lee",
    3: "Ann Lee-Smith",
    4: "José Groß",
    5: "王芳",
    6: "Ann Lee",
}
DOREEN = '<bdi class="app-mention" data-mention="1">'


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Hi @doreen  WHITCOMBE’s", f"Hi {DOREEN}@doreen  WHITCOMBE</bdi>’s"),
        ("@Ann Lee-Smith", '<bdi class="app-mention" data-mention="3">@Ann Lee-Smith</bdi>'),
        ("@ann lee!", '<bdi class="app-mention" data-mention="2 6">@ann lee</bdi>!'),
        ("@Jose\u0301 GROSS", '<bdi class="app-mention" data-mention="4">@Jose\u0301 GROSS</bdi>'),
        ("请@王芳看", '请<bdi class="app-mention" data-mention="5">@王芳</bdi>看'),
        ("**@Doreen Whitcombe**", f"<strong>{DOREEN}@Doreen Whitcombe</bdi></strong>"),
        ("@Ann Lee-Jones", "@Ann Lee-Jones"),
        ("@Ann Leeson", "@Ann Leeson"),
        ("me@Ann Lee", "me@Ann Lee"),
        ("Ann Lee", "Ann Lee"),
        ("<bdi data-mention='1'>", "&lt;bdi data-mention='1'&gt;"),
    ],
)
def test_a_name_behind_an_at_sign_is_found_as_people_type_it(typed, drawn):
    assert render(typed, PEOPLE) == f'<p dir="auto">{drawn}</p>\n'


def test_what_is_quoted_or_a_link_mentions_nobody():
    source = ">>> @Doreen Whitcombe\n\n[@Doreen Whitcombe](https://example.org)"

    assert "data-mention" not in render(source, PEOPLE)


def test_a_post_is_kept_with_whom_it_mentions_and_the_page_marks_mine(people, topic):
    post = write(people.chair, topic, "Ask @Doreen Whitcombe or @rob ansty, not @Nobody Here.")

    assert named(post) == {"Doreen Whitcombe", "Rob Ansty"}
    mine, other = (
        page(person, "topic", topic.pk) for person in (people.member, people.police_lead)
    )
    marked = [
        re.findall(r'app-mention--me" data-mention="(\d+)"', answer.content.decode())
        for answer in (mine, other)
    ]
    assert marked == [[str(people.member.pk)], [str(people.police_lead.pk)]]
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [people.chair.pk])[people.chair.pk]
    drawn = live.draw(live.find(key), audience, {"posts"})["posts"]
    assert (drawn.count("data-mention="), "app-mention--me" in drawn) == (2, False)


def test_a_name_of_somebody_who_cannot_read_there_looks_like_one_that_nobody_has(people, topic):
    MembershipFactory(
        group=people.group, user=UserFactory(name="Gone Before"), ends_at=topic.opened_at
    )
    names = ["Rob Ansty", "Sally Treloar", "Stella Stranger", "Gone Before", "No Such Person"]
    for name in names:
        post = write(people.chair, topic, f"@{name}", Space.MEMBERS)
        assert (named(post), post.html) == (set(), f'<p dir="auto">@{name}</p>\n')
    assert told("post.mentioned") == set()


def test_a_guest_knows_the_organisers_and_who_wrote_and_nobody_besides(people, topic, more_members):
    everybody = {
        "Marjorie Penhale",
        "Tariq Osmani",
        "Sally Treloar",
        "Rob Ansty",
        "Doreen Whitcombe",
    }
    known = set(mentionable(people.police_lead, topic, Space.SHARED).values())

    assert known == everybody  # Doreen wrote there; nine members and the observer did not
    typed = "@Hannah Voss @Member Number1 @Doreen Whitcombe"
    assert named(write(people.police_lead, topic, typed)) == {"Doreen Whitcombe"}
    chairs = set(mentionable(people.chair, topic, Space.SHARED).values())
    assert chairs - known == {"Hannah Voss", *(person.name for person in more_members)}


def test_members_do_not_learn_by_it_who_of_the_guests_was_let_in_or_named(people, topic):
    assert named(write(people.member, topic, "@Rob Ansty @Tariq Osmani")) == {"Tariq Osmani"}
    secret = named_topic(people, people.vice_chair, people.member, people.police_lead)
    known = set(mentionable(people.member, secret, Space.SHARED).values())
    assert known == {"Doreen Whitcombe", "Tariq Osmani"}  # who wrote there
    PostFactory(topic=secret, author=people.police_lead)
    assert "Rob Ansty" in mentionable(people.member, secret, Space.SHARED).values()


def names_for(person, topic, space):
    return signed_in(person).get(url("people", topic.pk, space))


def test_a_script_is_given_the_names_that_one_may_know_and_who_writes_nothing_gets_none(
    people, topic
):
    answers = [names_for(person, topic, "shared") for person in (people.chair, people.police_lead)]

    assert ["Hannah Voss" in answer.json()["names"] for answer in answers] == [True, False]
    assert names_for(people.police_lead, topic, "members").status_code == 404
    assert names_for(people.stranger, topic, "shared").status_code == 404
    assert names_for(people.observer, topic, "shared").status_code == 403
    assert "Rob Ansty" not in names_for(people.chair, topic, "members").json()["names"]


def test_who_is_mentioned_is_told_that_once_and_nothing_more(people, topic):
    for person in (people.member, people.vice_chair):
        Following.objects.create(user=person, place=topic.place, level=Level.ALL)
    first = PostFactory(topic=topic, author=people.vice_chair)
    body = "@Doreen Whitcombe @Tariq Osmani @Marjorie Penhale lobelia"
    write(people.chair, topic, body, reply_to=first)

    assert told("post.mentioned") == {"Doreen Whitcombe"}  # not the writer
    assert told("post.replied") == {"Tariq Osmani"}
    assert told("post.written") == set()
    assert "lobelia" not in repr(list(Notice.objects.values()) + list(Record.objects.values()))


def test_who_muted_the_topic_or_lost_it_meanwhile_is_told_nothing(people, topic):
    Following.objects.create(user=people.member, place=topic.place, level=Level.NONE)
    write(people.chair, topic, "@Doreen Whitcombe @Rob Ansty")
    actions.remove_guest(actor=people.chair, topic=topic, user=people.police_lead)

    assert told("post.mentioned") == set()


def test_a_change_tells_those_who_are_added_and_lets_go_of_those_who_are_not_there(people, topic):
    post = write(people.chair, topic, "@Doreen Whitcombe")
    edit(people.chair, post, "@doreen whitcombe and @Tariq Osmani")
    assert (told("post.mentioned"), told("post.mentioned_later")) == (
        {"Doreen Whitcombe"},
        {"Tariq Osmani"},
    )
    edit(people.chair, post, "@Tariq Osmani alone", after=2)
    assert named(post) == {"Tariq Osmani"}
    assert Notice.objects.filter(kind="post.mentioned_later").count() == 1


@pytest.mark.parametrize("how", ["withdraw", "remove", "expire"])
def test_mentions_go_with_the_words(people, topic, how):
    post = write(people.chair, topic, "@Doreen Whitcombe")
    assert [row["post"] for row in mentions(people.member)] == [post.pk]
    if how == "withdraw":
        actions.withdraw_post(actor=people.chair, post=post)
    elif how == "remove":
        actions.remove_post(actor=people.chair, post=post, reason="It named somebody.")
    else:
        actions.close_topic(actor=people.chair, topic=topic)
        actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert (Mention.objects.count(), list(mentions(people.member))) == (0, [])


def test_who_has_left_is_called_as_the_house_calls_them(people, topic):
    write(people.chair, topic, "Thank @doreen whitcombe")
    User.objects.filter(pk=people.member.pk).update(name="Former member 1")

    for address in (("topic", topic.pk), ("post-versions", Post.objects.last().pk)):
        assert "Thank @Former member 1" in words(page(people.chair, *address))


def test_a_page_asks_one_question_more_where_somebody_is_mentioned_however_many(people, topic):
    client, address = signed_in(people.member), url("topic", topic.pk)
    asked = [questions(client, address)]
    for body in ("@Doreen Whitcombe", "@Tariq Osmani @Sally Treloar", "@Tariq Osmani"):
        write(people.chair, topic, body)
        asked.append(questions(client, address))

    assert asked[1:] == [asked[0] + 1] * 3


def test_a_preview_draws_the_post_with_its_mentions_and_tells_nobody(people, topic):
    before = Post.objects.count()
    fields = {"body": "@Rob Ansty?", "label": "question", "preview": "1"}
    answer = signed_in(people.chair).post(url("post-new", topic.pk, "shared"), fields)
    drawn = answer.content.decode().split('id="preview"')[1].split("<form")[0]

    assert (answer.status_code, "Marjorie Penhale" in drawn, "Question" in drawn) == (
        200,
        True,
        True,
    )
    assert f'data-mention="{people.police_lead.pk}">@Rob Ansty</bdi>?' in drawn
    run_due_jobs()
    assert (Post.objects.count(), Mention.objects.count(), Notice.objects.count()) == (before, 0, 0)
    assert not Record.objects.filter(event__startswith="post.").exists()


def test_a_change_is_looked_at_first_too(people, topic):
    post = write(people.chair, topic, "Earlier")
    fields = {"body": "@Doreen Whitcombe", "after": 1, "preview": "1"}
    answer = signed_in(people.chair).post(url("post-edit", post.pk), fields)
    empty = signed_in(people.chair).post(url("post-edit", post.pk), {**fields, "body": ""})

    assert (answer.status_code, empty.status_code) == (200, 422)
    content = answer.content.decode()
    assert (
        ">@Doreen Whitcombe</bdi>" in content,
        ">\n@Doreen Whitcombe</textarea>" in content,
    ) == (True, True)
    post.refresh_from_db()
    assert (post.body, post.version, Mention.objects.count()) == ("Earlier", 1, 0)


def test_nobody_looks_at_a_change_of_what_somebody_else_wrote(people, topic):
    post = write(people.chair, topic, "Earlier")
    fields = {"body": "@Tariq Osmani", "after": 1, "preview": "1"}
    mine = signed_in(people.chair).post(url("post-edit", post.pk), fields)
    theirs = signed_in(people.police_lead).post(url("post-edit", post.pk), fields)

    assert (mine.status_code, theirs.status_code) == (200, 403)
    mark = f'data-mention="{people.vice_chair.pk}"'
    assert (mark in mine.content.decode(), mark in theirs.content.decode()) == (True, False)


def test_who_may_not_write_has_the_words_back_and_no_preview(people, topic):
    fields = {"body": "@Marjorie Penhale", "preview": "1"}
    answer = signed_in(people.observer).post(url("post-new", topic.pk, "shared"), fields)
    content = answer.content.decode()

    assert answer.status_code == 403
    assert ">\n@Marjorie Penhale</textarea>" in content
    assert 'id="preview"' not in content
    assert f'data-mention="{people.chair.pk}">@' not in content
