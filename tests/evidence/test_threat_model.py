"""``docs/threat-model.md``: each way has what stops it and a test that exists; nobody is forgotten."""

import pytest

from tests.evidence.node_ids import exists, named_in, read, rows

MODEL = read("docs/threat-model.md")
CHAPTERS = (
    "Getting in",
    "Seeing what is not theirs",
    "Doing what is not theirs",
    "The record, and going on",
)
WAYS = [row for chapter in CHAPTERS for row in rows(MODEL, under=chapter)]
ASSETS = {asset for asset, *_ in rows(MODEL, under="What is worth protecting")}
ACTORS = {actor for actor, *_ in rows(MODEL, under="Who might")}


def test_every_test_that_is_named_exists():
    assert [name for name in named_in(MODEL) if not exists(name)] == []


def test_every_way_has_an_actor_an_asset_something_that_stops_it_and_a_test():
    whole = [len(row) == 5 and all(row) and bool(named_in(row[4])) for row in WAYS]

    assert [row[0] for row, is_whole in zip(WAYS, whole, strict=True) if not is_whole] == []
    assert {row[1] for row in WAYS} <= ACTORS
    assert {row[2] for row in WAYS} <= ASSETS


def test_no_actor_and_no_asset_is_forgotten():
    assert (ACTORS - {row[1] for row in WAYS}, ASSETS - {row[2] for row in WAYS}) == (set(), set())


@pytest.mark.parametrize(
    "who", ["A person with a shell", "A person with database access", "The video host", "The mail provider", "A stolen device", "A member", "Two people together"]
)  # fmt: skip
def test_what_is_not_stopped_is_said_of(who):
    assert f"- **{who}" in MODEL.split("## What is not stopped")[1]
