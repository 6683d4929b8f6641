"""Authors change their posts for half an hour, and withdraw them; the words go where they may."""

import re
from datetime import timedelta

import pytest

from accounts.models import Role
from core.audit.models import Record
from core.clock import at, now
from core.live.models import Stream
from core.policy import ChangedMeanwhile, Refused
from core.text import quoted
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import History, Post, PostVersion, ReadMark, Space, Topic
from deliberation.personal_data.sections import earlier_words
from deliberation.queries import quoting
from deliberation.queries.repeats import repeated_runs
from tests.deliberation.conftest import LONG_AGO
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.rights.test_redaction import words_anywhere

FIRST = "Marigold: the bus goes at nine from the harbour steps"
SECOND = "The bus goes at ten"


@pytest.fixture
def post(people, topic):
    return actions.write_post(actor=people.member, topic=topic, space=Space.SHARED, body=FIRST)


def edit(person, post, body=SECOND, after=1):
    return actions.edit_post(actor=person, post=post, body=body, after=after)


def test_the_author_changes_a_post_and_what_it_said_stays_beside_it(people, post):
    edit(people.member, post)
    third = edit(people.member, post, "The bus goes at **noon**", after=2)

    assert list(third.versions.values_list("version", "body")) == [(1, FIRST), (2, SECOND)]
    assert third.versions.get(version=1).written_at == post.written_at
    assert third.html == '<p dir="auto">The bus goes at <strong>noon</strong></p>\n'
    assert (third.version, third.written_at) == (3, post.written_at)


@pytest.mark.parametrize("who", ["chair", "vice_chair", "secretary", "police_lead", "observer"])
def test_nobody_changes_or_withdraws_the_post_of_somebody_else(people, post, who):
    with pytest.raises(Refused, match="Only the person who wrote"):
        edit(getattr(people, who), post)
    with pytest.raises(Refused, match="Only the person who wrote"):
        actions.withdraw_post(actor=getattr(people, who), post=post)

    assert Post.objects.get(pk=post.pk).body == FIRST


@pytest.mark.parametrize(("minutes", "may"), [(29, True), (30, False)])
def test_a_post_is_changed_within_half_an_hour_and_withdrawn_also_later(people, post, minutes, may):
    with at(post.written_at + timedelta(minutes=minutes)):
        if may:
            edit(people.member, post)
        else:
            with pytest.raises(Refused, match="30 minutes after you wrote it"):
                edit(people.member, post)
        actions.withdraw_post(actor=people.member, post=post)


def test_a_change_in_two_windows_is_made_in_the_first(people, post):
    edit(people.member, post)

    with pytest.raises(ChangedMeanwhile):
        edit(people.member, post, "Neither")
    with pytest.raises(Refused, match="same as before"):
        edit(people.member, post, SECOND, after=2)
    with pytest.raises(Refused, match="that people can see"):
        edit(people.member, post, "\u200b", after=2)


def test_the_page_of_the_other_window_shows_both_and_goes_on(people, post):
    edit(people.member, post)
    mine = "Begonia, at **noon**"
    answer = send(people.member, "post-edit", post.pk, body=mine, after=1)

    assert (answer.status_code, "Somebody changed this meanwhile" in words(answer)) == (409, True)
    assert (SECOND in answer.text, f">\n{mine}</textarea>" in answer.text) == (True, True)
    assert answer.context["form"]["after"].value() == "2"
    assert Post.objects.get(pk=post.pk).body == SECOND
    assert not Record.objects.filter(event="refused").exists()
    newest = send(people.member, "post-edit", post.pk, body=mine, after=2)
    assert (newest.status_code, Post.objects.get(pk=post.pk).body) == (302, mine)


def hold(people, topic):
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")


def close(people, topic):
    actions.close_topic(actor=people.chair, topic=topic)


def leave(people, topic):
    people.member.memberships.update(role=Role.OBSERVER)  # not invited here


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        (hold, "legal hold"),
        (close, "topic is closed"),
        (leave, "can read this post"),
    ],
)
def test_nothing_is_changed_or_withdrawn_under_a_hold_when_closed_or_by_who_is_out(
    people, topic, post, meanwhile, reason
):
    meanwhile(people, topic)
    author = type(people.member).objects.get(pk=people.member.pk)

    with pytest.raises(Refused, match=reason):
        edit(author, post)
    with pytest.raises(Refused, match=reason):
        actions.withdraw_post(actor=author, post=post)
    assert Post.objects.get(pk=post.pk).body == FIRST


def test_withdrawn_words_are_gone_with_all_that_they_were(people, post):
    edit(people.member, post, "Lobelia")
    assert words_anywhere(FIRST) == ["deliberation_postversion"]

    actions.withdraw_post(actor=people.member, post=post)

    assert (words_anywhere(FIRST), words_anywhere("Lobelia")) == ([], [])
    with pytest.raises(Refused, match="removed already"):
        actions.withdraw_post(actor=people.member, post=post)


def test_words_that_the_chair_removes_are_gone_with_all_that_they_were(people, post):
    edit(people.member, post, "Lobelia")

    actions.remove_post(actor=people.chair, post=post, reason="It named somebody.")

    assert (words_anywhere(FIRST), words_anywhere("Lobelia")) == ([], [])


def test_the_record_points_and_pages_of_that_space_are_drawn_again(people, topic):
    post = PostFactory(topic=topic, space=Space.MEMBERS, author=people.member)
    edit(people.member, post)
    actions.withdraw_post(actor=people.member, post=post)

    pointers = {"topic_id": topic.pk, "post_id": post.pk, "space": "members"}
    records = Record.objects.filter(event__in=("post.edited", "post.withdrawn"))
    withdrawn = {**pointers, "user_id": people.member.pk}
    assert [record.facts for record in records] == [withdrawn | {"version": 2}, withdrawn]
    assert list(Stream.objects.values_list("key", "seq")) == [(f"topic.{topic.pk}.members", 2)]


def test_who_reads_the_post_reads_what_it_said_before_and_nobody_else(people, topic, post):
    inside = PostFactory(topic=topic, space=Space.MEMBERS, author=people.member, body="Inside")
    for own_post in (post, inside):
        edit(people.member, own_post)

    answer = page(people.observer, "post-versions", post.pk)
    assert (FIRST in words(answer), SECOND in words(answer)) == (True, True)
    assert page(people.observer, "post-versions", inside.pk).status_code == 404
    assert "Inside" in words(page(people.chair, "post-versions", inside.pk))
    assert page(people.stranger, "post-versions", post.pk).status_code == 404


def test_who_joined_after_it_was_written_reads_neither_the_change_nor_what_was(people, topic, post):
    newcomer = UserFactory()
    joined = post.written_at + timedelta(minutes=1)
    MembershipFactory(user=newcomer, group=people.group, starts_at=joined)
    Topic.objects.update(history=History.FROM_JOINING, opened_at=LONG_AGO)
    with at(joined + timedelta(minutes=1)):
        edit(people.member, post)
        drawn = page(newcomer, "topic", topic.pk).content.decode()
        assert page(newcomer, "post-versions", post.pk).status_code == 404

    assert (FIRST in drawn, SECOND in drawn) == (False, False)


def test_the_thread_says_when_it_was_changed_and_who_withdrew_it(people, topic, post):
    edit(people.member, post)
    changed = page(people.chair, "topic", topic.pk)
    assert url("post-versions", post.pk) in changed.content.decode()
    assert "Edited" in words(changed)

    actions.withdraw_post(actor=people.member, post=post)
    withdrawn_page = page(people.chair, "topic", topic.pk)
    assert "Doreen Whitcombe withdrew this post on" in words(withdrawn_page)
    assert url("post-versions", post.pk) not in withdrawn_page.content.decode()


def own_links(html, post):
    """Those that are shown."""
    shown = re.sub(r"<span[^>]* data-own hidden>.*?</span></a></span>", "", html, flags=re.DOTALL)
    return re.findall(rf'href="/posts/{post.pk}/(edit|withdraw)/"', shown)


def test_authors_have_the_links_at_once_and_after_half_an_hour_only_to_withdraw(
    people, topic, post
):
    mine, other = (
        page(who, "topic", topic.pk).content.decode() for who in (people.member, people.chair)
    )
    assert (own_links(mine, post), own_links(other, post)) == (["edit", "withdraw"], [])

    with at(post.editable_until):
        later = page(people.member, "topic", topic.pk).content.decode()
    assert own_links(later, post) == ["withdraw"]


def test_a_region_that_all_receive_shows_them_to_nobody_by_itself(people, topic, post):
    live, key = TopicPage(), topic.stream(Space.SHARED)
    audience = live.audiences(live.find(key), [people.member.pk])[people.member.pk]

    drawn = live.draw(live.find(key), audience, {"posts"})["posts"]

    assert f'href="/posts/{post.pk}/withdraw/"' in drawn
    assert own_links(drawn, post) == []


def test_the_page_changes_a_post_and_gives_back_what_comes_too_late(people, topic, post):
    assert FIRST in page(people.member, "post-edit", post.pk).content.decode()
    done = send(people.member, "post-edit", post.pk, body=SECOND, after=1)
    assert (done.status_code, done.url) == (302, post.get_absolute_url())

    with at(post.editable_until):
        answer = send(people.member, "post-edit", post.pk, body="Begonia", after=2)
        assert page(people.member, "post-edit", post.pk).status_code == 403
    assert (answer.status_code, "Begonia" in answer.content.decode()) == (403, True)
    assert "30 minutes after you wrote it" in words(answer)
    assert Post.objects.get(pk=post.pk).body == SECOND


def test_the_page_that_withdraws_names_who_quotes_it_also_from_before_a_change(people, topic, post):
    edit(people.member, post)
    by = PostFactory(topic=topic, author=people.chair, body=quoted(FIRST))
    answer = page(people.member, "post-withdraw", post.pk)

    assert by.get_absolute_url() in answer.content.decode()
    assert send(people.member, "post-withdraw", post.pk).url == post.get_absolute_url()
    assert Post.objects.get(pk=post.pk).withdrawn


def test_a_quotation_that_was_edited_away_is_still_found(people, topic, post):
    by = actions.write_post(actor=people.chair, topic=topic, space=Space.SHARED, body=quoted(FIRST))
    edit(people.chair, by, "Never mind")

    assert quoting(post, people.member) == [by]


def test_earlier_words_are_looked_for_before_anything_is_published_and_are_in_ones_own_copy(
    people, post
):
    edit(people.member, post)

    runs = repeated_runs([f"They wrote {FIRST}"], people.group)
    assert runs == [["marigold the bus goes at nine from the"]]
    assert [row["words"] for row in earlier_words(people.member)] == [FIRST]
    assert list(earlier_words(people.chair)) == []


def test_what_is_kept_of_a_topic_that_is_over_goes_with_its_posts(people, topic, post):
    edit(people.member, post)
    ReadMark.objects.note_seen(people.chair, topic, Space.SHARED, post.pk)
    actions.close_topic(actor=people.chair, topic=topic)

    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert PostVersion.objects.count() == 0
    assert now() > post.written_at
