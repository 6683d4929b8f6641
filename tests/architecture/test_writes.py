"""Only actions write. Who else does is named here, with the reason."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import sources, spelled, syntax

WRITES = {
    "abulk_create", "acreate", "adelete", "aget_or_create", "asave", "aupdate", "bulk_create",
    "bulk_update", "create", "create_user", "delete", "get_or_create", "save", "update",
    "update_or_create",
}  # fmt: skip
WRITERS = {  # path or folder -> why it may
    "*/actions": "the actions",
    "*/models": "a model's own managers, called by actions; reading marks and progress are no actions",
    "core/audit": "the record itself, appended by emit and by refusals",
    "core/live/streams.py": "the step of a stream, raised by emit",
    "core/sent_forms": "which forms have done their action, noted by emit and its middleware",
    "core/search/index.py": "the copy of words that search reads, kept by emit",
    "core/locks.py": "locks rows by an UPDATE that changes nothing",
    "core/order.py": "lets neighbours of a list change places, for actions",
    "core/states.py": "changes a state, for actions",
    "core/notices": "the notices of an event, written down, sent and seen; seeing is no action",
    "core/jobs": "the table of jobs, which is its own state machine",
    "iag_portal/story": "the invented past of the demo, told into an empty database",
    "accounts/sessions.py": "how long a session lasts, in the session's own row",
    "accounts/receivers.py": "mirrors what allauth enrolled, whoever enrols it",
}
NOT_ROWS = {  # these calls look alike and touch no table
    ("accounts/forms/codes.py", "super().save"): "a form's own save, which emits by receivers",
    ("accounts/jobs.py", "EmailConfirmationHMAC.create"): "a signature, stored nowhere",
    ("core/backups/restore.py", "default_storage.delete"): "a file",
    ("core/backups/restore.py", "default_storage.save"): "a file",
    ("core/files.py", "default_storage.delete"): "a file",
    ("meetings/copies/picture.py", "image.save"): "a file",
    ("meetings/slides/example_deck.py", "deck.save"): "a file",
    ("meetings/slides/example_map.py", "picture.save"): "a file",
    ("meetings/slides/pages.py", "picture.save"): "a file",
    ("visits/digest.py", "picture.save"): "a file",
}


def writes(tree: ast.Module) -> list[str]:
    """Calls that write rows, as they are spelled. ``dict.update`` takes an argument by position."""
    calls = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        is_dict = node.func.attr == "update" and node.args
        if node.func.attr in WRITES and not is_dict:
            calls.append(ast.unparse(node.func))
    return calls


def writer(path: Path) -> str | None:
    """The entry of ``WRITERS`` that ``path`` falls under."""
    for place in WRITERS:
        wanted = Path(place).parts
        own = path.with_suffix("").parts if place.startswith("*") else path.parts
        if all(want in ("*", have) for want, have in zip(wanted, own, strict=False)):
            return place
    return None


def test_nobody_but_actions_writes():
    calls = [(str(p), call) for p in sources() if not writer(p) for call in writes(syntax(p))]

    assert sorted(set(calls) - set(NOT_ROWS)) == []


def test_no_exception_is_stale():
    writing = [path for path in sources() if writes(syntax(path))]
    spelled = {(str(path), call) for path in writing for call in writes(syntax(path))}

    assert sorted(set(WRITERS) - {writer(path) for path in writing}) == []
    assert sorted(set(NOT_ROWS) - spelled) == []


@pytest.mark.parametrize(
    ("line", "calls"),
    [
        ("Topic.objects.create(title='x')", ["Topic.objects.create"]),
        ("topic.save()", ["topic.save"]),
        ("rows.update(state='x')", ["rows.update"]),
        ("rows.update(**changes)", ["rows.update"]),
        ("context.update({'a': 1})", []),
        ("topic.state = 'x'", []),
    ],
)
def test_the_rule_knows_a_write(line, calls):
    assert writes(ast.parse(line)) == calls


@pytest.mark.parametrize(
    ("path", "is_writer"),
    [
        ("meetings/actions/floor.py", "*/actions"),
        ("meetings/actions.py", "*/actions"),
        ("meetings/views/floor.py", None),
        ("core/live/room.py", None),
    ],
)
def test_the_rule_knows_who_may(path, is_writer):
    assert writer(Path(path)) == is_writer


def receivers(tree: ast.Module) -> list[str]:
    """Functions that are connected to a signal."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("receiver" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]


def test_signals_bridge_libraries_and_never_carry_our_own_rules():
    assert [str(p) for p in sources() if receivers(syntax(p))] == ["accounts/receivers.py"]


def test_the_rule_knows_a_signal():
    assert receivers(ast.parse("@receiver(saved)\ndef tell(): ...")) == ["tell"]


CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today"}


def other_clocks(tree: ast.Module) -> list[str]:
    """Calls that ask another clock than ``core.clock``."""
    calls = [spelled(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if call in CLOCKS]


def test_there_is_one_clock():
    assert [str(path) for path in sources() if other_clocks(syntax(path))] == ["core/clock.py"]


def test_the_rule_knows_another_clock():
    assert other_clocks(ast.parse("at = timezone.now()")) == ["timezone.now"]
