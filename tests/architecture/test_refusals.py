"""A refusal is caught in one place, which records it, or by the middleware, which does too."""

import ast
from functools import cache
from pathlib import Path

import pytest

from core import policy
from tests.architecture.tree import nodes, sources, spelled, syntax

BASES = {"Refused", "PermissionDenied", "Exception", "BaseException"}  # each catches a refusal
CATCHERS = {  # (path, what is caught) -> why it may
    ("accounts/form_pages.py", "Refused"): "records it, and gives its reason to the page",
    ("accounts/management/commands/create_administrator.py", "Refused"): "no page: the terminal",
    ("accounts/management/commands/invitations.py", "Refused"): "no page: the terminal",
    ("accounts/management/commands/reset_administrator.py", "Refused"): "no page: the terminal",
    ("accounts/saving.py", "ChangedMeanwhile"): "a lost race, which the page settles with both",
}


@cache
def special() -> set[str]:
    """Names of our own kinds of refusal."""
    classes = [node for path in sources() for node in nodes(path) if isinstance(node, ast.ClassDef)]
    return {node.name for node in classes if "Refused" in map(ast.unparse, node.bases)}


def catches(tree: ast.Module) -> list[str]:
    """What ``except`` and ``suppress`` name that a refusal would be caught by."""
    caught: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught += [node.type or ast.Name("BaseException")]
        elif isinstance(node, ast.Call) and spelled(node.func).endswith("suppress"):
            caught += node.args
    each = [
        caught_node
        for kind in caught
        for caught_node in (kind.elts if isinstance(kind, ast.Tuple) else [kind])
    ]
    names = [ast.unparse(name).rpartition(".")[2] for name in each]
    return [name for name in names if name in BASES | special()]


def is_page(path: Path) -> bool:
    """Views, and what else of an app or the project may stand between a view and the middleware."""
    if path.parts[0] in {"core", "iag_portal"}:
        return path.parts[1] == "pages"
    return "actions" not in path.parts


def test_no_page_catches_a_refusal_but_the_one_place_that_records_it():
    pages = [path for path in sources() if is_page(path)]
    catchers = {(str(path), name) for path in pages for name in catches(syntax(path))}

    assert sorted(catchers) == sorted(CATCHERS)


@pytest.mark.parametrize(
    ("lines", "caught"),
    [
        ("try: action()\nexcept Refused: pass", ["Refused"]),
        ("try: action()\nexcept Refused as refused: say(refused)", ["Refused"]),
        ("try: action()\nexcept (ValueError, policy.Refused): pass", ["Refused"]),
        ("try: action()\nexcept PermissionDenied: pass", ["PermissionDenied"]),
        ("try: action()\nexcept: pass", ["BaseException"]),
        ("with suppress(Refused): action()", ["Refused"]),
        ("with contextlib.suppress(Refused): action()", ["Refused"]),
        (
            "try: action()\nexcept policy.ChangedMeanwhile as moved: show(moved)",
            ["ChangedMeanwhile"],
        ),
        ("try: action()\nexcept ValueError: pass", []),
        ("made, reason = run_action(request, action)", []),
    ],
)
def test_the_rule_knows_a_catch(lines, caught):
    assert catches(ast.parse(lines)) == caught


def test_the_names_are_those_of_the_policy():
    assert {base.__name__ for base in policy.Refused.__mro__} - {"object"} == BASES
