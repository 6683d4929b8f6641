"""Leroy tells Sally on the telephone what he wants said: entered for him, confirmed by him."""

from datetime import timedelta

import pytest

from accounts.models import Membership, User
from core.audit.models import Record
from core.clock import now, today
from core.dates import day
from core.jobs import run_due_jobs
from core.live.models import Stream
from core.notices.models import Following, Notice
from core.policy import Refused
from deliberation import actions
from deliberation.live import TopicPage
from deliberation.models import Dictation, NamedReader, Post, Space
from deliberation.personal_data import posts
from tests.deliberation.audiences import named_topic
from tests.deliberation.pages import NOWHERE, page, questions, url, words
from tests.deliberation.pages import post as send
from tests.factories import DictationFactory, MembershipFactory, PostFactory, UserFactory
from tests.rights.test_redaction import words_anywhere
from tests.signing_in import signed_in

TOLD = "Celandine: the 14 bus never comes"
DAY = timedelta(days=1)


@pytest.fixture
def leroy(people):
    place = MembershipFactory(group=people.group, user__name="Leroy Bright", user__email=None)
    return place.user


@pytest.fixture
def dictated(people, topic, leroy):
    return write(people.secretary, leroy, topic)


def write(actor, author, topic, space=Space.SHARED, **more):
    told = {"body": TOLD, "via": Dictation.Via.TELEPHONE, "told_on": today() - DAY} | more
    return actions.write_post_for(actor=actor, author=author, topic=topic, space=space, **told)


def confirm(actor, post, on=None):
    told = {"via": Dictation.Via.LETTER, "confirmed_on": on or today()}
    return actions.confirm_post(actor=actor, post=post, **told)


def fields(who, **changed):
    told = today() - DAY
    date = {"told_on_day": told.day, "told_on_month": told.month, "told_on_year": told.year}
    return {"author": who.pk, "via": "telephone", **date, "body": TOLD, "label": "", **changed}


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


# --- Entered --------------------------------------------------------------------------------------


def test_the_secretary_enters_what_leroy_said_and_the_thread_says_how_it_came(people, topic, leroy):
    answer = send(people.secretary, "post-new-for", topic.pk, "shared", **fields(leroy))

    made = Post.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert (made.author, made.body, made.dictation.entered_by) == (leroy, TOLD, people.secretary)
    told = f"Entered by Sally Treloar for Leroy Bright, told by telephone on {day(today() - DAY)}."
    for reader in (people.member, people.police_lead):
        assert f"{told} Not yet confirmed by Leroy Bright." in words(
            page(reader, "topic", topic.pk)
        )


def test_the_record_names_who_entered_it_and_for_whom(people, topic, dictated, leroy):
    record = Record.objects.get(event="post.written")

    assert (record.actor, record.facts["user_id"]) == (people.secretary, leroy.pk)
    drawn = signed_in(people.chair).get(f"/groups/{people.group.pk}/record/")
    assert f"Wrote a post Leroy Bright, topic {topic.pk}" in words(drawn)


def test_the_group_is_told_and_neither_leroy_nor_who_entered_it(people, topic, leroy):
    for one in (people.member, people.secretary, leroy):
        Following.objects.create(user=one, place=topic.place, level="all")
    write(people.secretary, leroy, topic)
    run_due_jobs()

    assert [one.recipient for one in Notice.objects.filter(kind="post.written")] == [people.member]


def test_leroy_does_not_follow_by_it_which_would_be_a_call_for_each_post(dictated, leroy):
    assert not Following.objects.filter(user=leroy).exists()


@pytest.mark.parametrize("who", ["member", "police_lead", "observer"])
def test_nobody_but_an_organiser_writes_for_somebody(people, topic, leroy, who):
    actor = getattr(people, who)

    assert page(actor, "post-new-for", topic.pk, "shared").status_code == 403
    assert "Write for somebody" not in words(page(actor, "topic", topic.pk))
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        write(actor, leroy, topic)


def test_nobody_writes_for_a_person_who_signs_in(people, topic, leroy):
    asked = page(people.secretary, "post-new-for", topic.pk, "shared")
    answer = send(people.secretary, "post-new-for", topic.pk, "shared", **fields(people.member))

    assert ("Leroy Bright" in asked.text, "Doreen Whitcombe" in asked.text) == (True, False)
    assert (answer.status_code, TOLD in answer.text) == (422, True)
    with pytest.raises(Refused, match="This person signs in"):
        write(people.secretary, people.member, topic)
    assert not Dictation.objects.exists()


def test_nobody_writes_for_who_may_not_write_there_themselves(people, topic, leroy):
    observer = MembershipFactory(group=people.group, role="observer", user__email=None).user
    next_door = MembershipFactory(user__email=None).user
    secret = named_topic(people, people.secretary)

    for author, where in ((observer, topic), (next_door, topic), (leroy, secret)):
        with pytest.raises(Refused, match="may not write here themselves"):
            write(people.secretary, author, where)
    NamedReader.objects.create(topic=secret, user=leroy)
    assert write(people.secretary, leroy, secret).author == leroy


def test_who_left_or_is_suspended_says_nothing_more(people, topic, leroy):
    User.objects.filter(pk=leroy.pk).update(is_active=False)
    with pytest.raises(Refused, match="may not write here themselves"):
        write(people.secretary, User.objects.get(pk=leroy.pk), topic)
    Membership.objects.filter(user=leroy).update(ends_at=now())
    User.objects.filter(pk=leroy.pk).update(is_active=True)
    with pytest.raises(Refused, match="may not write here themselves"):
        write(people.secretary, User.objects.get(pk=leroy.pk), topic)


def test_where_the_terms_keep_the_secretary_out_only_a_chair_writes_for_leroy(people, topic, leroy):
    there, nowhere = (
        page(people.secretary, "post-new-for", pk, "members") for pk in (topic.pk, NOWHERE)
    )
    assert (there.status_code, nowhere.status_code) == (404, 404)
    with pytest.raises(Refused, match="Only the members read and write"):
        write(people.secretary, leroy, topic, Space.MEMBERS)

    made = write(people.chair, leroy, topic, Space.MEMBERS)
    assert page(people.secretary, "post-confirm", made.pk).status_code == 404
    assert TOLD not in page(people.secretary, "topic", topic.pk).text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"author": ""}, "Select for whom you write"),
        ({"via": ""}, "Select how they told you"),
        ({"body": " "}, "Write something first"),
        ({"told_on_day": "", "told_on_month": "", "told_on_year": ""}, "Enter the date on which"),
        ({"told_on_year": "2999"}, "The date must be today or in the past"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_lost(people, topic, leroy, changed, error):
    answer = send(people.chair, "post-new-for", topic.pk, "shared", **fields(leroy, **changed))

    assert (answer.status_code, error in answer.text) == (422, True)
    assert TOLD in answer.text or "body" in changed
    assert not Dictation.objects.exists()


def test_a_day_to_come_and_a_closed_topic_are_refused_by_the_action_too(people, topic, leroy):
    with pytest.raises(Refused, match="today or in the past"):
        write(people.secretary, leroy, topic, told_on=today() + DAY)
    actions.close_topic(actor=people.chair, topic=topic)
    topic.refresh_from_db()
    with pytest.raises(Refused, match="This topic is closed"):
        write(people.secretary, leroy, topic)
    assert "Write for somebody" not in words(page(people.secretary, "topic", topic.pk))


def test_where_everybody_signs_in_the_page_says_so(people, topic):
    assert "Nobody to write for" in words(
        page(people.secretary, "post-new-for", topic.pk, "shared")
    )


# --- Confirmed, withdrawn -------------------------------------------------------------------------


def test_that_leroy_confirmed_it_stands_beside_it_for_everybody(people, topic, dictated):
    on = today()
    date = {
        "confirmed_on_day": on.day,
        "confirmed_on_month": on.month,
        "confirmed_on_year": on.year,
    }
    answer = send(people.secretary, "post-confirm", dictated.pk, via="letter", **date)

    assert answer.status_code == 302
    told = f"Confirmed by Leroy Bright on {day(on)} by letter."
    assert told in words(page(people.member, "topic", topic.pk))
    assert TopicPage.regions["post.confirmed"] == ("posts",)
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
    asked = words(page(people.chair, "post-withdraw", dictated.pk))
    answer = send(people.chair, "post-withdraw", dictated.pk)

    assert "Did Leroy Bright ask you to withdraw this?" in asked
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
