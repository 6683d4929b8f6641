"""What was entered for Leroy: confirmed by him, withdrawn by him, and where it goes."""

import pytest

from accounts.models import Membership, User
from core.audit.models import Record
from core.clock import now, today
from core.dates import day
from core.live.models import Stream
from core.policy import Refused
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import Dictation, Post
from deliberation.personal_data.sections import posts
from tests.deliberation.dictated import DAY, TOLD, confirm
from tests.deliberation.pages import page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import DictationFactory, PostFactory, UserFactory
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import signed_in


def refused(actor, post):
    """Why nothing is withdrawn, and why nothing is confirmed."""
    reasons = []
    for action in (
        lambda: actions.withdraw_post(actor=actor, post=post),
        lambda: confirm(actor, post),
    ):
        with pytest.raises(Refused) as reason:
            action()
        reasons.append(str(reason.value))
    return reasons


def test_that_leroy_confirmed_it_stands_beside_it_for_everybody(people, topic, dictated):
    on = today()
    date = {
        "confirmed_on_day": on.day,
        "confirmed_on_month": on.month,
        "confirmed_on_year": on.year,
    }
    sent = {"via": "letter", "after": 1, **date}
    answer = send(people.secretary, "post-confirm", dictated.pk, **sent)

    assert answer.status_code == 302
    sentence = f"Confirmed by Leroy Bright on {day(on)} by letter."
    assert sentence in words(page(people.member, "topic", topic.pk))
    assert TopicPage.regions["post.confirmed"] == ("posts", "questions")
    assert Stream.objects.get(key=topic.stream("shared")).seq == 2


def test_it_is_confirmed_once_and_not_before_it_was_told(people, dictated):
    with pytest.raises(Refused, match="before they told it"):
        confirm(people.secretary, dictated, on=today() - 2 * DAY)
    with pytest.raises(Refused, match="today or in the past"):
        confirm(people.secretary, dictated, on=today() + DAY)
    confirm(people.secretary, dictated)
    with pytest.raises(Refused, match="written down already"):
        confirm(people.chair, Post.objects.get(pk=dictated.pk))


def test_another_organiser_withdraws_it_for_leroy_and_his_words_are_gone(people, topic, dictated):
    text = words(page(people.chair, "post-withdraw", dictated.pk))
    answer = send(people.chair, "post-withdraw", dictated.pk)

    assert "Did Leroy Bright ask you to withdraw this?" in text
    assert (answer.status_code, words_anywhere(TOLD)) == (302, [])
    shown = words(page(people.member, "topic", topic.pk))
    assert f"Leroy Bright withdrew this post on {day(today())}." in shown
    assert "Not yet confirmed" not in shown
    record = Record.objects.get(event="post.withdrawn")
    assert (record.actor, record.facts["user_id"]) == (people.chair, dictated.author_id)


def test_a_post_that_he_wrote_himself_is_not_withdrawn_for_him(people, topic, leroy):
    own = PostFactory(topic=topic, author=leroy)

    assert refused(people.secretary, own) == [
        "Only the person who wrote this post can do this.",
        "Only a post that was entered for somebody is confirmed or withdrawn for them.",
    ]


@pytest.mark.parametrize("who", ["member", "police_lead", "observer"])
def test_nobody_else_confirms_or_withdraws_it(people, dictated, who):
    assert refused(getattr(people, who), dictated) == [
        "Only the person who wrote this post can do this.",
        "Only the chair and the secretary can do this.",
    ]
    drawn = page(getattr(people, who), "topic", dictated.topic_id).text
    assert url("post-confirm", dictated.pk) not in drawn


def test_once_leroy_signs_in_or_has_left_nobody_speaks_for_him(people, dictated, leroy):
    User.objects.filter(pk=leroy.pk).update(email="leroy@example.org")
    post = Post.objects.get(pk=dictated.pk)
    assert refused(people.secretary, post)[1].endswith("signs in now, and does this themselves.")
    assert url("post-confirm", post.pk) not in page(people.secretary, "topic", post.topic_id).text

    User.objects.filter(pk=leroy.pk).update(email=None)
    Membership.objects.filter(user=leroy).update(ends_at=now())
    post = Post.objects.get(pk=dictated.pk)
    assert refused(people.secretary, post)[1].endswith("can no longer read it.")


def test_under_a_hold_nothing_is_withdrawn_and_a_confirmation_is_added(people, topic, dictated):
    actions.hold_topic(actor=people.secretary, topic=topic, reason="An inquest")
    with pytest.raises(Refused, match="legal hold"):
        actions.withdraw_post(actor=people.secretary, post=dictated)

    assert confirm(people.secretary, dictated).dictation.is_confirmed


def test_it_is_in_leroys_copy_of_his_data_with_how_he_told_it(dictated, leroy):
    (row,) = posts(leroy)

    assert (row["words"], row["told"], row["told on"]) == (TOLD, "by telephone", today() - DAY)


def test_it_goes_with_the_posts_of_its_topic(people, topic, dictated):
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert (Dictation.objects.count(), topic.posts.count()) == (0, 0)


def test_three_entered_posts_cost_the_page_no_more_queries_than_none(people, topic):
    client, asked = signed_in(people.secretary), []
    for more in (0, 1, 2):
        for _number in range(more):
            DictationFactory(post=PostFactory(topic=topic, author=UserFactory(email=None)))
        asked.append(questions(client, url("topic", topic.pk)))

    assert asked == [9, 9, 9]
