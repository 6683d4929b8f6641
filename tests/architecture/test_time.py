"""What is right at one hour only: a moment taken too early, and a day counted in UTC."""

import ast

import pytest

from tests.architecture.tree import named, sources, spelled, syntax

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CLOCKS = {"now", "today", "localdate", "localtime"}  # without arguments: this moment


def reads_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or node.args:
        return False
    return spelled(node.func).rpartition(".")[2] in CLOCKS


def read_at_once(node: ast.AST) -> list[str]:
    """Calls of a clock that are made when a module is read, or when tests are collected."""
    if isinstance(node, ast.Lambda):
        return []
    calls = [ast.unparse(node)] if reads_clock(node) else []
    parts = list(ast.iter_child_nodes(node))
    if isinstance(node, FUNCTIONS):
        defaults = [value for value in node.args.kw_defaults if value]
        parts = [*node.decorator_list, *node.args.defaults, *defaults]
    return calls + [call for part in parts for call in read_at_once(part)]


def days_in_utc(tree: ast.Module) -> list[str]:
    """Days that are taken of ``now()``: for an hour of each summer night it is the day before."""
    dates = [
        node.func.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and spelled(node.func).endswith(".date")
    ]
    return [ast.unparse(date) for date in dates if any(map(reads_clock, ast.walk(date)))]


def test_no_moment_is_older_than_what_asks_for_it():
    early = {str(path): read_at_once(syntax(path)) for path in [*sources(), *named(".py", "tests")]}
    assert {path: calls for path, calls in early.items() if calls} == {}


def test_today_is_asked_of_the_clock():
    days = {str(path): days_in_utc(syntax(path)) for path in [*sources(), *named(".py", "tests")]}
    assert {path: calls for path, calls in days.items() if calls} == {}


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("DUE = today() + WEEK", ["today()"]),
        ("class Day:\n    first = clock.today()", ["clock.today()"]),
        ("@mark('day', [now()])\ndef test(day): ...", ["now()"]),
        ("def open(until=now()): ...", ["now()"]),
        ("def open(): return now()", []),
        ("DUE = lambda: today()", []),
        ("AT = localtime(EVENING)", []),
    ],
)
def test_the_rule_knows_a_moment_that_is_too_old(code, calls):
    assert read_at_once(ast.parse(code)) == calls


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("due = (now() - WEEK).date()", ["now() - WEEK"]),
        ("due = timezone.now().date()", ["timezone.now()"]),
        ("due = localdate(now())", []),
        ("day = edition.date()", []),
    ],
)
def test_the_rule_knows_a_day_in_utc(code, days):
    assert days_in_utc(ast.parse(code)) == days
