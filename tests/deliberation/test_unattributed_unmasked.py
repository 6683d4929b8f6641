"""A chair learns who wrote a post without a name: with a reason, and never without telling her."""

import pytest

from accounts.actions import record_delivery
from accounts.models import Membership, Role
from core.audit.models import Record
from core.notices.models import Notice
from core.policy import Refused, pointer
from core.rights.registry import show_mention
from deliberation import actions
from deliberation.models import Post, PostReport, Space, Unmasking
from deliberation.models.reports import handlers_of
from deliberation.personal_data.sections import unmaskings
from iag_portal.pages.records import lines, records_for
from tests.deliberation.pages import page, url, words
from tests.deliberation.unattributed import WHY, unmask, write
from tests.factories import PostFactory
from tests.notices.conftest import told
from tests.signing_in import signed_in


def report(person, post):
    return actions.report_post(actor=person, post=post, reason=PostReport.Reason.NAMES)


def learn(person, post, **form):
    return signed_in(person, fresh=True).post(url("post-unmask", post.pk), form)


def test_the_chair_gives_a_reason_and_alone_reads_the_name(people, topic, zenobia, unnamed):
    without = learn(people.chair, unnamed, reason="")
    answer = learn(people.chair, unnamed, reason=WHY)
    reads = {
        role: page(getattr(people, role), "post-author", unnamed.pk)
        for role in ("chair", "vice_chair", "member", "secretary", "police_lead", "officer")
    }

    assert (without.status_code, answer.status_code) == (422, 302)
    assert "Enter why you need to know who wrote it" in words(without)
    assert answer.url == url("post-author", unnamed.pk)
    assert f"{zenobia.name} wrote it" in words(reads.pop("chair"))
    assert {response.status_code for response in reads.values()} == {404}
    assert zenobia.name not in page(people.chair, "topic", topic.pk).content.decode()


def test_its_author_is_told_and_reads_who_and_why(people, zenobia, unnamed):
    before = words(page(zenobia, "post-author", unnamed.pk))
    unmask(people.chair, unnamed)
    after = words(page(zenobia, "post-author", unnamed.pk))

    assert told("post.unmasked") == {zenobia.pk}
    assert "Nobody. If a chair learns it, you are told" in before
    assert "Marjorie Penhale" in after
    assert WHY in after


def test_the_record_says_that_it_was_done_and_neither_of_which_post_nor_whose(
    people, topic, zenobia, unnamed
):
    unmasking = unmask(people.chair, unnamed)
    record = Record.objects.get(event="post.unmasked")
    (line,) = lines([record], people.vice_chair, people.group)

    assert record.facts == {"topic_id": topic.pk, "unmasking_id": unmasking.pk, "space": "shared"}
    assert (line.who, line.about) == ("Marjorie Penhale", f"topic {topic.pk}, shared")
    assert record in records_for(people.chair, people.group)


def test_a_factor_shown_just_now_is_asked_for_before_anything_is_typed(people, unnamed):
    answer = signed_in(people.chair).get(url("post-unmask", unnamed.pk))

    assert (answer.status_code, "reauthenticate" in answer.url) == (302, True)
    assert not Unmasking.objects.exists()


@pytest.mark.parametrize("role", ["member", "secretary", "police_lead"])
def test_nobody_but_a_chair_learns_it(people, unnamed, role):
    with pytest.raises(Refused, match="Only the chair"):
        unmask(getattr(people, role), unnamed)


def test_there_is_nothing_to_learn_twice_of_a_named_post_or_of_ones_own(
    people, topic, zenobia, unnamed
):
    unmask(people.chair, unnamed)
    with pytest.raises(Refused, match="learned already"):
        unmask(people.chair, unnamed)
    with pytest.raises(Refused, match="is named"):
        unmask(people.chair, topic.posts.first())
    Membership.objects.filter(user=zenobia).update(role=Role.VICE_CHAIR)
    with pytest.raises(Refused, match="You wrote this post"):
        unmask(type(zenobia).objects.get(pk=zenobia.pk), unnamed)
    assert unmask(people.vice_chair, unnamed).reason == WHY  # each chair for themselves


def test_only_a_chair_is_led_there_and_only_from_such_a_post(people, topic, unnamed):
    address = url("post-unmask", unnamed.pk)
    led = [
        role
        for role in ("chair", "vice_chair", "member", "secretary", "police_lead")
        if address in page(getattr(people, role), "topic", topic.pk).content.decode()
    ]

    assert led == ["chair", "vice_chair"]
    assert page(people.chair, "topic", topic.pk).content.decode().count("/author/learn/") == 1


def test_who_is_chair_no_longer_reads_the_name_no_longer(people, unnamed):
    unmask(people.chair, unnamed)
    Membership.objects.filter(user=people.chair).update(role=Role.MEMBER)

    assert page(people.chair, "post-author", unnamed.pk).status_code == 404


def test_the_reason_is_for_the_two_and_goes_with_the_post(people, topic, zenobia, unnamed):
    unmasking = unmask(people.chair, unnamed)
    copies = [list(unmaskings(person)) for person in (people.chair, zenobia, people.vice_chair)]
    shown = [
        show_mention(person, pointer(unmasking)) for person in (people.vice_chair, people.chair)
    ]
    actions.close_topic(actor=people.chair, topic=topic)
    actions.remove_expired_posts(actor=None, ids=[topic.pk])

    assert [[row["reason"] for row in rows] for rows in copies] == [[WHY], [WHY], []]
    assert zenobia.name not in str(copies[0])
    assert shown[0] is None
    assert shown[1]
    assert (Unmasking.objects.count(), Post.objects.count()) == (0, 0)


def test_a_report_of_it_does_not_leave_out_who_wrote_it(people, topic, zenobia):
    """She has become the vice-chair since; that she is missing on the list would tell."""
    inside = write(zenobia, topic, space=Space.MEMBERS)
    named = PostFactory(topic=topic, space=Space.MEMBERS, author=zenobia)
    Membership.objects.filter(user=zenobia).update(role=Role.VICE_CHAIR)
    of_unnamed, of_named = (
        {place.user for place in handlers_of(post, people.member)} for post in (inside, named)
    )

    assert of_unnamed - of_named == {zenobia}
    assert of_named == {people.chair, people.vice_chair}


def test_nobody_rings_her_about_it(people, topic, zenobia, unnamed):
    """Whom to ring about a reply says whose post it was."""
    actions.write_post(
        actor=people.member, topic=topic, space=Space.SHARED, body="Yes", reply_to=unnamed
    )
    unmask(people.chair, unnamed)
    tellings = told("post.replied_unattributed"), told("post.unmasked")
    type(zenobia).objects.filter(pk=zenobia.pk).update(email=None)
    calls = [
        signed_in(getattr(people, role)).get(f"/groups/{people.group.pk}/people/call/")
        for role in ("chair", "secretary")
    ]

    assert tellings == ({zenobia.pk}, {zenobia.pk})
    assert Notice.objects.by_hand().count() == 2
    assert [zenobia.name in words(call) for call in calls] == [False, False]


def test_nor_is_it_written_down_that_somebody_rang(people, topic, zenobia, unnamed):
    unmask(people.chair, unnamed)
    assert told("post.unmasked") == {zenobia.pk}
    notice = Notice.objects.get(kind="post.unmasked")
    type(zenobia).objects.filter(pk=zenobia.pk).update(email=None)

    with pytest.raises(Refused):
        record_delivery(actor=people.chair, group=people.group, notice=notice)
    assert Record.objects.filter(event="notice.delivered").count() == 0
