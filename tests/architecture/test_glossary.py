"""Every model, event and verb of a permission stands in the glossary, and nothing else does."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from core.events import every_event
from core.policy import permissions
from tests.architecture.tree import PACKAGES, text

GLOSSARY = text(Path("docs/glossary.md"))
THINGS, VERBS = (
    [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()[4:]
        if line
    ]
    for part in GLOSSARY.split("\n## ")[1:]
)


def ours(kind):
    return kind.__module__.partition(".")[0] in PACKAGES


def in_column(number):
    return [name for row in THINGS for name in re.findall(r"`(\w+)`", row[number])]


def test_every_model_has_one_row_and_every_row_its_model():
    assert sorted(in_column(2)) == sorted(
        model.__name__ for model in apps.get_models() if ours(model)
    )


def test_every_event_has_one_row_and_every_row_its_event():
    nouns = {event.name.partition(".")[0] for event in every_event() if ours(event)}

    assert sorted(in_column(3)) == sorted(nouns)


def test_every_verb_of_a_permission_is_said_once():
    verbs = [verb.split()[0] for row in VERBS for verb in row[0].split(", ")]

    assert sorted(verbs) == sorted({name.partition(".")[2].split("_")[0] for name in permissions()})


@pytest.mark.parametrize("rows", [THINGS, VERBS])
def test_words_stand_once_and_each_has_a_meaning(rows):
    assert len({row[0] for row in rows}) == len(rows)
    assert [row for row in rows if not row[1]] == []
