"""A state changes in one way: by ``core.states``, along the ``NEXT`` of its model."""

import ast

import pytest
from django.apps import apps

from tests.architecture.tree import APPS, sources, syntax

THEIR_OWN_WAY = {
    "core/jobs": "a job is moved by the lease on it, which is in the condition of each write",
}
STATED = [
    model
    for model in apps.get_models()
    if model._meta.app_label in APPS and "state" in {f.name for f in model._meta.fields}
]


def by_hand(tree: ast.Module) -> list[str]:
    """Lines that set a state themselves: ``row.state = ...`` and ``rows.update(state=...)``."""
    writes = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        writes += [
            ast.unparse(target) for target in targets if getattr(target, "attr", "") == "state"
        ]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            writes += [ast.unparse(node) for keyword in node.keywords if keyword.arg == "state"]
    return writes


def test_no_state_is_set_by_hand():
    ours = [path for path in sources() if not str(path).startswith(tuple(THEIR_OWN_WAY))]
    (one_way,) = [str(path) for path in ours if by_hand(syntax(path))]

    assert one_way == "core/states.py"


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ("topic.state = State.OPEN", ["topic.state"]),
        ("rows.update(state=State.OPEN)", ["rows.update(state=State.OPEN)"]),
        ("state = State.OPEN", []),
        ("rows.filter(state=State.OPEN)", []),
        ("transition(topic, State.OPEN, if_changed=LATE)", []),
    ],
)
def test_the_rule_knows_a_state_set_by_hand(line, writes):
    assert by_hand(ast.parse(line)) == writes


@pytest.mark.parametrize("model", STATED)
def test_what_may_follow_is_said_of_every_state_and_leads_to_all_of_them(model):
    reached = {model._meta.get_field("state").default}
    while further := {after for state in reached for after in model.NEXT[state]} - reached:
        reached |= further

    assert set(model.NEXT) == reached == set(model.State)
