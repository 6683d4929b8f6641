"""Other words for one sentence: suggested, accepted or refused, and out of date in time."""

import pytest
from django.db import IntegrityError, transaction

from core.policy import ChangedMeanwhile, Refused
from deliberation import actions
from deliberation.models import KeyMessage, Suggestion
from tests.deliberation.conftest import NAMES
from tests.deliberation.pages import page, post, questions, url, words
from tests.factories import KeyMessageFactory
from tests.signing_in import signed_in

Kind = Suggestion.Kind
FIRST, SECOND = "Keep a line.", "Say so on the door."
BOTH = f"{FIRST} {SECOND}"
OTHER = "Keep a line that a person answers."
WHY = "Foxglove: a machine is no help"


@pytest.fixture
def worded(topic):
    return KeyMessageFactory(topic=topic, text=BOTH)


def suggest(person, key_message, kind=Kind.REPLACE, sentence=FIRST, text=OTHER, after=1):
    change = actions.Change(kind, sentence, text, WHY)
    return actions.suggest_wording(
        actor=person, key_message=key_message, change=change, after=after
    )


def accept(person, suggestion, after=1):
    return actions.accept_suggestion(actor=person, suggestion=suggestion, after=after)


def newest(key_message):
    return key_message.wordings.order_by("-version").values_list("version", "text")[0]


def states():
    return list(Suggestion.objects.values_list("state", flat=True))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.REPLACE, OTHER, f"{OTHER} {SECOND}"),
        (Kind.INSERT, "By day and by night.", f"{FIRST} By day and by night. {SECOND}"),
        (Kind.DELETE, "", SECOND),
    ],
)
def test_an_accepted_suggestion_is_the_next_wording(people, worded, kind, text, expected):
    accept(people.secretary, suggest(people.member, worded, kind, text=text))

    assert newest(worded) == (2, expected)
    assert states() == ["accepted"]


def test_members_read_who_suggested_the_wording_and_guests_do_not(people, worded):
    accept(people.chair, suggest(people.member, worded))
    KeyMessage.objects.update(state=KeyMessage.State.AGREED)
    credit = f"{NAMES['member']} suggested it."

    assert credit in words(page(people.vice_chair, "key-message", worded.pk))
    assert NAMES["member"] not in words(page(people.police_lead, "key-message", worded.pk))


def test_a_suggestion_follows_its_sentence_into_a_later_wording(people, worded):
    made = suggest(people.member, worded)
    actions.change_wording(
        actor=people.chair, key_message=worded, text=f"{FIRST} Say so at the bus stop.", after=1
    )
    text = words(page(people.chair, "suggestions", worded.pk))
    accept(people.chair, made, after=2)

    assert "Out of date" not in text
    assert newest(worded) == (3, f"{OTHER} Say so at the bus stop.")


def test_of_two_about_one_sentence_accepting_one_outdates_the_other(people, worded):
    first, second = suggest(people.member, worded), suggest(people.vice_chair, worded, Kind.DELETE)
    before = words(page(people.chair, "suggestions", worded.pk))
    accept(people.chair, first)
    after = words(page(people.chair, "suggestions", worded.pk))

    assert before.count("Another suggestion is about the same sentence.") == 2
    assert "Another suggestion" not in after
    assert after.count("Out of date:") == 1
    with pytest.raises(Refused, match="stands there no more"):
        accept(people.chair, second, after=2)
    assert newest(worded) == (2, f"{OTHER} {SECOND}")


def test_suggestions_on_different_sentences_do_not_overlap(people, worded):
    suggest(people.member, worded)
    suggest(people.vice_chair, worded, sentence=SECOND)

    assert "Another suggestion" not in words(page(people.chair, "suggestions", worded.pk))


def test_what_it_would_change_is_said_in_words(people, worded):
    suggest(people.member, worded, text="Keep a telephone.")
    text = words(page(people.chair, "suggestions", worded.pk))

    assert "Keep a [removed] line [added] telephone . Say so on the door." in text
    assert f"{NAMES['member']}," in text
    assert WHY in text


@pytest.mark.parametrize("role", ["member", "police_lead", "observer"])
def test_only_the_chair_and_the_secretary_settle_it(people, worded, role):
    made = suggest(people.member, worded)
    for attempt in (
        lambda: accept(getattr(people, role), made),
        lambda: actions.refuse_suggestion(
            actor=getattr(people, role), suggestion=made, reason="No"
        ),
    ):
        with pytest.raises(Refused):
            attempt()

    assert (states(), newest(worded)) == (["open"], (1, BOTH))


def test_it_is_refused_with_a_reason_that_its_maker_reads(people, worded):
    made = suggest(people.member, worded)
    empty = post(people.chair, "suggestion-refuse", made.pk, reason=" ")
    post(people.chair, "suggestion-refuse", made.pk, reason="It was clearer before")

    assert empty.status_code == 422
    assert states() == ["refused"]
    assert "Refused because: It was clearer before" in words(
        page(people.member, "suggestions", worded.pk)
    )


def test_nobody_but_its_maker_withdraws_it(people, worded):
    made = suggest(people.member, worded)
    with pytest.raises(Refused, match="Only the person who made this suggestion"):
        actions.withdraw_suggestion(actor=people.chair, suggestion=made)
    post(people.member, "suggestion-withdraw", made.pk)

    assert states() == ["withdrawn"]
    with pytest.raises(Refused, match="has been settled"):
        accept(people.chair, Suggestion.objects.get())


def test_while_people_are_asked_nothing_is_suggested_or_accepted(people, worded):
    made = suggest(people.member, worded)
    asked = [actions.Asked(people.chair), actions.Asked(people.member)]
    actions.open_agreement_round(actor=people.chair, key_message=worded, asked=asked)
    for attempt in (lambda: suggest(people.member, worded), lambda: accept(people.chair, made)):
        with pytest.raises(Refused, match="round on this key message is open"):
            attempt()

    assert (states(), newest(worded)) == (["open"], (1, BOTH))


def test_who_read_an_earlier_wording_neither_suggests_nor_accepts(people, worded):
    made = suggest(people.member, worded)
    actions.change_wording(actor=people.chair, key_message=worded, text=f"{FIRST} Soon.", after=1)
    with pytest.raises(ChangedMeanwhile):
        suggest(people.vice_chair, worded)
    answer = post(people.secretary, "suggestion-accept", made.pk, after=1)

    assert (answer.status_code, f"{FIRST} Soon." in words(answer)) == (409, True)
    assert newest(worded) == (2, f"{FIRST} Soon.")


def test_the_form_asks_for_words_unless_a_sentence_goes(people, worded):
    fields = {"sentence": FIRST, "why": WHY, "after": 1, "words": ""}
    without = post(people.member, "suggestion-new", worded.pk, kind="replace", **fields)
    deleted = post(people.member, "suggestion-new", worded.pk, kind="delete", **fields)

    assert (without.status_code, deleted.status_code) == (422, 302)
    assert list(Suggestion.objects.values_list("kind", "words")) == [("delete", "")]


def test_of_a_message_of_one_sentence_something_is_left(people, topic):
    short = KeyMessageFactory(topic=topic, text=FIRST)

    with pytest.raises(Refused, match="Nothing would be left"):
        suggest(people.member, short, Kind.DELETE)


def test_guests_do_not_know_of_suggestions(people, worded):
    made = suggest(people.member, worded)
    KeyMessage.objects.update(state=KeyMessage.State.AGREED)
    guests = ("police_lead", "observer")

    def answers(role):
        lists = page(getattr(people, role), "suggestions", worded.pk)
        return lists.status_code, page(
            getattr(people, role), "suggestion-accept", made.pk
        ).status_code

    assert {role: answers(role) for role in guests} == dict.fromkeys(guests, (404, 404))
    assert WHY in words(page(people.member, "suggestions", worded.pk))


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(people, worded):
    address = url("suggestions", worded.pk)
    suggest(people.member, worded)
    for_one = questions(signed_in(people.vice_chair), address)
    for _ in range(2):
        suggest(people.member, worded)

    assert questions(signed_in(people.vice_chair), address) == for_one <= 20


def test_the_database_keeps_no_half_settled_suggestion(people, worded):
    suggest(people.member, worded)
    for broken in ({"state": "refused"}, {"words": ""}, {"state": "accepted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Suggestion.objects.update(**broken)

    assert states() == ["open"]
