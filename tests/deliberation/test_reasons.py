"""Why the group says a key message, and who is asked to reply: written before people are asked."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import LegalHold
from core.policy import Refused
from deliberation import actions, advice
from deliberation.models import KeyMessage
from tests.deliberation.pages import page, post, words
from tests.deliberation.rounds import decided
from tests.factories import KeyMessageFactory

State = KeyMessage.State
WHY = "Foxglove: two buses each way"
TO = "The force\nThe council"
ALL = dict.fromkeys(("chair", "vice_chair", "member"), "support")


def explain(person, key_message, why=WHY, addressed_to=TO, after=0):
    return actions.explain_key_message(
        actor=person, key_message=key_message, why=why, addressed_to=addressed_to, after=after
    )


def test_members_and_the_secretary_read_both_beside_the_words(people, message):
    post(people.member, "key-message-explain", message.pk, why=WHY, addressed_to=TO, after=0)

    for person in (people.chair, people.secretary):
        text = words(page(person, "key-message", message.pk))
        assert f"Addressed to: The force; The council Why: {WHY}" in text


@pytest.mark.parametrize("role", ["police_lead", "observer"])
def test_guests_read_it_once_the_message_is_decided(people, topic, role):
    message = KeyMessageFactory(topic=topic)
    explain(people.member, message)
    before = page(getattr(people, role), "key-message", message.pk).status_code
    decided(people, message, State.AGREED, chair="support")

    assert before == 404
    assert WHY in words(page(getattr(people, role), "key-message", message.pk))


def test_it_stands_once_people_are_asked_and_once_it_is_decided(people, agreement_round, topic):
    settled = decided(people, KeyMessageFactory(topic=topic), State.AGREED, chair="support")
    for message, reason in ((agreement_round.key_message, "open"), (settled, "decided")):
        with pytest.raises(Refused, match=reason):
            explain(people.chair, message)

    assert set(KeyMessage.objects.values_list("why", "addressed_to")) == {("", "")}


def test_under_a_legal_hold_what_stands_there_is_not_overwritten(people, topic, message):
    explain(people.member, message)
    LegalHold.objects.begin(topic, topic.group_id, people.chair, "An inquest")
    with pytest.raises(Refused, match="legal hold"):
        explain(people.chair, message, why="Cost", after=1)

    assert list(KeyMessage.objects.filter(why=WHY)) == [message]


def test_it_is_no_part_of_what_people_answer(people, message):
    explain(people.member, message)

    assert message.wordings.count() == 2
    assert message.wording.text == "Keep a telephone line"


def test_of_two_who_write_at_once_the_second_has_both_on_the_page(people, message):
    explain(people.member, message)
    answer = post(
        people.chair, "key-message-explain", message.pk, why="Cost", addressed_to="", after=0
    )
    again = post(
        people.chair, "key-message-explain", message.pk, why="Cost", addressed_to="", after=1
    )

    assert (answer.status_code, again.status_code) == (409, 302)
    assert "Foxglove" in words(answer)
    message.refresh_from_db()
    assert (message.why, message.addressed_to, message.why_by) == ("Cost", "", people.chair)


def test_saving_the_same_is_refused(people, message):
    explain(people.member, message)

    with pytest.raises(Refused, match="Nothing has changed"):
        explain(people.member, message, after=1)


def test_reasons_that_nobody_wrote_cannot_be_kept(message):
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyMessage.objects.update(why="Somebody said so")


def test_both_travel_with_the_words(people, topic):
    message = KeyMessageFactory(topic=topic)
    explain(people.member, message)
    decided(people, message, State.AGREED, **ALL)
    drawn = advice.drawn(KeyMessage.objects.get(pk=message.pk))

    assert (drawn["addressed_to"], drawn["why"]) == (["The force", "The council"], [WHY])
    assert advice.reasons(drawn) == ["Addressed to: The force; The council.", f"Why: {WHY}"]


def test_what_nobody_explained_is_drawn_as_before(people, topic):
    message = decided(people, KeyMessageFactory(topic=topic), State.AGREED, **ALL)
    drawn = advice.drawn(KeyMessage.objects.get(pk=message.pk))

    assert {"addressed_to", "why"} & set(drawn) == set()
    assert advice.reasons(drawn) == []
