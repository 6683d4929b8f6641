"""The pages of a sending: to whom it goes, what is seen of it, and who learns nothing of it."""

from datetime import UTC, datetime

import pytest

from accounts.models import Role
from core import clock
from core.policy import Refused
from deliberation import actions
from deliberation.models import KeyMessage, Response, Sending, TopicGuest
from publications.queries import answerable_by
from tests.deliberation.audiences import named_topic
from tests.deliberation.pages import page, url, words
from tests.deliberation.sendings import DISSENT, fresh, now_in, seen, send
from tests.factories import KeyMessageFactory, MembershipFactory, UserFactory
from tests.pages.html import tree
from tests.signing_in import signed_in

State = KeyMessage.State
APRIL_1 = datetime(2026, 4, 1, 12, tzinfo=UTC)
ACCEPTED = {
    "decision": "accepted", "reason": "Fennel line", "review_on_day": "", "review_on_month": "",
    "review_on_year": "",
}  # fmt: skip


# --- To whom --------------------------------------------------------------------------------------


def test_it_is_not_sent_where_no_police_lead_reads_the_topic(people, sensitive):
    TopicGuest.objects.filter(user=people.police_lead).delete()
    text = words(fresh(people.chair).get(url("key-message-send", sensitive.pk)))

    assert "The police lead cannot read this topic." in text
    assert "Send it" not in text
    with pytest.raises(Refused, match="No police lead can read this topic"):
        send(people, sensitive)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"handling_first": True}, "The police lead has not accepted how this topic is handled."),
        ({"readers_named": True}, "The police lead is not a named reader of this topic."),
    ],
)
def test_the_page_says_why_the_police_lead_cannot_read_it(people, sensitive, change, sentence):
    type(sensitive.topic).objects.filter(pk=sensitive.topic_id).update(**change)
    if "readers_named" in change:
        sensitive.topic.named_readers.create(user=people.chair)
    else:
        actions.accept_handling(actor=people.chair, topic=now_in(sensitive).topic, version=1)

    assert sentence in words(fresh(people.chair).get(url("key-message-send", sensitive.pk)))


def test_a_group_without_a_police_lead_is_told_to_invite_one(people, sensitive):
    people.police_lead.memberships.update(ends_at=clock.now())

    text = words(fresh(people.chair).get(url("key-message-send", sensitive.pk)))
    assert "This group has no police lead." in text


def test_another_police_lead_who_was_not_invited_learns_nothing(people, sensitive):
    other = UserFactory(name="Otto Other")
    MembershipFactory(user=other, group=people.group, role=Role.POLICE_LEAD)
    send(people, sensitive)

    assert KeyMessage.objects.visible_to(people.police_lead).get() == sensitive
    assert list(KeyMessage.objects.visible_to(other)) == []
    assert list(Sending.objects.visible_to(other)) == []
    assert list(answerable_by(other)) == []
    assert page(other, "key-message-sent", sensitive.pk).status_code == 404
    with pytest.raises(Refused):
        actions.answer_key_message(
            actor=other, key_message=now_in(sensitive), decision=Response.Decision.ACCEPTED
        )


def test_in_a_topic_for_named_readers_it_goes_to_the_named_police_lead_alone(people):
    topic = named_topic(people, people.vice_chair, people.police_lead)
    message = KeyMessageFactory(topic=topic, text="Petunia line")
    asked = [actions.Asked(people.vice_chair)]
    agreement_round = actions.open_agreement_round(
        actor=people.vice_chair, key_message=message, asked=asked
    )
    actions.take_position(
        actor=people.vice_chair, agreement_round=agreement_round, choice="support"
    )
    KeyMessage.objects.filter(pk=message.pk).update(state=State.AGREED)
    type(agreement_round).objects.update(
        state="closed", outcome="unanimous", closed_at=APRIL_1, closed_by=people.vice_chair
    )
    message = now_in(message)
    with pytest.raises(Refused):
        send(people, message)  # the chair is not named
    send(people, message, "vice_chair")

    readers = [role for role in Role if Sending.objects.visible_to(getattr(people, role)).exists()]
    assert readers == [Role.VICE_CHAIR, Role.POLICE_LEAD]
    assert list(answerable_by(people.police_lead)) == [message]
    assert list(answerable_by(people.secretary)) == []


# --- Pages ----------------------------------------------------------------------------------------


def test_the_chair_sees_exactly_what_is_sent_to_whom_and_who_reads_it(people, sensitive):
    with clock.at(APRIL_1):
        text = words(fresh(people.chair).get(url("key-message-send", sensitive.pk)))

    for part in (
        "Keep the night bus",
        "Agreed by a majority, with dissent: 2 support, 1 object.",
        f"Minority view {DISSENT}",
        "The police respond by 29 April 2026.",
        "Rob Ansty, police lead",
        "3 members, the secretary, 1 police officer and 1 observer or interpreter can read this.",
    ):
        assert part in text


def test_the_press_sends_it_and_the_page_of_the_message_says_so(people, sensitive):
    client = fresh(people.chair)
    answered = client.post(url("key-message-send", sensitive.pk), {"seen": seen(sensitive)})
    text = words(client.get(sensitive.get_absolute_url()))

    assert answered["Location"] == sensitive.get_absolute_url()
    assert "Sent to the police lead inside the portal" in text
    assert "It is not published." in text
    assert words(page(people.police_lead, "key-message-sent", sensitive.pk)).count(DISSENT) == 1


def test_a_page_that_is_too_old_says_why_and_shows_the_words_of_now_to_send(people, sensitive):
    path, client = url("key-message-send", sensitive.pk), fresh(people.chair)
    answered = client.post(path, {"seen": "0" * 64})
    [form] = tree(answered).xpath("//main//form")
    again = client.post(path, {"seen": form.fields["seen"]})

    assert (answered.status_code, again.status_code) == (403, 302)
    assert "This key message has moved on meanwhile." in words(answered)


def test_the_police_lead_answers_on_the_same_form_and_it_stands_with_the_message(people, sensitive):
    send(people, sensitive)
    client = fresh(people.police_lead)
    answer = client.get("/publications/answer/HAR-2026-001/")
    client_answer = client.post("/publications/answer/HAR-2026-001/", ACCEPTED)

    assert "OFFICIAL-SENSITIVE" in answer.content.decode()
    assert "to people who can read its topic" in words(answer)
    assert client_answer["Location"] == sensitive.get_absolute_url()
    assert "Fennel line" in words(page(people.member, "key-message", sensitive.pk))


@pytest.mark.parametrize("path", ["/", "/publications/release/"])
def test_the_police_lead_finds_it_by_reference_where_responses_are_due(people, sensitive, path):
    """Lists say which message; the words of an OFFICIAL-SENSITIVE topic stand on its own page."""
    send(people, sensitive)
    text = words(signed_in(people.police_lead).get(path))

    assert "HAR-2026-001" in text
    assert "OFFICIAL-SENSITIVE" in text
    assert "Keep the night bus" not in text
    assert "HAR-2026-001" not in words(signed_in(people.officer).get(path))
