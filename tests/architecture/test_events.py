"""Rule 5: a pointer, not a payload. No event can hold words that people wrote."""

import ast
import re
from dataclasses import FrozenInstanceError, fields
from types import NoneType, UnionType
from typing import ClassVar, get_args, get_origin, get_type_hints

import pytest
from django.db.models import Choices, TextChoices

from core.events import Event, every_event
from tests.architecture.tree import sources, syntax

EVENTS = sorted(every_event(), key=lambda kind: kind.name)
NAME = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
PAST = {
    "began",
    "cast",
    "given",
    "read",
    "said",
    "sent",
    "sent_back",
    "sent_inside",
    "shown",
    "taken",
    "taken_back",
    "told",
    "withdrawn",
    "written",
}  # or …ed


def is_pointer(hint: type) -> bool:
    """Whether a field can hold identities and states only; ``str`` is held to codes, see below."""
    several = isinstance(hint, UnionType) or get_origin(hint) is tuple
    kinds = set(get_args(hint) if several else [hint]) - {NoneType, Ellipsis}
    return all(kind in (int, str) or is_state(kind) for kind in kinds)


def is_state(kind: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, Choices)


def not_pointers(kind: type[Event]) -> list[str]:
    hints = get_type_hints(kind)
    return [field.name for field in fields(kind) if not is_pointer(hints[field.name])]


def test_an_event_holds_identities_and_states():
    assert {kind.name: pointers for kind in EVENTS if (pointers := not_pointers(kind))} == {}


def test_whom_an_event_names_is_called_alike_throughout_an_app():
    called = {
        (kind.__module__.partition(".")[0], field.name)
        for kind in EVENTS
        for field in fields(kind)
        if field.name in {"person_id", "user_id"}
    }

    assert sorted(called) == [
        ("accounts", "person_id"),
        ("deliberation", "user_id"),
        ("meetings", "user_id"),
        ("network", "user_id"),
        ("publications", "user_id"),
    ]


def says_what_happened(kind: type[Event]) -> bool:
    verb = kind.name.partition(".")[2]
    is_past = verb in PAST or verb.endswith("ed")
    return bool(NAME.fullmatch(kind.name) and is_past and kind.__doc__)


def test_an_event_says_what_happened_to_what():
    assert [kind.name for kind in EVENTS if not says_what_happened(kind)] == []


def test_nobody_spells_the_name_of_an_event_but_the_event():
    """A name that is typed a second time stays behind when the first is changed, and says nothing."""
    names = {kind.name for kind in EVENTS}
    spelled = [
        (str(path), node.value)
        for path in sources()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and node.value in names
    ]

    assert [place for place in spelled if "/events" not in place[0]] == []
    assert {name for _path, name in spelled} == names


def test_no_two_events_share_a_name():
    names = [kind.name for kind in EVENTS]

    assert sorted({name for name in names if names.count(name) > 1}) == []


class Colour(TextChoices):
    RED = "red"


class Painted(Event):
    """Not declared as a kind, so that it is in nobody's list: it has no name of its own."""

    door_id: int
    colour: Colour | None = None
    code: str = ""
    coats: tuple[Colour, ...] = ()


class Varnished(Painted):
    """Has no identities of its own, as most kinds."""


class Wordy(Event):
    words: list[str]
    name_of: ClassVar[str] = ""


def test_the_rule_knows_words():
    assert not_pointers(Painted) == []
    assert not_pointers(Wordy) == ["words"]


@pytest.mark.parametrize("words", ["Keep a telephone line", "Doreen", "keep; it", "x" * 41])
def test_words_in_a_code_are_refused_when_the_event_is_made(words):
    with pytest.raises(ValueError, match=r"Painted\.code carries words"):
        Painted(group_id=1, door_id=7, code=words)
    with pytest.raises(ValueError, match=r"Painted\.coats carries words"):
        Painted(group_id=1, door_id=7, coats=(Colour.RED, words))


@pytest.mark.parametrize("code", ["", "police_lead", "totp", Colour.RED])
def test_codes_are_taken(code):
    painted = Painted(group_id=1, door_id=7, code=code)

    assert painted.facts() == {"door_id": 7, "colour": None, "code": code, "coats": ()}


@pytest.mark.parametrize("kind", [Painted, Varnished])
def test_an_event_cannot_be_changed(kind):
    made_once = kind(group_id=1, door_id=7)

    with pytest.raises(FrozenInstanceError):
        made_once.door_id = 8


def test_events_are_the_same_by_their_kind_and_all_their_identities():
    kinds = [Painted(group_id=1, door_id=7), Varnished(group_id=1, door_id=7)]
    doors = [Painted(group_id=1, door_id=8), Painted(group_id=2, door_id=7)]

    assert len({*kinds, *doors, Painted(group_id=1, door_id=7)}) == 4
    assert repr(Varnished(group_id=1, door_id=7)) == (
        "Varnished(group_id=1, door_id=7, colour=None, code='', coats=())"
    )


def test_every_event_is_frozen():
    assert [kind.name for kind in EVENTS if not kind.__dataclass_params__.frozen] == []
