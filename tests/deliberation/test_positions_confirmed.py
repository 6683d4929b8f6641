"""A position that the secretary recorded is confirmed by its person, or read to them first."""

from datetime import timedelta

import pytest

from core.audit.models import Record
from core.clock import at, now, today
from core.dates import day
from core.policy import ChangedMeanwhile, Refused
from deliberation import actions
from deliberation.models import Choice, Position
from tests.deliberation.conftest import REASON
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import close, open_round, record, settled, take
from tests.factories import MembershipFactory, UserFactory
from tests.signing_in import signed_in

PUBLISHED = "published with the message, without a name"
RECORDED = "Positions that you recorded, not confirmed yet"


@pytest.fixture
def leroy(people):
    """A member without email, who does not sign in."""
    person = UserFactory(name="Leroy Samuels", email=None)
    MembershipFactory(user=person, group=people.group)
    return person


@pytest.fixture
def asked(people, message, leroy):
    everybody = (people.chair, people.vice_chair, people.member, leroy)
    return open_round(people, message, [actions.Asked(user) for user in everybody])


def confirm(actor, position, **more):
    more = {"taken_at": position.taken_at, **more}
    return actions.confirm_position(actor=actor, position=position, **more)


def confirmed():
    position = Position.objects.get()
    return position.confirmed_by, position.confirmed_via


def test_the_secretary_writes_down_that_leroy_confirmed_what_was_recorded(people, asked, leroy):
    position = record(people, leroy, asked, via=Position.Via.CALL_BACK)
    key_message = asked.key_message_id
    listed = words(page(people.secretary, "key-message", key_message))
    form = words(page(people.secretary, "position-confirm", position.pk))
    empty = post(people.secretary, "position-confirm", position.pk, taken_at=position.taken_at)
    fields = {"via": "telephone", "taken_at": position.taken_at.isoformat()}
    post(people.secretary, "position-confirm", position.pk, **fields)

    assert f"{RECORDED} Leroy Samuels confirmed it" in listed
    assert "The position of Leroy Samuels: I support it ." in form
    assert "Select how they confirmed it" in words(empty)
    assert confirmed() == (people.secretary, "telephone")
    assert RECORDED not in words(page(people.secretary, "key-message", key_message))
    facts = Record.objects.get(event="position.confirmed").facts
    assert (facts["user_id"], "choice" in facts) == (leroy.pk, False)


def test_a_member_who_signs_in_confirms_it_themselves(people, asked):
    position = record(people, people.member, asked)
    before = words(page(people.member, "key-message", asked.key_message_id))
    fields = {"taken_at": position.taken_at.isoformat()}
    post(people.member, "position-confirm", position.pk, **fields)
    after = words(page(people.member, "key-message", asked.key_message_id))

    assert confirmed() == (people.member, "")
    assert "you told them by telephone. Confirm that this is right" in before
    assert "you told them by telephone. It has been confirmed." in after


def test_the_secretary_confirms_nothing_for_who_signs_in(people, asked):
    position = record(people, people.member, asked)

    with pytest.raises(Refused, match="signs in, and confirms their position themselves"):
        confirm(people.secretary, position, via="telephone")

    assert RECORDED not in words(page(people.secretary, "key-message", asked.key_message_id))


@pytest.mark.parametrize("may_be_published", [True, False])
def test_who_confirms_reads_whether_the_reservation_goes_with_the_message(
    people, asked, leroy, may_be_published
):
    """Nobody lets somebody's words be published but they: what they told is all on the page."""
    position = actions.record_position(
        actor=people.secretary,
        agreement_round=asked,
        user=leroy,
        choice=Choice.RESERVATIONS,
        via=Position.Via.TELEPHONE,
        reason=REASON,
        may_be_published=may_be_published,
    )
    form = words(page(people.secretary, "position-confirm", position.pk))
    close(people, asked)
    settled(asked)
    place = leroy.memberships.get()
    card = words(signed_in(people.secretary).get(f"/people/memberships/{place.pk}/recorded/"))

    assert [REASON in text for text in (form, card)] == [True, True]
    assert [PUBLISHED in text for text in (form, card)] == [may_be_published] * 2


def test_what_people_took_themselves_needs_nobody_to_confirm_it(people, asked):
    position = take(people.member, asked)

    with pytest.raises(Refused, match="Only a position that somebody recorded"):
        confirm(people.member, position)


def test_a_correction_is_confirmed_anew_and_never_unseen(people, asked, leroy):
    first = record(people, leroy, asked)
    confirm(people.secretary, first, via="telephone")
    with at(now() + timedelta(minutes=1)):
        record(people, leroy, asked, Choice.LIVE_WITH)
    assert confirmed() == (None, "")

    with pytest.raises(ChangedMeanwhile):
        confirm(people.secretary, first, via="telephone")
    assert confirmed() == (None, "")


def test_what_was_corrected_meanwhile_is_read_again_and_then_confirmed(people, asked, leroy):
    first = record(people, leroy, asked)
    with at(now() + timedelta(minutes=1)):
        record(people, leroy, asked, Choice.LIVE_WITH)
    fields = {"via": "telephone", "taken_at": first.taken_at.isoformat()}
    answer = post(people.secretary, "position-confirm", first.pk, **fields)
    again = {name: answer.context["form"][name].value() for name in fields}
    post(people.secretary, "position-confirm", first.pk, **again)

    assert answer.status_code == 409
    assert "The position of Leroy Samuels: I can live with it ." in words(answer)
    assert confirmed() == (people.secretary, "telephone")


@pytest.mark.parametrize(
    "role", ["chair", "vice_chair", "member", "police_lead", "observer", "stranger"]
)
def test_nobody_else_finds_a_recorded_position_or_its_reason(people, asked, leroy, role):
    position = actions.record_position(
        actor=people.secretary,
        agreement_round=asked,
        user=leroy,
        choice=Choice.OBJECT,
        via=Position.Via.POST,
        reason=REASON,
    )
    answer = page(getattr(people, role), "position-confirm", position.pk)

    assert (answer.status_code, REASON in answer.content.decode()) == (404, False)


def test_another_secretary_does_not_read_it(people, asked, leroy):
    position = record(people, leroy, asked)
    other = UserFactory(name="Susan Secretary")
    MembershipFactory(user=other, group=people.group, role="secretary")

    assert page(other, "position-confirm", position.pk).status_code == 404
    assert RECORDED not in words(page(other, "key-message", asked.key_message_id))


def test_nobody_confirms_for_a_former_member(people, asked, leroy):
    position = record(people, leroy, asked)
    type(leroy).objects.filter(pk=leroy.pk).update(name="Former member 1", is_active=False)

    assert RECORDED not in words(page(people.secretary, "key-message", asked.key_message_id))
    with pytest.raises(Refused, match="This person left, or is suspended"):
        confirm(people.secretary, Position.objects.get(pk=position.pk), via="telephone")


def test_nobody_confirms_an_answer_to_words_that_were_changed_since(people, asked, leroy):
    position = record(people, leroy, asked)
    key_message = asked.key_message
    version = key_message.wording.version
    actions.change_wording(actor=people.chair, key_message=key_message, text="New", after=version)

    assert RECORDED not in words(page(people.secretary, "key-message", key_message.pk))
    with pytest.raises(Refused, match="positions no longer count"):
        confirm(people.secretary, Position.objects.get(pk=position.pk), via="telephone")


def test_after_the_close_it_is_confirmed_still_and_the_chair_reads_whether(people, asked, leroy):
    position = record(people, leroy, asked)
    close(people, asked)
    settled(asked)
    before = words(page(people.chair, "round-positions", asked.pk))
    confirm(people.secretary, position, via="post")
    after = words(page(people.chair, "round-positions", asked.pk))
    place = leroy.memberships.get()
    card = words(signed_in(people.chair).get(f"/people/memberships/{place.pk}/recorded/"))

    assert "told by telephone · not confirmed" in before
    assert "told by telephone · confirmed" in after
    assert f"Told by telephone; confirmed on {day(today())}" in card
