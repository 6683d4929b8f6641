"""A declared interest stands with its topic: in rounds and words outside the meeting too."""

import pytest
from django.urls import reverse

from core.clock import now
from core.policy import may
from deliberation import actions as deliberation
from deliberation.models import Choice, Entitlement, KeyMessage, Position
from meetings import actions
from tests.deliberation.rounds import close, open_round, take
from tests.factories import KeyMessageFactory
from tests.meetings.outcomes import refused
from tests.meetings.pages import get, words
from tests.pages.html import problems
from tests.signing_in import signed_in

REASON = "I work there."


@pytest.fixture
def message(people, topic):
    return KeyMessageFactory(topic=topic, text="Keep a line", proposed_by=people.member)


def declare(person, meeting):
    return actions.declare_interest(actor=person, item=meeting.agenda.get(number=2), reason=REASON)


def test_a_round_opened_on_the_page_of_a_message_does_not_ask_them(people, meeting, message, ama):
    declare(ama, meeting)

    signed_in(people.chair).post(reverse("deliberation:round-open", args=[message.pk]))

    agreement_round = message.rounds.get()
    recused = Entitlement.objects.filter(round=agreement_round, recused=True)
    assert list(recused.values_list("user", "reason")) == [(ama.pk, REASON)]
    page = reverse("deliberation:position-take", args=[agreement_round.pk])
    assert signed_in(ama).post(page, {"choice": "support"}).status_code == 403
    assert Position.objects.count() == 0


def test_a_round_that_is_open_outside_the_meeting_loses_them_and_their_position(
    people, meeting, message, ama
):
    agreement_round = open_round(
        people, message, [deliberation.Asked(ama), deliberation.Asked(people.member)]
    )
    take(ama, agreement_round)

    declare(ama, meeting)

    assert Position.objects.count() == 0
    with refused("You declared an interest, so you take no position on this."):
        take(ama, agreement_round)


def test_before_any_round_they_word_nothing(people, meeting, message, ama):
    assert may(ama, "deliberation.change_wording", message)

    declare(ama, meeting)

    assert not may(ama, "deliberation.change_wording", message)


def test_after_a_round_they_state_nothing(people, meeting, message, ama):
    agreement_round = open_round(people, message, [deliberation.Asked(ama)])
    take(ama, agreement_round, Choice.OBJECT, reason="Cost")
    close(people, agreement_round)
    message.state = KeyMessage.State.NOT_AGREED
    assert may(ama, "deliberation.write_statement", message)

    declare(ama, meeting)

    assert not may(ama, "deliberation.write_statement", message)


def test_an_interest_declared_while_a_round_was_closed_holds_when_the_close_is_taken_back(
    people, meeting, message, ama
):
    asked = [deliberation.Asked(ama), deliberation.Asked(people.member)]
    agreement_round = open_round(people, message, asked)
    take(ama, agreement_round)
    close(people, agreement_round)
    declare(ama, meeting)
    agreement_round.refresh_from_db()
    deliberation.reopen_agreement_round(actor=people.chair, agreement_round=agreement_round)

    assert Position.objects.filter(user=ama).count() == 0
    with refused("You declared an interest, so you take no position on this."):
        take(ama, agreement_round)


def test_none_is_written_down_for_somebody_who_left(people, meeting, ama):
    ama.memberships.update(ends_at=now())
    with refused("They are not invited to this meeting."):
        item = meeting.agenda.get(number=2)
        actions.declare_interest(actor=people.chair, item=item, reason=REASON, user=ama)


def test_the_secretary_writes_one_down_and_it_counts_as_ones_own(people, meeting, message, leroy):
    agreement_round = open_round(people, message, [deliberation.Asked(leroy)])
    item = meeting.agenda.get(number=2)
    address = reverse("meetings:interest-record", args=[item.pk])
    form = signed_in(people.secretary).get(address)
    wrong = signed_in(people.secretary).post(address, {"user": leroy.pk})
    fields = {"user": leroy.pk, "reason": REASON, "part": "leaves"}
    signed_in(people.secretary).post(address, fields)
    recusal, page = item.recusals.get(), get(people.secretary, "meeting", meeting.pk)
    again = signed_in(people.chair).get(address)

    assert [problems(answer) for answer in (form, wrong, page)] == [[], [], []]
    assert wrong.status_code == 422
    assert (recusal.user, recusal.recorded_by) == (leroy, people.secretary)
    entitlement = Entitlement.objects.get(round=agreement_round, user=leroy)
    assert (entitlement.recused, entitlement.reason) == (True, REASON)
    sentence = "Leroy Samuels, in “Front counter”: I work there. (written down by Sally Treloar)"
    assert sentence in words(page)
    assert b"Leroy Samuels" in form.content
    assert b"Leroy Samuels" not in again.content  # it is written down already
    assert sentence not in words(get(people.member, "meeting", meeting.pk))
    written_down = "You declared an interest Written down by Sally Treloar"
    assert written_down in words(get(leroy, "meeting", meeting.pk))
    assert signed_in(people.member).get(address).status_code == 403
