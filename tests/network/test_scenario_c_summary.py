"""The summary of the national topic of the scenario, and what is answered to it."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AdvisoryGroup
from core.clock import today
from deliberation.models import KeyMessage
from network import actions
from publications.actions import answer_and_publish
from publications.canonical import HEADINGS, sha256, verification
from publications.formats import seal_of
from tests.network import nation, summaries
from tests.pdf.reading import body, failures
from tests.signing_in import sign_in


@pytest.fixture
def plenary_over(network):
    """The groups have answered, and the meeting of the network has decided six messages."""
    summaries.took_part(network, named=("SOL", "UPL", "FEN"))
    with nation.after(40):
        summaries.met(network)
        yield network


def the_file(edition):
    """The data of the edition, as anybody gets it."""
    return json.loads(Client().get(f"{edition.get_absolute_url().rstrip('/')}.json").content)


@pytest.mark.pdf
def test_c_t6_overdue_from_the_day_after_and_six_responses(plenary_over):
    """On the 56th day nothing is overdue. To what was not agreed nothing is owed, and it is answered."""
    AdvisoryGroup.objects.filter(pk=plenary_over.host.pk).update(response_days=56)
    plenary_over.meeting.group.refresh_from_db()
    edition = summaries.published(plenary_over, summaries.prepared(plenary_over))
    statuses_by_day = {}
    for day in (56, 57):
        with nation.after(day):
            page = Client().get(edition.get_absolute_url()).content.decode()
            statuses = [
                (each["response"] or {}).get("status") for each in the_file(edition)["messages"]
            ]
            statuses_by_day[day] = (statuses, page.count("Overdue"))
    lead = nation.afresh(plenary_over.people["police_lead"])
    review = today() + timedelta(days=90)
    for message in plenary_over.six:
        answer_and_publish(
            actor=lead,
            key_message=KeyMessage.objects.get(pk=message.pk),
            decision="under_consideration",
            reason="It is with the office.",
            review_on=review,
        )
    answered = the_file(edition)["messages"]
    page = Client().get(edition.get_absolute_url()).content.decode()
    rows = list(csv.DictReader(StringIO(table_of(edition))))
    of_network = Client().get(reverse("publications:public-group", args=["NAT"])).content.decode()

    assert statuses_by_day == {56: (["awaited"] * 5 + [None], 0), 57: (["overdue"] * 5 + [None], 5)}
    assert [
        (each["response"]["answers"][0]["next_response_on"], each["response"]["due"])
        for each in answered
    ] == [(review.isoformat(), review.isoformat())] * 5 + [(review.isoformat(), None)]
    assert [(row["status"], row["response"]) for row in rows] == [
        ("awaited", "Under consideration")
    ] * 5 + [("given", "Under consideration")]
    assert page.count(f"Next response promised by {review:%-d %B %Y}.") == 1
    assert [each.count(">Response<") for each in map(tight, (page, of_network))] == [6, 6]
    assert [each.count("Police response") for each in (page, of_network)] == [0, 0]
    assert KeyMessage.objects.awaiting_answer().count() == 5


def tight(page):
    """Without the space between a tag and its words."""
    return re.sub(r"\s*([<>])\s*", r"\1", page)


def table_of(edition):
    content = Client().get(f"{edition.get_absolute_url().rstrip('/')}.csv").content.decode()
    return content.removeprefix("\ufeff")


@pytest.mark.pdf
def test_c_t8_one_file_has_all_of_it_and_its_hash_is_printed(plenary_over):
    """The page and the PDF have the words of that file; what is withdrawn later stays in it."""
    edition = summaries.published(plenary_over, summaries.prepared(plenary_over))
    visitor = Client()
    file = the_file(edition)
    [national] = file["national"]
    drawn_page = visitor.get(edition.get_absolute_url()).content.decode()
    with edition.pdf.open("rb") as stored:
        pdf = stored.read()
    box = " ".join([str(HEADINGS["verify"]), *verification(seal_of(edition))])
    first = plenary_over.rows[0].offer
    actions.withdraw_released(actor=nation.chair(plenary_over, "SOL"), offer=nation.afresh(first))
    topic = sign_in(Client(), nation.afresh(plenary_over.reader)).get(national["address"])

    assert national["question"] == [nation.QUESTION]
    assert [item["title"] for item in national["reading"]] == [summaries.LINK["title"]]
    assert [(each["of"], each["asked"], each["took_part"]) for each in national["answers"]] == [
        ("forces", 3, 3),
        ("associates", 1, None),
    ]
    assert [tuple(message["counts"].values()) for message in file["messages"]] == [
        positions for _text, positions, _outcome in summaries.SIX
    ]
    assert {message["response"]["status"] for message in file["messages"][:5]} == {"awaited"}
    assert file["text_sha256"] == sha256(file["text"]) == edition.text_sha256
    assert f"SHA-256 of the text: {edition.text_sha256}" in body(pdf)
    assert body(pdf).split() == f"{edition.text} {box}".split()
    assert failures(pdf) == []
    assert drawn_page.count('lang="cy"') == 3
    assert (national["released"], nation.afresh(edition).snapshot["national"][0]["released"]) == (
        3,
        3,
    )
    assert "2 stand, 3 were published in the summary." in topic.content.decode()
    assert f'href="{edition.get_absolute_url()}"' in topic.content.decode()
