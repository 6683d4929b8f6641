"""The data and the table hold all that the page says of advice and of its answers."""

from datetime import date, timedelta

import pytest
from django.test import Client

from core import clock
from deliberation.models import Response
from publications import actions
from publications.models import Edition
from tests.publications.test_formats import ADDRESS, MAY, answered, data_of, table

pytestmark = pytest.mark.pdf


def test_data_and_table_say_what_was_done_and_that_an_answer_does_not_address_the_advice(published):
    answered(published)
    given = published.messages[0].responses.get()
    with clock.at(MAY):
        actions.mark_answer_unaddressed(
            actor=published.marjorie, key_message=published.messages[0], seen=given.pk
        )
        response = data_of(Client().get(f"{ADDRESS}.json"))["messages"][0]["response"]
        row = table(Client().get(f"{ADDRESS}.csv"))[0]

    assert (response["status"], response["due"]) == ("awaited", "2026-06-03")
    assert response["answers"][0]["unaddressed_on"] == "2026-05-06"
    assert response["answers"][0]["answer_again_by"] == "2026-06-03"
    assert (row["status"], row["unaddressed_on"]) == ("awaited", "2026-05-06")

    with clock.at(MAY + timedelta(days=1)):
        actions.answer_and_publish(
            actor=published.rob,
            key_message=published.messages[0],
            decision=Response.Decision.PARTLY_DONE,
            reason="The line is answered on weekdays.",
            review_on=date(2026, 7, 1),
        )
        response = data_of(Client().get(f"{ADDRESS}.json"))["messages"][0]["response"]
        row = table(Client().get("/publications/messages.csv"))[0]

    assert (response["status"], response["done_due"]) == ("given", "2026-07-01")
    assert response["answers"][1]["decision"] == "partly_done"
    assert {name: row[name] for name in ("response", "response_reason", "unaddressed_on")} == {
        "response": "Done in part",
        "response_reason": "The line is answered on weekdays.",
        "unaddressed_on": "",
    }


def test_data_and_table_hold_why_to_whom_and_for_how_many_a_view_speaks(published):
    snapshot = published.edition.snapshot
    first, *others = snapshot["messages"]
    spoken = {
        **first,
        "addressed_to": ["The force", "The council"],
        "why": ["People cannot type.", "=It costs little."],
        "statements": [{"side": "against", "text": ["Keep it."], "signers": 3}],
    }
    written = {**snapshot, "messages": [spoken, *others]}
    Edition.objects.filter(pk=published.edition.pk).update(snapshot=written)
    message = data_of(Client().get(f"{ADDRESS}.json"))["messages"][0]
    rows = table(Client().get(f"{ADDRESS}.csv"))

    assert (message["addressed_to"], message["why"]) == (spoken["addressed_to"], spoken["why"])
    assert message["views"] == [
        {"name": "Minority view, signed by 3 members", "text": ["Keep it."]}
    ]
    assert rows[0]["addressed_to"] == "The force; The council"
    assert rows[0]["why"] == "People cannot type.\n=It costs little."
    assert rows[0]["views"] == "Minority view, signed by 3 members: Keep it."
    assert (rows[1]["addressed_to"], rows[1]["why"]) == ("", "")
