"""Whether a reservation goes with the message is said by its author, with the answer."""

import re

import pytest
from django.db import IntegrityError, transaction

from deliberation.advice import drawn
from deliberation.models import Choice, KeyMessage, Position
from tests.deliberation.conftest import REASON
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import close, take

TICKED = {"may_be_published": "on"}


def answered(people, agreement_round, **fields):
    post(people.member, "position-take", agreement_round.pk, reason=REASON, **fields)
    return Position.objects.get().may_be_published


@pytest.mark.parametrize(
    ("choice", "ticked", "published"),
    [
        ("reservations", TICKED, True),
        ("reservations", {}, False),
        ("support", TICKED, False),  # the box is for reservations
        ("object", TICKED, False),  # for that there are statements
    ],
)
def test_only_a_reservation_is_published_and_only_where_the_box_is_ticked(
    people, agreement_round, choice, ticked, published
):
    assert answered(people, agreement_round, choice=choice, **ticked) is published


def test_who_changes_their_mind_takes_the_tick_out(people, agreement_round):
    answered(people, agreement_round, choice="reservations", **TICKED)
    form = page(people.member, "position-take", agreement_round.pk).content.decode()

    assert re.search(r'name="may_be_published"[^>]* checked', form)
    assert answered(people, agreement_round, choice="reservations") is False


def test_the_secretary_records_it_for_somebody(people, agreement_round):
    fields = {"user": people.member.pk, "via": "telephone", "choice": "reservations"}
    post(people.secretary, "position-record", agreement_round.pk, reason=REASON, **fields, **TICKED)

    assert Position.objects.get().may_be_published is True


def test_the_database_publishes_no_other_words(people, agreement_round):
    take(people.member, agreement_round, Choice.OBJECT, REASON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.update(may_be_published=True)


def test_members_read_which_reservations_go_with_the_message(people, agreement_round):
    for user in (people.chair, people.vice_chair):
        take(user, agreement_round)
    fields = {"choice": "reservations", "reason": REASON, **TICKED}
    post(people.member, "position-take", agreement_round.pk, **fields)
    close(people, agreement_round)
    key_message = KeyMessage.objects.get()
    read = words(page(people.chair, "key-message", key_message.pk))

    assert f"{REASON} It goes with the message when that is published." in read
    assert drawn(key_message)["statements"] == [{"side": "reservation", "text": [REASON]}]
