"""What a group lets its representative hold: recorded before the meeting, and for the group alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.clock import now
from core.notices.models import Notice
from core.notices.queries import lines
from meetings.actions import end_meeting, open_meeting
from meetings.models import Meeting
from network.actions import cancel_national_topic
from network.jobs import remind_of_mandates
from network.models import Mandate
from network.queries import newest_mandate
from tests.network import nation, plenary
from tests.refusals import refusal
from tests.signing_in import sign_in


@pytest.fixture
def ready(network):
    nation.opened(network)
    plenary.takes_part(network, "SOL", "UPL", "RWP")
    return network


def test_the_newest_counts_and_those_before_stay(ready):
    for words in ("At least 24 hours", "", plenary.WORDS):
        plenary.mandated(ready, "SOL", words)
    newest = newest_mandate(ready.asked["SOL"])

    assert (newest.kind, newest.words) == ("words", plenary.WORDS)
    assert Mandate.objects.count() == 3


def test_it_is_recorded_before_the_meeting_and_not_while_it_is_open(ready):
    """Afterwards again: what is asked then, in writing or in the next meeting, is yet to come."""
    meeting = plenary.meeting_on(ready, starts_at=now())
    plenary.mandated(ready, "SOL")
    open_meeting(actor=nation.chair(ready), meeting=meeting)
    refusal_text = refusal(plenary.mandated, world=ready, code="UPL")
    end_meeting(actor=nation.chair(ready), meeting=Meeting.objects.get())
    plenary.mandated(ready, "UPL")

    assert (
        refusal_text
        == "The meeting that decides this is open now. A mandate is recorded before it."
    )
    assert Mandate.objects.count() == 2


def test_a_group_that_does_not_take_part_and_an_associate_record_none(ready):
    assert [refusal(plenary.mandated, world=ready, code=code) for code in ("FEN", "RWP")] == [
        "Your group does not take part in this.",
        "An associate takes part in the meeting without a position, so it needs no mandate.",
    ]


def test_the_words_are_for_the_group_and_the_network_sees_that_there_are_some(ready):
    """On the pages of each, in nothing that anybody else reads."""
    plenary.admitted(ready, "SOL")
    plenary.mandated(ready, "SOL", plenary.WORDS)
    network_page = reverse("network:mandates", args=[ready.national_topic.pk])
    own_page = ready.asked["SOL"].get_absolute_url()
    who = [
        (ready.of["SOL"]["member"], own_page),
        (ready.of["SOL"]["police_lead"], own_page),
        (ready.of["UPL"]["chair"], own_page),
        (ready.people["chair"], network_page),
        (ready.people["member"], network_page),
        (ready.of["SOL"]["chair"], network_page),
        (ready.people["chair"], ready.national_topic.get_absolute_url()),
        (ready.people["chair"], own_page),
    ]
    answers = [sign_in(Client(), person).get(address) for person, address in who]
    words = [plenary.WORDS in answer.content.decode() for answer in answers]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 200, 403, 404, 200, 404]
    assert words == [True, *[False] * 7]
    assert "Of 2 groups, 1 recorded a mandate and 1 can take a position." in (
        answers[3].content.decode()
    )


def test_a_form_keeps_what_was_typed_and_asks_for_words_where_they_count(ready):
    address = reverse("network:mandate", args=[ready.asked["SOL"].pk])
    client = sign_in(Client(), ready.of["SOL"]["chair"])
    empty = client.post(address, {"kind": "words", "words": ""})
    lost = client.post(address, {"kind": "free", "words": plenary.WORDS})
    done = client.post(address, {"kind": "words", "words": plenary.WORDS})

    assert [empty.status_code, lost.status_code, done.status_code] == [422, 422, 302]
    assert "Enter what your representative may hold" in empty.content.decode()
    assert plenary.WORDS in lost.content.decode()
    assert Mandate.objects.get().words == plenary.WORDS


def test_chairs_of_groups_without_a_mandate_are_reminded_a_week_before_once(ready):
    plenary.meeting_on(ready, starts_at=now() + timedelta(days=9))
    plenary.mandated(ready, "SOL")
    start, reminded = now(), []
    for day in (0, 3, 4):
        with clock.at(start + timedelta(days=day)):
            remind_of_mandates()
        reminded.append(nation.recipients("mandate.missing"))

    assert reminded == [[], ["Upl Chairson"], ["Upl Chairson"]]


def test_nobody_is_asked_for_a_mandate_on_what_was_cancelled(ready):
    plenary.meeting_on(ready, starts_at=now() + timedelta(days=3))
    plenary.mandated(ready, "SOL")
    remind_of_mandates()
    notices, chair = Notice.objects.filter(kind="mandate.missing"), nation.chair(ready, "UPL")
    before = [line.over for line in lines(notices, chair)]
    cancel_national_topic(actor=nation.chair(ready), national_topic=ready.national_topic)

    assert (before, [line.over for line in lines(notices, chair)]) == ([False], [True])
