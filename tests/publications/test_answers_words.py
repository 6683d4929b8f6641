"""Ordinary words that look like somebody's name or address in what the police answer."""

import pytest

from core import clock
from publications import actions
from publications.models import Release
from publications.names import in_response
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.publications import harbour as world

CONFIRMED = ["young: young people", "Black: how people are described"]
REASON = "Most young people who are stopped are Black."


def join(harbour, *names):
    for name in names:
        MembershipFactory(user=UserFactory(name=name), group=harbour.group)


@pytest.fixture
def confirmed(harbour):
    """The people of ``harbour`` with a Young and a Black; both words are confirmed, not out."""
    join(harbour, "Una Young", "Gus Black")
    with clock.at(world.PREPARED):
        draft = world.draft(lede=REASON, not_names=CONFIRMED)
        harbour.release = actions.prepare_release(
            actor=harbour.sally, meeting=harbour.meeting, draft=draft
        )
    return harbour


def found(harbour, reason):
    return [hit.words for hit in in_response(reason, harbour.messages[2])]


def test_a_word_that_a_published_edition_confirmed_is_no_name_in_the_answer_to_it(confirmed):
    assert found(confirmed, REASON) == ["young", "Black"]

    Release.objects.update(state="published", **people(confirmed))

    assert found(confirmed, "Most young people who are stopped agree.") == []


def test_what_was_confirmed_for_an_edition_names_nobody_else_in_an_answer(confirmed):
    Release.objects.update(state="published", **people(confirmed))

    assert found(confirmed, "Young asked for it.") == ["Young"]
    assert found(confirmed, "We asked young people, and Young agreed.") == ["young"]
    assert found(confirmed, "We asked young people. #ThankYoung") == ["young"]
    assert found(confirmed, "Black asked for it.") == ["Black"]
    assert found(confirmed, "Mr Black asked for it.") == ["Black"]
    assert found(confirmed, "Whitcombe asked for it.") == ["Whitcombe"]


def test_what_was_confirmed_for_an_edition_is_not_confirmed_for_another_message(confirmed):
    snapshot = {**confirmed.release.snapshot, "messages": [], "not_agreed": []}
    Release.objects.update(state="published", snapshot=snapshot, **people(confirmed))

    assert found(confirmed, REASON) == ["young", "Black"]


def people(harbour):
    """Who checked, approved and published a release, as its constraints want it."""
    return {
        "checked_by": harbour.rob,
        "checked_at": world.CHECKED,
        "approved_by": harbour.marjorie,
        "approved_at": world.APPROVED,
        "published_by": harbour.sally,
        "published_at": world.PUBLISHED,
    }


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

    assert [(hit.words, hit.certain) for hit in in_response(reason, harbour.messages[2])] == [
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
        hit[2:] for hit in in_response("Ask ann@home.example. We will.", harbour.messages[2])
    ] == [("ann@home.example", "email", True)]


def test_the_words_of_a_post_are_found_as_they_are_drawn_around_a_link(harbour):
    body = "As [the *council* says](https://a.example/x) we don't wait, R&D or not, at night"
    PostFactory(topic=harbour.messages[0].topic, body=body)

    for reason in ("As the council says we don't wait, R&D", body):
        assert [hit.kind for hit in in_response(reason, harbour.messages[0])] == ["post"]
