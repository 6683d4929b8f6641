"""The close of a round is taken back for a minute, by whoever closed it."""

from datetime import timedelta

import pytest

from core import clock
from core.audit.models import Record
from core.policy import Refused
from deliberation import actions
from deliberation.models import Choice, Position
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import close, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def too_early(people, agreement_round):
    """Closed by the chair after two had answered."""
    take(people.member, agreement_round)
    take(people.chair, agreement_round, Choice.OBJECT, "Too long.")
    close(people, agreement_round)
    agreement_round.refresh_from_db()
    return agreement_round


def undo(person, agreement_round):
    return actions.reopen_agreement_round(actor=person, agreement_round=agreement_round)


def test_it_is_open_as_it_was_and_the_record_keeps_that_it_was_closed(people, too_early):
    undo(people.chair, too_early)
    too_early.refresh_from_db()

    assert too_early.is_open
    assert (too_early.closed_at, too_early.closed_by, too_early.outcome) == (None, None, "")
    assert [number for _choice, number in too_early.counts] == [0, 0, 0, 0, 0]
    assert Position.objects.filter(round=too_early).count() == 2
    assert too_early.key_message.state == "proposed"
    events = Record.objects.filter(event__startswith="agreement_round.").order_by("pk")
    assert [record.event.partition(".")[2] for record in events] == ["opened", "closed", "reopened"]
    text = words(page(people.member, "key-message", too_early.key_message_id))
    assert "Answers were stopped too early and collected again from" in text


def test_what_was_agreed_is_discussed_again(people, agreement_round):
    for person in (people.member, people.chair, people.vice_chair):
        take(person, agreement_round)
    close(people, agreement_round)
    message = agreement_round.key_message
    message.refresh_from_db()
    agreed = message.state
    agreement_round.refresh_from_db()
    undo(people.chair, agreement_round)
    message.refresh_from_db()

    assert (agreed, message.state) == ("agreed", "proposed")


@pytest.mark.parametrize("role", ["vice_chair", "member", "secretary"])
def test_nobody_but_who_closed_it_takes_it_back(people, too_early, role):
    with pytest.raises(Refused):
        undo(getattr(people, role), too_early)


def test_after_a_minute_nobody_does(people, too_early):
    closed_at = too_early.closed_at
    with clock.at(closed_at + timedelta(seconds=61)), pytest.raises(Refused, match="for a minute"):
        undo(people.chair, too_early)
    with clock.at(closed_at + timedelta(seconds=60)):
        assert undo(people.chair, too_early).is_open


def test_of_two_presses_the_second_is_refused(people, too_early):
    stale = type(too_early).objects.get(pk=too_early.pk)
    undo(people.chair, too_early)

    with pytest.raises(Refused):
        undo(people.chair, stale)


def test_newer_words_keep_the_result(people, agreement_round):
    close(people, agreement_round)
    agreement_round.refresh_from_db()
    message = agreement_round.key_message
    version = agreement_round.wording.version
    actions.change_wording(actor=people.chair, key_message=message, text="New", after=version)

    with pytest.raises(Refused, match="Something else was done"):
        undo(people.chair, agreement_round)


def test_another_round_keeps_the_result(people, agreement_round):
    close(people, agreement_round)
    agreement_round.refresh_from_db()
    message = agreement_round.key_message
    asked = [actions.Asked(people.member)]
    actions.open_agreement_round(actor=people.chair, key_message=message, asked=asked)

    with pytest.raises(Refused, match="Something else was done"):
        undo(people.chair, agreement_round)


def test_the_button_stands_on_the_page_of_the_message_for_a_minute(people, too_early):
    button = "Undo: collect answers again"
    message = too_early.key_message_id
    assert button in words(page(people.chair, "key-message", message))
    assert button not in words(page(people.member, "key-message", message))
    with clock.at(too_early.closed_at + timedelta(seconds=61)):
        assert button not in words(page(people.chair, "key-message", message))

    assert post(people.chair, "round-reopen", too_early.pk).status_code == 302
    too_early.refresh_from_db()
    assert too_early.is_open
