from datetime import UTC, date, datetime

import pytest
from django.test import Client

from accounts.models import User
from core import clock
from core.audit.models import Record
from core.policy import Refused
from deliberation.actions import answer_key_message
from deliberation.models import KeyMessage, Response, Topic
from publications import actions
from publications.jobs import freeze_new_answers
from publications.models import Answer
from publications.queries import held_back
from tests.factories import KeyMessageFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.pdf
PAGE = "/publications/HAR-2026-S01/"
ANSWER = "/publications/answer/HAR-2026-003/"
APRIL_24 = datetime(2026, 4, 24, 9, tzinfo=UTC)
IN_PART = {
    "decision": "accepted_in_part",
    "reason": "Three days from September; no evening until the staffing review in October.",
}


def message(number=3):
    return KeyMessage.objects.get(reference=f"HAR-2026-{number:03}")


def beside(number=3):
    """The words beside one message of the page, as anybody reads them."""
    page = Client().get(PAGE).content.decode()
    part = page.partition(f'id="HAR-2026-{number:03}"')[2].partition("</article>")[0]
    return " ".join(part.rpartition("data-beside")[2].partition(">")[2].split())


def test_before_an_answer_the_page_says_since_when_it_is_awaited_and_when_it_is_due(published):
    with clock.at(APRIL_24):
        assert "Response awaited since 2 April 2026, due by 30 April 2026." in beside()


def test_the_day_itself_is_in_time_and_the_next_day_is_overdue(published):
    with clock.at(datetime(2026, 4, 30, 20, tzinfo=UTC)):
        assert "Overdue" not in beside()
        assert "On the day of publication" not in Client().get(PAGE).text
    with clock.at(datetime(2026, 5, 1, 9, tzinfo=UTC)):
        assert Client().get(PAGE).text.count("On the day of publication:") == 4
        assert "Overdue" in beside()
        assert "Response awaited since 2 April 2026. It was due by 30 April 2026." in beside()


def test_the_police_leads_answer_is_on_the_page_at_once(published):
    with clock.at(APRIL_24):
        answer = signed_in(published.rob, fresh=True).post(ANSWER, IN_PART)
        assert answer.url == f"{PAGE}#HAR-2026-003"
        text = beside()
        published_words = " ".join(Client().get(PAGE).text.split())
    due = "The police answer by 30 April 2026."
    assert f"<span data-beside>On the day of publication:</span> {due}" in published_words
    assert published_words.count("On the day of publication:") == 1  # of four
    assert "Accepted in part" in text
    assert "on 24 April 2026" in text
    assert IN_PART["reason"] in text
    assert "awaited" not in text.lower()
    assert Response.objects.count() == Answer.objects.count() == 1


def test_the_answer_is_frozen_word_for_word_and_without_a_person(published):
    with clock.at(APRIL_24):
        actions.answer_and_publish(actor=published.rob, key_message=message(), **IN_PART)
    answers = Answer.objects.values("reference", "decision", "reason", "review_on", "answered_at")
    assert list(answers) == [
        {"reference": "HAR-2026-003", **IN_PART, "review_on": None, "answered_at": APRIL_24}
    ]
    Response.objects.update(reason="Somebody changed this later.")
    assert IN_PART["reason"] in beside()


def test_under_consideration_leaves_it_awaited_until_the_promised_day(published):
    with clock.at(APRIL_24):
        actions.answer_and_publish(
            actor=published.rob,
            key_message=message(),
            decision="under_consideration",
            review_on=date(2026, 6, 1),
        )
        assert "Response awaited since 24 April 2026, due by 1 June 2026." in beside()
    with clock.at(datetime(2026, 6, 2, 9, tzinfo=UTC)):
        assert "It was due by 1 June 2026." in beside()


def test_a_second_answer_stands_below_the_first(published):
    for day, decision in ((24, "under_consideration"), (28, "accepted")):
        with clock.at(APRIL_24.replace(day=day)):
            actions.answer_and_publish(
                actor=published.rob,
                key_message=message(),
                decision=decision,
                review_on=date(2026, 6, 1),
            )
    text = beside()
    assert text.index("Under consideration") < text.index("Accepted")
    assert "awaited" not in text.lower()


def test_an_answer_given_elsewhere_is_there_after_the_next_minutes_job_and_once(published):
    with clock.at(APRIL_24):
        answer_key_message(actor=published.rob, key_message=message(), **IN_PART)
    assert Answer.objects.count() == 0
    freeze_new_answers()
    freeze_new_answers()
    assert Answer.objects.count() == 1
    assert IN_PART["reason"] in beside()


def test_an_answer_with_a_surname_is_refused_where_it_is_written_and_both_records_stay_empty(
    published,
):
    named = {**IN_PART, "reason": "Mrs Whitcombe was right."}
    page = signed_in(published.sally, fresh=True).post(ANSWER, named)
    assert page.status_code == 403
    assert "“Whitcombe” occurs here." in page.text
    assert "Mrs Whitcombe was right." in page.text
    for number in (3, 4):  # agreed, and published with both views
        with pytest.raises(Refused, match=r"“Whitcombe” occurs here\. This is public: "):
            actions.answer_and_publish(actor=published.sally, key_message=message(number), **named)
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


def test_the_police_lead_who_guesses_names_learns_none_and_each_try_is_on_record(published):
    """One text with many surnames would else tell who belongs to the group."""
    guesses = {**IN_PART, "reason": "Abbott, Whitcombe, Yusuf and Zeller were right."}
    unfinished = {**guesses, "decision": "under_consideration", "review_on": ""}
    client = signed_in(published.rob, fresh=True)
    free, tried = client.post(ANSWER, unfinished), client.post(ANSWER, guesses)
    why = [error for errors in tried.context["form"].errors.values() for error in errors]

    assert (free.status_code, tried.status_code) == (422, 403)
    assert list(free.context["form"].errors) == ["review_on"]
    assert why == [
        "This is public and may name somebody. Say it without any name, or ask the secretary which word it is."
    ]
    assert Record.objects.filter(event="refused", actor=published.rob).count() == 1
    assert Answer.objects.count() == 0


def test_an_answer_with_a_surname_given_elsewhere_is_held_back_and_the_desk_says_so(published):
    named = {**IN_PART, "reason": "Mrs Whitcombe was right."}
    with clock.at(APRIL_24):
        answer_key_message(actor=published.rob, key_message=message(), **named)
    freeze_new_answers()
    assert Answer.objects.count() == 0
    assert "Whitcombe" not in Client().get(PAGE).content.decode()
    desk = signed_in(published.sally).get("/publications/release/").content.decode()
    assert "Responses not shown" in desk


@pytest.mark.parametrize("name", ["marjorie", "doreen", "dele", "hannah"])
def test_others_have_no_page_to_answer_on(published, name):
    client = signed_in(getattr(published, name), fresh=True)
    assert client.get(ANSWER).status_code == 404
    assert client.post(ANSWER, IN_PART).status_code == 404


def test_a_message_that_was_neither_sent_nor_published_has_no_page_to_answer_on(published):
    """What was published with both views has one: the police may answer it, and owe nothing."""
    client = signed_in(published.rob, fresh=True)
    pages = [client.get(f"/publications/answer/HAR-2026-{number}/") for number in ("006", "004")]

    assert [page.status_code for page in pages] == [404, 200]
    assert client.get("/publications/answer/HAR-2026-006/").status_code == 404


def test_the_page_of_what_was_published_with_both_views_says_that_no_response_is_owed(published):
    inside = signed_in(published.marjorie)
    pages = [inside.get(message(number).get_absolute_url()).text for number in (4, 3)]

    assert ["The police can respond; they owe no response." in page for page in pages] == [
        True,
        False,
    ]


def test_what_is_published_at_once_asks_for_a_factor_shown_just_now(published):
    client = signed_in(published.rob)

    asked = [client.get(ANSWER), client.post(ANSWER, IN_PART)]

    assert [response.headers["Location"].split("?")[0] for response in asked] == [
        "/accounts/2fa/reauthenticate/"
    ] * 2
    assert not Response.objects.exists()


def test_the_link_to_answer_is_for_those_who_may(published):
    link = f'href="{ANSWER}"'
    assert link in signed_in(published.rob).get(PAGE).content.decode()
    assert link not in signed_in(published.doreen).get(PAGE).content.decode()
    assert link not in Client().get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select a response"),
        ({"decision": "not_accepted", "reason": ""}, "Say why it is not, or not wholly, accepted"),
        ({"decision": "under_consideration"}, "Give the day, after today"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(published, typed, words):
    answer = signed_in(published.rob, fresh=True).post(ANSWER, typed)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_an_answer_held_back_is_shown_to_nobody_who_may_not_know_of_its_topic(harbour):
    topic = harbour.messages[0].topic
    Topic.objects.filter(pk=topic.pk).update(readers_named=True)
    topic.named_readers.create(user=harbour.rob)
    message = KeyMessageFactory(topic=topic, state="sent")
    answer_key_message(
        actor=User.objects.get(pk=harbour.rob.pk),
        key_message=KeyMessage.objects.get(pk=message.pk),
        decision="not_accepted",
        reason="As Whitcombe said",
    )
    seen = {name: len(held_back(getattr(harbour, name))) for name in ("rob", "marjorie", "sally")}

    assert seen == {"rob": 1, "marjorie": 0, "sally": 0}
