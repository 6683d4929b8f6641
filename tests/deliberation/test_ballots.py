"""A secret ballot: who voted is known, and nothing anywhere says who chose what."""

import re
from datetime import timedelta
from itertools import permutations

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import AutoField
from django.urls import reverse

from accounts.actions import rotate_field_keys
from accounts.models import User
from core import clock
from core.audit.models import Record
from core.live.models import Stream
from core.policy import Refused
from deliberation import actions
from deliberation.advice import drawn, outcome
from deliberation.models import AgreementRound, BallotBox, Choice, KeyMessage, Outcome
from deliberation.personal_data import key_messages as kept
from deliberation.sealing import NOBODY, seal, unseal
from deliberation.templatetags.deliberation import turnout_in_words
from iag_portal.pages.queries import waiting_rounds
from meetings.actions import declare_interest
from meetings.minutes import result
from meetings.queries import asked_people
from publications.canonical import count_rows
from tests.deliberation.ballots import all_vote, begin, vote
from tests.deliberation.rounds import close, record, take
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MembershipFactory,
)
from tests.signing_in import signed_in

SUPPORT, OBJECT, ASIDE = Choice.SUPPORT, Choice.OBJECT, Choice.STAND_ASIDE


def models_here():
    """All that have a table: the search has another on each kind of database."""
    tables = connection.introspection.table_names()
    return [model for model in apps.get_models() if model._meta.db_table in tables]


def count_from_where_rows_end():
    """Give new rows the numbers again that were rolled back: PostgreSQL does not by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_here()):
            cursor.execute(statement)


def rows(*without):
    """Everything in the database, but for what it numbers by itself outside this app."""
    held = []
    for model in models_here():
        ours = model._meta.app_label == "deliberation"
        fields = [
            field
            for field in model._meta.concrete_fields
            if field.name not in without and (ours or not isinstance(field, AutoField))
        ]
        if not ours:
            fields = [f for f in fields if not f.is_relation or f.related_model is User]
        for row in model._base_manager.all():
            values = [field.value_from_object(row) for field in fields]
            held.append(re.sub(r"'record_id': \d+", "", f"{model._meta.label} {values}"))
    return sorted(held)


def test_the_database_is_the_same_whoever_chose_what(people, ballot, voters):
    """While it is open, and once it has closed: six people vote in the same order, twice."""
    kept_of_each = []
    for choices in ([SUPPORT] * 4 + [OBJECT, ASIDE], [OBJECT, ASIDE] + [SUPPORT] * 4):
        count_from_where_rows_end()
        with transaction.atomic(), clock.at(ballot.opened_at + timedelta(minutes=1)):
            all_vote(ballot, voters, choices)
            while_open = rows("sealed")
            length = len(BallotBox.objects.get().sealed)
            closed = close(people, AgreementRound.objects.get(pk=ballot.pk))
            kept_of_each.append((while_open, length, rows(), closed.counts))
            transaction.set_rollback(True)

    first, second = kept_of_each
    assert first[3] == [(SUPPORT, 4), (ASIDE, 1), (OBJECT, 1)]
    assert first == second


def test_the_sealed_count_has_no_order_and_no_time(ballot, settings):
    """The same three ballots in any order open to the same, and no two boxes look alike."""
    boxes = set()
    for order in permutations([SUPPORT, OBJECT, ASIDE]):
        counts = dict(NOBODY)
        for choice in order:
            counts[choice] += 1
        boxes.add(seal(ballot.pk, counts))
        assert unseal(ballot.pk, seal(ballot.pk, counts)) == dict.fromkeys(NOBODY, 1)

    assert len(boxes) == 6
    key = Fernet(settings.FIELD_KEYS[0])
    assert {key.extract_timestamp(box.encode()) for box in boxes} == {0}
    with pytest.raises(ValueError, match="put there from"):
        unseal(ballot.pk + 1, boxes.pop())


def test_who_voted_is_known_and_nobody_votes_twice(people, ballot, voters):
    with pytest.raises(Refused, match="Choose one of the three"):
        vote(people.member, ballot, Choice.RESERVATIONS)
    vote(people.member, ballot, OBJECT)

    with pytest.raises(Refused, match="A ballot cannot be changed"):
        vote(people.member, ballot, SUPPORT)
    with pytest.raises(Refused, match="not asked in this round"):
        vote(MembershipFactory(group=people.group).user, ballot)
    with pytest.raises(Refused, match="secret ballot"):
        take(people.chair, ballot)
    with pytest.raises(Refused, match="secret ballot"):
        record(people, people.vice_chair, ballot)
    cast = Record.objects.get(event="ballot.cast")
    assert (cast.actor, cast.facts.keys()) == (
        people.member,
        {"topic_id", "key_message_id", "round_id", "meeting_id"},
    )
    assert {person.name: person.has_answered for person in asked_people(ballot)} == {
        user.name: user == people.member for user in voters
    }
    assert AgreementRound.objects.with_numbers().get().answered_count == 1
    assert (list(waiting_rounds(people.member)), list(waiting_rounds(people.chair))) == (
        [],
        [ballot],
    )
    (mine,) = kept.rounds(people.member)
    assert set(mine) == {"key message", "recused", "way of answering", "voted", "reason"}
    assert (mine["voted"] is None, mine["way of answering"]) == (False, "")


def test_the_result_says_that_it_was_a_secret_ballot_and_never_in_which_way(people, ballot, voters):
    all_vote(ballot, voters, [SUPPORT, SUPPORT, SUPPORT, OBJECT, ASIDE])
    close(people, ballot)

    assert (ballot.outcome, ballot.ways, ballot.unanswered) == (
        Outcome.MAJORITY_WITH_DISSENT,
        {},
        1,
    )
    assert turnout_in_words(ballot) == "1 did not answer"
    message = KeyMessage.objects.get()
    assert message.state == KeyMessage.State.AGREED
    words = drawn(message)
    assert words["counts"] == [["support", 3], ["stand_aside", 1], ["object", 1]]
    assert outcome(words) == (
        "Agreed by a majority, with dissent: 3 support, 1 stand aside, 1 object, in a secret ballot."
    )
    assert count_rows({"messages": [words], "not_agreed": []}) == [
        ("HAR-2026-001", ["3", "–", "–", "1", "1"])
    ]
    assert BallotBox.objects.count() == 0
    with pytest.raises(Refused, match="would be known by what changed"):
        actions.reopen_agreement_round(actor=people.chair, agreement_round=ballot)
    for does in (
        lambda: actions.write_minority_statement(
            actor=people.member, key_message=message, text="Keep it"
        ),
        lambda: actions.write_minority_statement(
            actor=people.chair, key_message=message, text="Keep it"
        ),
    ):
        with pytest.raises(Refused, match="would say how they voted"):
            does()


def test_fewer_than_five_are_never_asked_and_never_counted(people, message, voters, leroy):
    with pytest.raises(Refused, match="at least 5 members who can vote"):
        begin(people, message, [*voters[:4], leroy])
    assert message.rounds.count() == 0

    ballot = begin(people, message, [*voters, leroy])
    all_vote(ballot, voters, [OBJECT] * 4)
    close(people, ballot)

    assert result(ballot, clock.now()) == (
        "Not quorate, so nothing was agreed: the secret ballot was not opened."
    )
    assert (ballot.not_reached, ballot.quorum, ballot.entitlements.count()) == (1, 5, 6)
    assert (ballot.outcome, [number for _, number in ballot.counts]) == (
        Outcome.NOT_QUORATE,
        [0, 0, 0],
    )
    assert BallotBox.objects.count() == 0
    message.refresh_from_db()
    assert message.state == KeyMessage.State.PROPOSED


def test_nobody_votes_in_a_ballot_that_could_never_be_opened(people, message, voters, leroy):
    people.group.quorum = 7
    people.group.save()
    message.refresh_from_db()

    with pytest.raises(Refused, match="Here only 6 can"):
        begin(people, message, [*voters, leroy])
    assert message.rounds.count() == 0


def test_a_box_that_somebody_else_filled_is_not_counted(people, ballot, voters):
    all_vote(ballot, voters, [SUPPORT] * 5)
    stuffed = {**NOBODY, OBJECT: 9}
    BallotBox.objects.update(sealed=seal(ballot.pk, stuffed))

    with pytest.raises(Refused, match="not as many ballots as people who voted"):
        close(people, ballot)

    BallotBox.objects.update(sealed=seal(ballot.pk + 1, {**NOBODY, SUPPORT: 5}))
    with pytest.raises(Refused, match="does not open"):
        close(people, ballot)


def test_a_box_that_no_key_opens_is_a_reason_and_no_fault(
    people, message, ballot, voters, settings
):
    all_vote(ballot, voters, [SUPPORT] * 5)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    latecomer, form = signed_in(voters[5]), {"ballot": "1", "is_final": "on"}

    answer = latecomer.post(reverse("deliberation:position-take", args=[ballot.pk]), form)
    assert (answer.status_code, "does not open" in answer.content.decode()) == (403, True)
    assert ballot.entitlements.voted().count() == 5
    with pytest.raises(Refused, match="does not open"):
        close(people, ballot)
    words = {"text": "Keep two lines", "after": 2}
    actions.change_wording(actor=people.chair, key_message=message, **words)
    ballot.refresh_from_db()
    assert (ballot.state, BallotBox.objects.count()) == ("lapsed", 0)


def step_of(meeting):
    """How far the live page of a meeting has come."""
    return Stream.objects.get(key=meeting.stream).seq


def test_an_interest_declared_after_voting_stops_the_ballot(people, topic, ballot, voters):
    """Its own meeting hears of it, which is another one."""
    meeting, of_ballot = MeetingFactory(group=people.group), MeetingFactory(group=people.group)
    ballot.occasion = f"meeting.{of_ballot.pk}"
    ballot.save()
    item = AgendaItemFactory(meeting=meeting, topic=topic)
    for user in voters[:2]:
        meeting.attendances.create(user=user, mode="video")
    vote(voters[0], ballot)

    declare_interest(actor=voters[1], item=item, reason="I work there.")
    ballot.refresh_from_db()
    assert (ballot.state, BallotBox.objects.count()) == ("open", 1)

    declaring = reverse("meetings:interest-declare", args=[item.pk])
    stops = "Your declaration stops it"
    assert [stops in signed_in(user).get(declaring).content.decode() for user in voters[:3]] == [
        True,
        False,
        False,
    ]
    before = step_of(of_ballot)
    declare_interest(actor=voters[0], item=item, reason="I work there too.")
    ballot.refresh_from_db()
    assert step_of(of_ballot) == before + 1
    assert (ballot.state, BallotBox.objects.count()) == ("lapsed", 0)
    page = signed_in(people.chair).get(ballot.get_absolute_url()).content.decode()
    assert "The secret ballot was stopped and not opened" in page


@pytest.mark.parametrize("ends", ["wording", "withdrawal"])
def test_with_its_round_the_box_goes_unopened(people, message, ballot, voters, ends):
    vote(people.member, ballot)
    if ends == "wording":
        words = {"text": "Keep two lines", "after": 2}
        actions.change_wording(actor=people.chair, key_message=message, **words)
    else:
        actions.withdraw_key_message(actor=people.chair, key_message=message)

    ballot.refresh_from_db()
    assert (ballot.state, BallotBox.objects.count()) == ("lapsed", 0)
    page = signed_in(people.chair).get(message.get_absolute_url()).content.decode()
    assert "declared an interest" not in page


def test_a_new_key_takes_no_ballot_away(people, ballot, voters, settings):
    all_vote(ballot, voters, [SUPPORT] * 5)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    rotate_field_keys(actor=None)
    settings.FIELD_KEYS = [new]

    vote(voters[5], ballot, OBJECT)

    assert close(people, ballot).counts == [(SUPPORT, 5), (ASIDE, 0), (OBJECT, 1)]
