"""What the buttons of the live page answer, with script and without."""

import pytest

from core.audit.models import Record
from deliberation.models import KeyMessage
from meetings import actions
from meetings.models import SpeakerRequest
from tests.factories import KeyMessageFactory
from tests.meetings.pages import HTMX, get, press, region, url, words

pytestmark = pytest.mark.django_db


def test_with_script_a_press_answers_nothing_and_the_stream_brings_the_change(people, open_meeting):
    answer = press(people.member, "hand-raise", open_meeting.pk, headers=HTMX)

    assert (answer.status_code, answer.content) == (204, b"")
    assert SpeakerRequest.objects.get().user == people.member


def test_without_script_it_leads_back_to_the_page(people, open_meeting):
    answer = press(people.member, "hand-raise", open_meeting.pk)

    assert (answer.status_code, answer.url) == (302, url("live", open_meeting.pk))


def test_a_refused_press_says_why_in_words_and_is_recorded(people, open_meeting):
    answer = press(people.observer, "hand-raise", open_meeting.pk, headers=HTMX)

    assert answer.status_code == 403
    assert answer.content.decode() == "Observers listen; the chair can ask them to speak."
    assert (answer["X-Refused"], answer["HX-Reswap"]) == ("1", "none")
    assert Record.objects.filter(event="refused").get().facts == {
        "permission": "meetings.raise_hand",
        "thing": f"meeting.{open_meeting.pk}",
        "page": "meetings:hand-raise",
    }


def test_my_hand_is_lowered_from_any_window_and_twice_is_no_mistake(people, open_meeting):
    press(people.member, "hand-raise", open_meeting.pk)

    answers = [press(people.member, "my-hand-lower", open_meeting.pk, headers=HTMX) for _ in "ab"]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert SpeakerRequest.objects.get().state == "lowered"


@pytest.mark.parametrize("user", ["", "nobody", "9" * 5000])
def test_nobody_chosen_is_said_and_nothing_happens(people, open_meeting, user):
    answer = press(
        people.secretary, "hand-raise-for", open_meeting.pk, fields={"user": user}, headers=HTMX
    )

    assert (answer.status_code, answer.content) == (422, b"Choose a person first.")
    assert not SpeakerRequest.objects.exists()


def test_a_hand_is_not_raised_for_somebody_who_is_not_invited(people, open_meeting):
    fields = {"user": people.stranger.pk}
    assert (
        press(people.secretary, "hand-raise-for", open_meeting.pk, fields=fields).status_code == 404
    )
    assert press(people.member, "hand-raise-for", open_meeting.pk, fields=fields).status_code == 403


def test_leroys_hand_is_shown_as_added_by_the_secretary(people, open_meeting, leroy):
    press(people.secretary, "hand-raise-for", open_meeting.pk, fields={"user": leroy.pk})

    text = region(get(people.observer, "live", open_meeting.pk), "queue")
    assert "Leroy Samuels On the telephone · added by the secretary · waiting since" in text


def test_the_chair_gives_the_floor_and_takes_it_back(people, open_meeting):
    hand = actions.raise_hand(actor=people.member, meeting=open_meeting)
    states = []
    for name in ("speaker-call", "speaker-finish"):
        assert press(people.chair, name, hand.pk, headers=HTMX).status_code == 204
        hand.refresh_from_db()
        states.append(hand.state)

    assert states == ["speaking", "done"]
    assert press(people.stranger, "speaker-call", hand.pk).status_code == 404


def test_an_empty_or_old_wording_changes_nothing_and_says_why(people, full, topic):
    message = KeyMessage.objects.get(rounds__state="open")
    tries = [{"text": "", "after": 1}, {"text": "Newer", "after": 0}]

    answers = [
        press(people.member, "wording-change", full.pk, message.pk, fields=fields, headers=HTMX)
        for fields in tries
    ]
    proposal = press(people.member, "message-propose", full.pk, topic.pk, headers=HTMX)

    assert [answer.status_code for answer in (*answers, proposal)] == [422, 403, 422]
    assert answers[0].content == b"Enter the wording"
    assert b"Somebody changed this meanwhile." in answers[1].content
    assert message.wordings.count() == 1


def test_a_wording_that_is_too_long_is_counted_and_comes_back_without_script(people, full, topic):
    message = KeyMessage.objects.get(rounds__state="open")
    long = {"text": "a" * 1059, "after": 1}
    button = press(people.member, "message-propose", full.pk, topic.pk, fields=long, headers=HTMX)
    page = press(people.member, "wording-change", full.pk, message.pk, fields=long)

    sentence = "Use 1,000 characters or fewer. There are 1,059 now."
    assert (button.status_code, button.content.decode()) == (422, sentence)
    assert (page.status_code, sentence in words(page)) == (422, True)
    assert "a" * 1059 in page.content.decode()
    assert message.wordings.count() == 1


def test_a_member_words_what_is_on_the_screen(people, full):
    message = KeyMessage.objects.get(rounds__state="open")
    fields = {"text": "Keep two lines", "after": 1}
    answer = press(
        people.member, "wording-change", full.pk, message.pk, fields=fields, headers=HTMX
    )

    text = region(get(people.observer, "live", full.pk), "round")
    assert answer.status_code == 204
    assert "Keep two lines" in text
    assert "positions on the earlier one no longer count" in text
    assert not Record.objects.filter(event="refused").exists()


@pytest.mark.parametrize("role", ["police_lead", "observer"])
def test_guests_word_and_propose_nothing(people, full, topic, role):
    message = KeyMessage.objects.get(rounds__state="open")
    person, fields = getattr(people, role), {"text": "Ours", "after": 1}

    assert press(person, "wording-change", full.pk, message.pk, fields=fields).status_code == 404
    assert press(person, "message-propose", full.pk, topic.pk, fields=fields).status_code == 403


def test_the_chair_asks_and_shows_and_takes_off_over_the_page(people, open_meeting, topic):
    message = KeyMessageFactory(topic=topic, text="Keep a line")
    press(people.secretary, "wording-show", open_meeting.pk, fields={"key_message": message.pk})
    shown = region(get(people.observer, "live", open_meeting.pk), "round")
    press(people.chair, "wording-show", open_meeting.pk)
    round_region = region(get(people.observer, "live", open_meeting.pk), "round")
    answer = press(people.chair, "round-open", open_meeting.pk, message.pk, headers=HTMX)

    assert "Keep a line" in shown
    assert "No wording is being decided now." in round_region
    assert answer.status_code == 204
    assert message.rounds.get().is_open
    for nothing in ("999999", "x", "9" * 5000):
        fields = {"key_message": nothing}
        assert (
            press(people.chair, "wording-show", open_meeting.pk, fields=fields).status_code == 404
        )
