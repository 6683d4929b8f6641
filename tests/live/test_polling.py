"""The polling twin: the same JSON as the socket, for a page whose socket does not live."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.live import streams
from meetings import actions
from meetings.models import Attendance
from tests.live.conftest import do
from tests.signing_in import signed_in

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
pytestmark = pytest.mark.django_db(transaction=True)


def ask(client, key, **query):
    return client.get(f"/stream/{key}/", query, headers={"accept": "application/json"})


async def test_it_answers_what_the_socket_said(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)
    before = page.seq
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    await page.until(lambda it: it.frames)

    answer = await do(ask, page.client, open_meeting.stream, after=before)

    assert answer.status_code == 200
    assert answer.json() == json.loads(page.texts[0])


async def test_after_a_gap_a_page_asks_and_misses_nothing(people, open_meeting, window, slow):
    page = await window(people.member, open_meeting.stream)
    page.seq -= 1  # as if a frame had been lost on the way
    await do(actions.raise_hand, actor=people.officer, meeting=open_meeting)
    now = await do(streams.current, open_meeting.stream)
    await page.until(lambda it: it.seq == now)

    assert page.gaps == 1
    assert "Dele Adeyemi" in page.regions["queue"]


def test_when_nothing_is_new_it_says_so_without_drawing(people, open_meeting, counted):
    client = signed_in(people.member)
    now = streams.current(open_meeting.stream)

    answers = [ask(client, open_meeting.stream, after=after) for after in (now, now + 5)]

    assert [(a.status_code, a.content) for a in answers] == [(204, b""), (204, b"")]
    assert counted.drawn == []


@pytest.mark.parametrize("after", ["", "x", "-3", "1.5", "9" * 5000])
def test_a_step_that_makes_no_sense_is_the_beginning(people, open_meeting, after):
    answer = ask(signed_in(people.member), open_meeting.stream, after=after)

    assert (answer.json()["after"], len(answer.json()["regions"])) == (0, 17)


@pytest.mark.parametrize("role", ["stranger", "administrator"])
def test_what_one_may_not_know_of_is_not_there(people, open_meeting, role):
    client = signed_in(getattr(people, role))

    answers = [
        ask(client, key, after=0)
        for key in (open_meeting.stream, "meeting.999999", "nothing.1", "meeting." + "9" * 5000)
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert b"Quarterly" not in answers[0].content


def test_a_key_that_no_page_of_ours_writes_is_not_there(people, open_meeting):
    """The digits of another script would be a second name of it; a NUL no database finds."""
    client, pk = signed_in(people.member), str(open_meeting.pk)
    keys = (f"meeting.{pk.translate(ARABIC)}", f"meeting.{pk}%00", open_meeting.stream)

    assert [ask(client, key, after=0).status_code for key in keys] == [404, 404, 200]


def test_a_member_who_is_not_invited_gets_nothing(people, open_meeting):
    Attendance.objects.filter(user=people.member).delete()

    assert ask(signed_in(people.member), open_meeting.stream, after=0).status_code == 404


def test_nobody_is_told_to_sign_in_again(open_meeting):
    assert ask(Client(), open_meeting.stream, after=0).status_code == 401


def test_it_takes_no_post(people, open_meeting):
    answer = signed_in(people.member).post(f"/stream/{open_meeting.stream}/")

    assert answer.status_code == 405


def test_an_apology_takes_the_hand_away_over_the_twin_too(people, open_meeting):
    client = signed_in(people.member)
    before = streams.current(open_meeting.stream)
    actions.say_attendance(
        actor=people.member, meeting=open_meeting, mode=Attendance.Mode.APOLOGIES
    )

    regions = ask(client, open_meeting.stream, after=before).json()["regions"]

    assert "You are listening" in regions["hand"]


def test_asking_costs_few_queries_when_nothing_is_new(people, open_meeting):
    client = signed_in(people.member)
    after = streams.current(open_meeting.stream)
    ask(client, open_meeting.stream, after=after)

    with CaptureQueriesContext(connection) as asked:
        ask(client, open_meeting.stream, after=after)

    assert len(asked) <= 12
