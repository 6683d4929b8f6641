"""The record of a group and topics for named readers: nothing in it, and nothing that is not."""

from datetime import timedelta

import pytest

from accounts.personal_data import records as own_records
from core.audit.chain import append
from core.audit.models import Record
from core.clock import today
from deliberation import actions
from deliberation.models import Space
from iag_portal.pages.records import lines, records_for
from meetings.actions import ask_paper_copy
from tests.deliberation.audiences import propose
from tests.deliberation.pages import url
from tests.factories import MeetingFactory, PaperFactory, PaperVersionFactory, TopicFactory
from tests.signing_in import signed_in

MANY = ("refused", "membership.role_changed", "meeting.called")  # name no topic


def open_secret(people):
    """A topic of the vice-chair and the police lead: opened on record, unlike the factory's."""
    return actions.open_topic(
        actor=people.vice_chair,
        group=people.group,
        title="Petunia",
        ask="Petunia",
        asker="x",
        decision_due=today() + timedelta(days=3),
        readers=[people.police_lead],
    )


def record_of(person, group):
    """What the record page shows: its head and its kinds of event."""
    context = signed_in(person).get(f"/groups/{group.pk}/record/").context
    return context["head"], [line.record.event for line in context["lines"]]


@pytest.fixture
def busy(people):
    """The group with a record of things that are about no topic, done by people and by nobody."""
    for kind, actor in zip(MANY, (people.member, people.secretary, None), strict=True):
        append(event=kind, group_id=people.group.pk, actor=actor, facts={"thing": ""})
    return people


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_a_topic_for_named_readers_takes_nothing_else_out_of_the_record(busy, role):
    person = getattr(busy, role)
    before = record_of(person, busy.group)
    open_secret(busy)

    assert set(before[1]) == set(MANY) - ({"refused"} if role == "secretary" else set())
    assert record_of(person, busy.group)[1] == before[1]


def test_the_head_stands_still_while_nothing_happens_that_all_may_know_of(busy):
    before, _events = record_of(busy.chair, busy.group)
    secret = open_secret(busy)
    actions.write_post(actor=busy.vice_chair, topic=secret, space=Space.SHARED, body="Petunia")
    heads = {
        record_of(organiser, busy.group)[0]
        for organiser in (busy.chair, busy.vice_chair, busy.secretary)
    }

    assert heads == {before}
    assert Record.objects.get(link__startswith=before).event == "meeting.called"


def test_the_head_moves_with_what_all_may_know_of(busy):
    open_secret(busy)
    before, _events = record_of(busy.chair, busy.group)
    actions.write_post(
        actor=busy.chair,
        topic=TopicFactory(group=busy.group),
        space=Space.SHARED,
        body="Marigold",
    )
    after, _events = record_of(busy.chair, busy.group)

    assert (before != after, Record.objects.get(link__startswith=after).event) == (
        True,
        "post.written",
    )


def test_a_copy_of_a_paper_prints_no_head_that_tells_of_a_hidden_topic(busy):
    meeting = MeetingFactory(group=busy.group)
    paper = PaperVersionFactory(paper=PaperFactory(meeting=meeting)).paper
    before, _events = record_of(busy.chair, busy.group)
    open_secret(busy)

    assert ask_paper_copy(actor=busy.chair, paper=paper).head == before


def test_a_copy_of_own_data_does_not_let_anybody_count_what_others_did(busy):
    actions.write_post(
        actor=busy.chair,
        topic=TopicFactory(group=busy.group),
        space=Space.SHARED,
        body="Marigold",
    )
    rows = list(own_records(busy.chair))

    assert [sorted(row) for row in rows] == [["at", "by", "chain", "what"]]


# --- Refusals ----------------------------------------------------------------------------


def test_a_refused_post_in_a_hidden_topic_is_hidden_with_it(people):
    secret = open_secret(people)
    actions.close_topic(actor=people.vice_chair, topic=secret)
    answer = signed_in(people.vice_chair).post(
        url("post-new", secret.pk, "shared"), {"body": "Petunia"}
    )

    assert answer.status_code == 403
    assert Record.objects.get(event="refused").facts["topic_id"] == secret.pk
    assert list(records_for(people.chair, people.group)) == []


def test_refusals_stay_hidden_when_the_topic_is_gone(people):
    secret = open_secret(people)
    message = actions.propose_key_message(actor=people.vice_chair, topic=secret, text="Petunia")
    signed_in(people.vice_chair).post(url("statement-new", message.pk), {"text": "Petunia"})
    actions.remove_expired_topics(actor=None, ids=[secret.pk])

    assert Record.objects.filter(event="refused").count() == 1
    assert list(records_for(people.chair, people.group)) == []


# --- Who it was --------------------------------------------------------------------------


def who(person, group, kind):
    """Who did things of this kind, as ``person`` reads it."""
    record_lines = lines(records_for(person, group), person, group)
    return [line.who for line in record_lines if line.record.event == kind]


@pytest.mark.parametrize(("agrees", "kind"), [(True, "agreed"), (False, "refused")])
def test_nobody_is_told_who_agreed_to_a_wider_audience(people, topic, agrees, kind):
    change = propose(people, topic, "guest", people.officer)
    actions.answer_audience_change(actor=people.member, change=change, agrees=agrees)
    readers = (people.chair, people.secretary, people.member)

    assert [who(reader, people.group, f"audience_change.{kind}") for reader in readers] == [
        ["Somebody"],
        ["Somebody"],
        ["Doreen Whitcombe"],
    ]


def test_the_secretary_learns_neither_who_answered_nor_whose_words_a_statement_is(
    people, closed, message
):
    message.refresh_from_db()
    actions.write_minority_statement(actor=people.member, key_message=message, text="Foxglove")
    kinds = ("minority_statement.written", "position.taken")

    assert [who(people.secretary, people.group, kind) for kind in kinds] == [
        ["Somebody"],
        ["Somebody"] * 3,
    ]
    assert who(people.chair, people.group, kinds[0]) == ["Doreen Whitcombe"]
    assert (
        "Doreen"
        not in signed_in(people.secretary, fresh=True)
        .post(f"/groups/{people.group.pk}/record/file/")
        .content.decode()
    )
