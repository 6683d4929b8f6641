"""Leroy tells Sally on the telephone what he wants said: entered for him, where he may write himself."""

import pytest

from accounts.models import Acceptance, Agreement, Membership, User
from core.audit.models import Record
from core.clock import now, today
from core.dates import day
from core.jobs import run_due_jobs
from core.notices.models import Following, Notice
from core.policy import Refused
from deliberation import actions
from deliberation.models import Dictation, NamedReader, Post, Space
from tests.deliberation.audiences import named_topic
from tests.deliberation.dictated import DAY, TOLD, write
from tests.deliberation.pages import NOWHERE, page, words
from tests.deliberation.pages import post as send
from tests.factories import MembershipFactory
from tests.signing_in import signed_in


def fields(who, **changed):
    told_on = today() - DAY
    date = {
        "told_on_day": told_on.day,
        "told_on_month": told_on.month,
        "told_on_year": told_on.year,
    }
    return {"author": who.pk, "via": "telephone", **date, "body": TOLD, "label": "", **changed}


def test_the_secretary_enters_what_leroy_said_and_the_thread_says_how_it_came(people, topic, leroy):
    answer = send(people.secretary, "post-new-for", topic.pk, "shared", **fields(leroy))

    post = Post.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, post.get_absolute_url())
    assert (post.author, post.body, post.dictation.entered_by) == (leroy, TOLD, people.secretary)
    sentence = (
        f"Entered by Sally Treloar for Leroy Bright, told by telephone on {day(today() - DAY)}."
    )
    for reader in (people.member, people.police_lead):
        assert f"{sentence} Not yet confirmed by Leroy Bright." in words(
            page(reader, "topic", topic.pk)
        )


def test_the_record_names_who_entered_it_and_for_whom(people, topic, dictated, leroy):
    record = Record.objects.get(event="post.written")

    assert (record.actor, record.facts["user_id"]) == (people.secretary, leroy.pk)
    drawn = signed_in(people.chair).get(f"/groups/{people.group.pk}/record/")
    assert f"Wrote a post Leroy Bright, topic {topic.pk}" in words(drawn)


def test_the_group_is_told_and_neither_leroy_nor_who_entered_it(people, topic, leroy):
    for person in (people.member, people.secretary, leroy):
        Following.objects.create(user=person, place=topic.place, level="all")
    write(people.secretary, leroy, topic)
    run_due_jobs()

    assert [notice.recipient for notice in Notice.objects.filter(kind="post.written")] == [
        people.member
    ]


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


def test_nobody_writes_for_who_has_not_accepted_the_agreement_in_force(people, topic, leroy):
    """Whoever signs in reads and writes nothing before they have."""
    newest = Agreement.objects.create(version=2, text="Keep it here.")
    with pytest.raises(Refused, match="have not accepted the confidentiality agreement"):
        write(people.secretary, leroy, topic)
    how = {"recorded_by": people.secretary, "how": "telephone"}
    Acceptance.objects.create(user=leroy, agreement=newest, **how)

    assert write(people.secretary, leroy, topic).author == leroy


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
