"""The table in ``docs/events.md`` is true and complete: every event, its streams and regions."""

from dataclasses import fields
from pathlib import Path

from core.events import Event, every_event
from core.live.pages import every_page
from iag_portal.pages.sentences import SENTENCES
from tests.architecture.tree import APPS

DOC = Path(__file__).parents[2] / "docs" / "events.md"


def kinds():
    """Every event of the portal; those of other tests apart."""
    return [kind for kind in every_event() if kind.__module__.partition(".")[0] in APPS]


def example(kind):
    """An event whose fields hold numbers, or words, that are found again in its streams."""
    values = {}
    for number, field in enumerate(fields(kind), start=9001):
        is_number = "int" in getattr(field.type, "__name__", str(field.type))
        values[field.name] = number if is_number else f"word_{number}"
    return kind(**values)


def named(key, event):
    """A stream key with the names of fields for their values: ``topic.<topic_id>.shared``."""
    for field in fields(event):
        key = key.replace(str(getattr(event, field.name)), f"<{field.name}>")
    return key


def row(kind):
    event = example(kind)
    regions = {region for page in every_page() for region in page.regions.get(kind.name, ())}
    cells = [
        kind.name,
        kind.__doc__.splitlines()[0].rstrip("."),
        ", ".join(f"`{named(key, event)}`" for key in sorted(event.streams())),
        ", ".join(sorted(regions)),
        "yes" if event.people() else "",
    ]
    return "| " + " | ".join(cells) + " |"


def test_the_table_is_true_and_complete():
    table = [line for line in DOC.read_text().splitlines() if line.startswith("| ")][1:]
    expected = sorted(row(kind) for kind in kinds())

    assert table == expected, "the table should read:\n" + "\n".join(expected)


def test_every_event_that_a_page_redraws_exists_and_reaches_a_stream_of_that_page():
    by_name = {kind.name: kind for kind in kinds()}
    for page in every_page():
        for name in page.regions:
            keys = example(by_name[name]).streams()
            assert any(key.startswith(f"{page.prefix}.") for key in keys), name


def test_names_are_used_once():
    names = [kind.name for kind in kinds()]

    assert sorted(names) == sorted(set(names))


STATES = {"role", "role_before", "kind", "kinds", "factor", "step", "space", "changed", "side"}


def test_an_event_points_and_carries_no_words():
    """Numbers and short states only: a field for words would be named like one."""
    assert [kind.name for kind in kinds() if not issubclass(kind, Event)] == []
    assert [
        f"{kind.name}.{field.name}"
        for kind in kinds()
        for field in fields(kind)
        if field.name not in STATES
        and "int" not in getattr(field.type, "__name__", str(field.type))
    ] == []


def test_every_kind_of_event_says_a_sentence_of_its_own():
    labels = [str(kind.label) for kind in kinds()]

    assert [kind.name for kind in kinds() if "label" not in vars(kind)] == []
    assert sorted({words for words in labels if labels.count(words) > 1}) == []


def test_the_record_has_words_for_every_event_and_for_refusals():
    assert SENTENCES.keys() == {kind.name for kind in kinds()} | {"refused"}
