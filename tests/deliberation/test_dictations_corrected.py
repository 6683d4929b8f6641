"""What was entered for Leroy is corrected until he confirms it; then he confirms it anew."""

from datetime import timedelta

import pytest

from accounts.models import User
from core.audit.models import Record
from core.clock import at, now, today
from core.dates import day
from core.live.models import Stream
from core.policy import Refused
from deliberation import actions
from deliberation.models import Dictation, Post, Space
from deliberation.personal_data.sections import earlier_words, posts
from tests.deliberation.dictated import DAY, TOLD, confirm, write
from tests.deliberation.pages import page, url, words
from tests.deliberation.pages import post as send
from tests.factories import PostFactory
from tests.signing_in import signed_in

RIGHT = "Celandine: the **41** bus never comes"
HALF_AN_HOUR = timedelta(minutes=30)


def correct(actor, post, body=RIGHT, after=1):
    return actions.correct_post(actor=actor, post=post, body=body, after=after)


def again(post):
    return Post.objects.get(pk=post.pk)


def test_the_words_are_corrected_and_what_they_were_stays_beside_them(people, topic, dictated):
    answer = send(people.chair, "post-correct", dictated.pk, body=RIGHT, after=1)
    text = words(page(people.member, "topic", topic.pk))
    before = words(page(people.member, "post-versions", dictated.pk))

    assert (answer.status_code, answer.url) == (302, dictated.get_absolute_url())
    assert list(dictated.versions.values_list("version", "body")) == [(1, TOLD)]
    sentence = f"told by telephone on {day(today() - DAY)}. Corrected by Marjorie Penhale."
    assert f"{sentence} Not yet confirmed by Leroy Bright." in text
    assert ("the 41 bus never comes" in text, TOLD in text) == (True, False)
    assert ("the 41 bus never comes" in before, TOLD in before) == (True, True)


def test_a_correction_after_leroy_confirmed_it_is_to_be_confirmed(people, dictated):
    confirm(people.secretary, dictated)
    dictation = correct(people.secretary, again(dictated)).dictation
    dictation.refresh_from_db()

    assert (dictation.is_confirmed, dictation.corrected_by) == (False, people.secretary)
    assert (dictation.confirmed_by, dictation.confirmed_via) == (None, "")
    assert confirm(people.secretary, again(dictated)).dictation.is_confirmed


@pytest.mark.parametrize(
    ("is_confirmed", "later", "may"),
    [
        (False, HALF_AN_HOUR + 30 * DAY, True),
        (True, HALF_AN_HOUR - timedelta(minutes=1), True),
        (True, HALF_AN_HOUR, False),
    ],
)
def test_until_he_confirms_it_and_for_half_an_hour_like_any_post(
    people, topic, dictated, is_confirmed, later, may
):
    if is_confirmed:
        confirm(people.secretary, dictated)
    with at(dictated.written_at + later):
        is_offered = url("post-correct", dictated.pk) in page(people.chair, "topic", topic.pk).text
        if may:
            correct(people.chair, again(dictated))
        else:
            with pytest.raises(Refused, match="They confirmed this post"):
                correct(people.chair, again(dictated))

    assert is_offered == may
    assert again(dictated).body == (RIGHT if may else TOLD)


def test_he_confirms_what_it_says_now_and_not_before_it_was_corrected(people, dictated):
    with at(now() + 3 * DAY):
        correct(people.secretary, dictated)
        early = today() - DAY
        with pytest.raises(Refused, match="before it was corrected"):
            confirm(people.secretary, again(dictated), on=early)
        boxes = {f"confirmed_on_{part}": getattr(early, part) for part in ("day", "month", "year")}
        sent = {"via": "letter", "after": 2, **boxes}
        answer = send(people.secretary, "post-confirm", dictated.pk, **sent)

    assert (answer.status_code, "when it was corrected, or later" in answer.text) == (422, True)


def test_nobody_confirms_for_him_what_another_corrected_meanwhile(people, dictated):
    boxes = {f"confirmed_on_{part}": getattr(today(), part) for part in ("day", "month", "year")}
    sent = {"via": "letter", "after": 1, **boxes}
    correct(people.chair, dictated)
    answer = send(people.secretary, "post-confirm", dictated.pk, **sent)
    confirmed = Dictation.objects.exclude(confirmed_on=None)

    assert (answer.status_code, confirmed.exists()) == (409, False)
    assert "Somebody changed this meanwhile" in words(answer)
    assert (RIGHT in answer.text, url("post-versions", dictated.pk) in answer.text) == (True, True)
    newest = answer.context["form"]
    assert (newest["after"].value(), newest["via"].value()) == ("2", "letter")
    assert not Record.objects.filter(event="refused").exists()
    second = send(people.secretary, "post-confirm", dictated.pk, **sent | {"after": 2})
    assert (second.status_code, confirmed.exists()) == (302, True)


@pytest.mark.parametrize("who", ["member", "police_lead", "observer"])
def test_nobody_but_an_organiser_corrects_it(people, dictated, who):
    person = getattr(people, who)
    with pytest.raises(Refused, match="Only the chair and the secretary"):
        correct(person, dictated)
    answers = [
        page(person, "post-correct", dictated.pk),
        send(person, "post-correct", dictated.pk, body=RIGHT, after=1),
        send(person, "post-correct", dictated.pk, body=RIGHT, after=1, preview="1"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert again(dictated).body == TOLD
    assert url("post-correct", dictated.pk) not in page(person, "topic", dictated.topic_id).text


def test_nobody_corrects_what_a_person_wrote_who_signs_in(people, topic, dictated, leroy):
    own = PostFactory(topic=topic, author=people.member)
    with pytest.raises(Refused, match="entered for somebody"):
        correct(people.secretary, own)
    User.objects.filter(pk=leroy.pk).update(email="leroy@example.org")
    with pytest.raises(Refused, match="signs in now, and does this themselves"):
        correct(people.secretary, again(dictated))

    answer = send(people.secretary, "post-correct", own.pk, body=RIGHT, after=1)
    assert (answer.status_code, again(own).body == RIGHT) == (403, False)


def test_where_the_secretary_is_kept_out_they_correct_nothing(people, topic, leroy):
    made = write(people.chair, leroy, topic, Space.MEMBERS)

    assert page(people.secretary, "post-correct", made.pk).status_code == 404
    with pytest.raises(Refused):
        correct(people.secretary, made)


@pytest.mark.parametrize(
    ("end", "reason"),
    [("hold", "legal hold"), ("close", "topic is closed"), ("withdraw", "removed already")],
)
def test_nothing_is_corrected_under_a_hold_when_closed_or_without_its_words(
    people, topic, dictated, end, reason
):
    {
        "hold": lambda: actions.hold_topic(actor=people.chair, topic=topic, reason="An inquest"),
        "close": lambda: actions.close_topic(actor=people.chair, topic=topic),
        "withdraw": lambda: actions.withdraw_post(actor=people.chair, post=dictated),
    }[end]()
    with pytest.raises(Refused, match=reason):
        correct(people.secretary, again(dictated))

    assert not dictated.versions.exists()


def test_who_was_slower_sees_both_and_loses_nothing(people, dictated):
    correct(people.chair, dictated, body="Celandine: the 40 bus")
    answer = send(people.secretary, "post-correct", dictated.pk, body=RIGHT, after=1)

    assert answer.status_code == 409
    assert ("Celandine: the 40 bus" in answer.text, RIGHT in answer.text) == (True, True)
    assert again(dictated).body == "Celandine: the 40 bus"
    newest = send(people.secretary, "post-correct", dictated.pk, body=RIGHT, after=2)
    assert (newest.status_code, again(dictated).body) == (302, RIGHT)


def test_a_preview_shows_it_under_leroys_name_and_corrects_nothing(people, dictated):
    answer = send(people.secretary, "post-correct", dictated.pk, body=RIGHT, after=1, preview="1")

    assert (answer.status_code, again(dictated).body) == (200, TOLD)
    assert "the <strong>41</strong> bus never comes" in answer.text
    assert f">\n{RIGHT}</textarea>" in answer.text


def test_the_record_says_who_corrected_what_for_whom_and_the_page_is_drawn_again(
    people, topic, dictated, leroy
):
    correct(people.secretary, dictated)
    record = Record.objects.get(event="post.edited")

    assert record.actor == people.secretary
    assert record.facts == {
        "topic_id": topic.pk,
        "post_id": dictated.pk,
        "space": "shared",
        "user_id": leroy.pk,
        "version": 2,
    }
    assert Stream.objects.get(key=topic.stream("shared")).seq == 2


def test_leroys_copy_of_his_data_says_that_it_was_corrected_and_what_it_said(
    people, dictated, leroy
):
    before = next(posts(leroy))["corrected"]
    correct(people.secretary, dictated)
    row = next(posts(leroy))

    assert (before, row["corrected"], row["words"]) == (False, True, RIGHT)
    assert [version["words"] for version in earlier_words(leroy)] == [TOLD]
    assert "Sally" not in f"{row}"


def test_the_card_shows_the_newest_words_also_of_a_post_from_before(people, dictated, leroy):
    place = leroy.memberships.get()
    place.starts_at = now() - 9 * DAY
    place.save()
    with at(now() + 3 * DAY):
        correct(people.secretary, dictated)
        since = today() - DAY
        boxes = {f"since_{part}": getattr(since, part) for part in ("day", "month", "year")}
        path = f"/people/memberships/{place.pk}/recorded/"
        card = words(signed_in(people.secretary).get(path, boxes))

    assert (RIGHT in card, TOLD in card) == (True, False)
    assert f"corrected by Sally Treloar on {day(now() + 3 * DAY)}; not confirmed yet" in card
