"""Members write without their name where the terms let them, and where it hides something."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Membership
from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.attachments import Upload
from deliberation.live import TopicPage
from deliberation.models import AudienceChange, Post, Space, TopicTerms
from deliberation.personal_data.sections import posts as own_posts
from iag_portal.pages.records import lines, records_for
from tests.architecture.tree import text
from tests.deliberation.audiences import propose
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.deliberation.unattributed import WORDS, let, write
from tests.factories import PostFactory
from tests.signing_in import signed_in

TICK = 'name="unattributed"'


def test_everybody_reads_an_unnamed_member_and_the_day_and_she_that_it_is_hers(
    people, topic, zenobia, unnamed
):
    shown = {who: words(page(who, "topic", topic.pk)) for who in (people.chair, zenobia)}

    for thread in shown.values():
        assert f"Unnamed member {unnamed.written_words}" in thread
    assert "You wrote this without your name" in shown[zenobia]
    assert "You wrote this" not in shown[people.chair]
    assert next(own_posts(zenobia))["without name"] is True


def test_a_region_that_all_receive_does_not_offer_to_change_it(people, topic, zenobia, unnamed):
    """That the link is still there would tell everybody when it was written."""
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [zenobia.pk])[zenobia.pk]
    drawn = live.draw(live.find(key), audience, {"posts"})["posts"]
    links = [
        re.findall(rf'href="/posts/{unnamed.pk}/(edit|withdraw)/"', html)
        for html in (page(zenobia, "topic", topic.pk).text, drawn)
    ]

    assert links == [["edit", "withdraw"], ["withdraw"]]


def test_her_page_and_no_other_tells_the_script_which_are_hers(people, topic, zenobia, unnamed):
    """What the live page draws is the same for everybody, so it cannot."""
    pages = [page(who, "topic", topic.pk).content.decode() for who in (zenobia, people.member)]

    assert [f'data-mine="{unnamed.pk}"' in html for html in pages] == [True, False]
    assert [re.findall(f'data-post="{unnamed.pk}"[^>]*data-author', html) for html in pages] == [
        [],
        [],
    ]


def test_the_composer_offers_it_to_members_where_the_terms_say_so(people, topic, zenobia):
    offered = [
        role
        for role in ("chair", "vice_chair", "member", "secretary", "police_lead")
        if TICK in page(getattr(people, role), "topic", topic.pk).content.decode()
    ]
    let(people.group, people.chair, members=False)

    assert offered == ["member"]
    assert TICK not in page(people.member, "topic", topic.pk).content.decode()


def test_a_member_ticks_it_sees_it_before_and_posts(people, topic, zenobia):
    form = {"body": WORDS, "label": "", "unattributed": "on"}
    before = words(send(zenobia, "post-new", topic.pk, "shared", **form, preview="1"))
    there = Post.objects.filter(unattributed=True).count()
    answer = send(zenobia, "post-new", topic.pk, "shared", **form)
    post = Post.objects.get(unattributed=True)

    assert "Unnamed member" in before.partition("this is not posted yet")[2]
    assert (there, answer.status_code) == (0, 302)
    assert (post.author, post.byline) == (zenobia, "Unnamed member")


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary", "police_lead"])
def test_who_is_few_or_acts_for_the_group_is_named(people, topic, zenobia, role):
    with pytest.raises(Refused, match="Only members write without their name"):
        write(getattr(people, role), topic)

    form = {"body": WORDS, "label": "", "unattributed": "on"}  # a form that nobody was given
    answer = send(getattr(people, role), "post-new", topic.pk, "shared", **form)
    assert answer.status_code == 403
    assert not Post.objects.filter(body=WORDS).exists()


def test_where_fewer_than_three_members_read_it_hides_nothing_and_what_was_typed_comes_back(
    people, topic, zenobia
):
    Membership.objects.filter(group=people.group, user=people.member).delete()
    form = {"body": WORDS, "label": "", "unattributed": "on"}
    answer = send(zenobia, "post-new", topic.pk, "shared", **form)

    assert answer.status_code == 403
    assert "fewer than three members read this space" in words(answer)
    assert f"{WORDS}</textarea>" in answer.content.decode()
    assert not Post.objects.filter(body=WORDS).exists()


def test_who_ticked_it_before_the_terms_changed_is_refused_and_not_named(people, topic, zenobia):
    let(people.group, people.chair, members=False)
    form = {"body": WORDS, "label": "", "unattributed": "on"}
    answer = send(zenobia, "post-new", topic.pk, "shared", **form)

    assert answer.status_code == 403
    assert "terms of reference do not let members write without their name" in words(answer)
    assert "checked" in answer.content.decode().partition('name="unattributed"')[2][:200]
    assert not Post.objects.filter(body=WORDS).exists()


def test_files_are_not_attached_to_it_because_they_say_who_made_them(people, topic, zenobia):
    upload = Upload(SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "pdf")

    with pytest.raises(Refused, match="Files often say who made them"):
        write(zenobia, topic, uploads=[upload])


def test_its_author_changes_and_withdraws_it_and_stays_unnamed(people, topic, zenobia, unnamed):
    shared = {"post": unnamed, "body": "Samphire again", "after": 1}
    actions.edit_post(actor=zenobia, **shared)
    actions.withdraw_post(actor=zenobia, post=unnamed)
    records = Record.objects.filter(event__startswith="post.").order_by("pk")
    shown = lines(records_for(people.chair, people.group), people.chair, people.group)

    assert [(record.event, record.actor) for record in records] == [
        ("post.written", None),
        ("post.edited", None),
        ("post.withdrawn", None),
    ]
    assert [record.facts.get("user_id") for record in records] == [None, None, None]
    assert {line.who for line in shown} == {"Unnamed member"}
    assert "Unnamed member withdrew this post on" in words(page(people.chair, "topic", topic.pk))


def test_a_refusal_does_not_say_that_it_is_hers(people, topic, zenobia, unnamed):
    other = PostFactory(topic=topic, author=zenobia)
    for post in (unnamed, other):
        send(zenobia, "post-edit", post.pk, body=post.body, after=1, label="")
    Membership.objects.filter(user=people.member).delete()  # two are left, which is too few
    send(zenobia, "post-new", topic.pk, "shared", body="Again", label="", unattributed="on")
    refused = Record.objects.filter(event="refused").order_by("pk")
    shown = lines(refused, people.chair, people.group)

    assert [(record.actor, record.facts["thing"]) for record in refused] == [
        (None, f"post.{unnamed.pk}"),
        (zenobia, f"post.{other.pk}"),
        (None, ""),
    ]
    assert [line.who for line in shown] == ["Somebody", zenobia.name, "Somebody"]


def test_a_question_that_she_settles_names_her_as_little(people, topic, zenobia):
    asked = write(zenobia, topic, label=Post.Label.QUESTION)
    actions.withdraw_question(actor=zenobia, post=asked)
    shown = words(page(people.police_lead, "topic-questions", topic.pk))

    assert "Withdrawn: Unnamed member" in shown
    assert Record.objects.get(event="question.withdrawn").actor is None


def test_nobody_reads_it_who_could_not_when_it_was_written(people, topic, zenobia, unnamed):
    """Its author is not asked: who is asked, and how many are, would tell who it is."""
    for actor in (people.chair, people.secretary):
        with pytest.raises(Refused, match="cannot be asked"):
            propose(people, topic, AudienceChange.Kind.GUEST, people.officer, actor=actor)
    asks = signed_in(people.chair).get(url("guest-invite", topic.pk, people.officer.pk))

    assert "cannot be asked: they have left, or wrote without their name" in words(asks)
    assert AudienceChange.objects.count() == 0


def test_nobody_writes_without_a_name_while_more_people_are_to_read(people, topic, zenobia):
    propose(people, topic, AudienceChange.Kind.GUEST, people.officer)

    with pytest.raises(Refused, match="while it is proposed that more people read"):
        write(zenobia, topic)
    assert write(zenobia, topic, space=Space.MEMBERS).unattributed


def test_the_chair_says_in_the_terms_whether_members_do(people, zenobia):
    let(people.group, people.chair, members=False)
    address = url("unattributed-posts", people.group.pk)
    answers = [
        signed_in(getattr(people, role)).post(address, {"members": "yes"}).status_code
        for role in ("member", "secretary", "chair")
    ]

    assert answers == [403, 403, 302]
    assert TopicTerms.objects.get().unattributed_posts is True
    assert Record.objects.get(event="terms.unattributed_posts_changed").facts == {"members": 1}
    assert "Members can post without their name." in words(
        page(people.member, "terms", people.group.pk)
    )
    with pytest.raises(Refused, match="It is so already"):
        actions.change_unattributed_posts(actor=people.chair, group=people.group, members=True)


def test_no_template_names_the_author_of_a_post_but_the_page_of_who_learned_it():
    naming = re.compile(r"\b(post|report\.post|reply_to|other|answer|newest|preview)\.author\b")
    names = {path.name for path in Path("templates").rglob("*.html") if naming.search(text(path))}

    assert names == {"post_author.html"}
