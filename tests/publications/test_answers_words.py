"""Ordinary words that look like somebody's name or address in what the police answer."""

import pytest

from publications.names import in_response
from tests.factories import MembershipFactory, UserFactory


def found(harbour, reason):
    return [one.words for one in in_response(reason, harbour.messages[2])]


@pytest.mark.parametrize(
    "reason",
    [
        "The figures are published at www.anyforce.police.uk each month.",
        "The figures are published at police.uk each month.",
    ],
)
def test_the_address_of_a_site_is_no_persons_in_an_answer(harbour, reason):
    assert found(harbour, reason) == []


@pytest.mark.parametrize(
    ("reason", "address"),
    [
        ("Write to ann.o'brien@home.example now.", "ann.o'brien@home.example"),
        ("Write to ann.o’brien@home.example now.", "ann.o’brien@home.example"),
        ("Write to ann.o'brien at home.example now.", "ann.o'brien at home.example"),
        (
            "Write to ann.o'brien [at] home [dot] example now.",
            "ann.o'brien [at] home [dot] example",
        ),
        ("Write to ann.o'brien(at)home.example now.", "ann.o'brien(at)home.example"),
    ],
)
def test_the_whole_address_of_a_person_is_found_however_it_is_set(harbour, reason, address):
    MembershipFactory(
        user=UserFactory(name="Ann Osei", email="ann.o'brien@home.example"), group=harbour.group
    )

    assert [(one.words, one.certain) for one in in_response(reason, harbour.messages[2])] == [
        (address, True)
    ]


@pytest.mark.parametrize(
    "text",
    ["Ask desk@force.example. Whitcombe knows.", "It is by Whitcombe at police.uk in full."],
)
def test_a_name_beside_an_address_is_found(harbour, text):
    assert "Whitcombe" in found(harbour, text)


def test_the_address_of_a_person_at_the_end_of_a_sentence_is_refused(harbour):
    MembershipFactory(
        user=UserFactory(name="Ann Osei", email="ann@home.example"), group=harbour.group
    )

    assert [
        one[2:] for one in in_response("Ask ann@home.example. We will.", harbour.messages[2])
    ] == [("ann@home.example", "email", True)]
