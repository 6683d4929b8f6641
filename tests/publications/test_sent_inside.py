"""What went to the police lead inside the portal and is published later keeps its days and answers."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core import clock
from core.policy import Refused
from deliberation.actions import send_to_police_lead, withdraw_sending
from deliberation.advice import drawn, fingerprint
from deliberation.models import KeyMessage, Sending
from publications import actions
from publications.models import Answer, Release
from tests.meetings.slides.photographs import photograph
from tests.publications import harbour as world
from tests.publications.documents import laid_out
from tests.signing_in import signed_in

BEFORE = datetime(2026, 3, 28, 9, tzinfo=UTC)  # a Saturday; the edition is out on 2 April
ANSWER = "Three days from September"


def third():
    return KeyMessage.objects.get(reference="HAR-2026-003")


def send(harbour):
    harbour.messages[2].topic.guests.create(user=harbour.rob)
    seen = fingerprint(drawn(third()))
    with clock.at(BEFORE):
        return send_to_police_lead(actor=harbour.marjorie, key_message=third(), seen=seen)


def answer(harbour):
    fields = {"decision": "accepted_in_part", "reason": ANSWER}
    actions.answer_and_publish(actor=harbour.rob, key_message=third(), **fields)


def publish(harbour, monkeypatch):
    monkeypatch.setattr("publications.actions.editions.render", laid_out)
    with clock.at(world.PUBLISHED):
        release = Release.objects.get(pk=harbour.release.pk)
        return actions.publish_edition(actor=harbour.sally, release=release, version=1)


@pytest.mark.pdf
def test_the_same_day_and_the_same_response_stand_in_the_edition(approved, monkeypatch):
    send(approved)
    answer(approved)
    before = Answer.objects.count()
    edition = publish(approved, monkeypatch)
    message = next(m for m in edition.snapshot["messages"] if m["reference"] == "HAR-2026-003")
    page = Client().get("/publications/HAR-2026-S01/").content.decode()

    assert (message["sent_on"], message["answer_due"]) == ("2026-03-28", "2026-04-25")
    assert (third().state, third().response_due.isoformat()) == ("sent", "2026-04-25")
    assert (before, Answer.objects.count()) == (0, 1)
    assert ANSWER in page


@pytest.mark.pdf
def test_once_it_is_published_nobody_takes_the_sending_back(approved, monkeypatch):
    sending = send(approved)
    publish(approved, monkeypatch)
    sending = Sending.objects.select_related("key_message__topic__group").get(pk=sending.pk)

    with pytest.raises(Refused, match="sent to the police lead alone can be taken back"):
        withdraw_sending(actor=approved.marjorie, sending=sending, reason="Too late")
    assert third().state == "sent"


@pytest.mark.pdf
def test_what_was_taken_back_before_has_the_days_of_the_edition(approved, monkeypatch):
    sending = send(approved)
    withdraw_sending(actor=approved.marjorie, sending=sending, reason="It can be published")
    publish(approved, monkeypatch)

    assert third().response_due.isoformat() == "2026-04-30"


def test_before_it_is_published_it_is_in_no_library(approved):
    """Neither the words nor the response, for anybody who does not read the topic."""
    send(approved)
    answer(approved)

    for path in ("/publications/", "/publications/HAR-2026-S01/"):
        html = Client().get(path).content.decode()
        assert ANSWER not in html
        assert "HAR-2026-003" not in html


def test_who_shows_there_what_was_done_is_not_told_that_the_chair_publishes_it(approved):
    send(approved)
    fields = {"decision": "done", "reason": ANSWER}
    actions.answer_and_publish(actor=approved.rob, key_message=third(), **fields)
    client = signed_in(approved.rob, fresh=True)
    path = "/publications/answer/HAR-2026-003/proof/"
    form = client.get(path)
    file = SimpleUploadedFile("door.jpg", photograph(), "image/jpeg")
    added = client.post(path, {"file": file, "shows": "The notice on the door"}, follow=True)

    assert "It can be published only if the message and your response are." in form.text
    assert "once the chair has looked at it" not in form.text
    assert "It has arrived and is being prepared." in added.text
    assert "The chair is asked" not in added.text
