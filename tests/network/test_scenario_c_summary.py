"""The summary of the national topic of the scenario, and what is answered to it."""

import json

import pytest
from django.test import Client

from network import actions
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


@pytest.mark.pdf
def test_c_t8_one_file_has_all_of_it_and_its_hash_is_printed(plenary_over):
    """The page and the PDF have the words of that file; what is withdrawn later stays in it."""
    edition = summaries.published(plenary_over, summaries.prepared(plenary_over))
    visitor = Client()
    file = json.loads(visitor.get(f"{edition.get_absolute_url().rstrip('/')}.json").content)
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
