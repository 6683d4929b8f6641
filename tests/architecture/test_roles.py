"""Which roles go together is said once, by a name in ``accounts/models/memberships.py``."""

import ast

import pytest

from tests.architecture.tree import sources, syntax, text


def sets_of_roles(tree: ast.Module) -> list[str]:
    """Sets, lists and tuples of several roles, and roles added to another set."""
    sets = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            roles = [element for element in node.elts if ast.unparse(element).startswith("Role.")]
            sets += [ast.unparse(node)] * (len(roles) > 1)
        if isinstance(node, ast.BinOp) and "{Role." in ast.unparse(node.right):
            sets.append(ast.unparse(node))
    return sets


def test_roles_that_go_together_have_one_name():
    with_roles = [path for path in sources() if "Role." in text(path)]
    paths = [str(path) for path in with_roles if sets_of_roles(syntax(path))]

    assert paths == ["accounts/models/memberships.py"]


@pytest.mark.parametrize(
    ("line", "sets"),
    [
        ("role in {Role.CHAIR, Role.VICE_CHAIR}", ["{Role.CHAIR, Role.VICE_CHAIR}"]),
        ("role in ADVISERS | {Role.SECRETARY}", ["ADVISERS | {Role.SECRETARY}"]),
        ("role in ADVISERS | POLICE", []),
        ("groups_as({Role.SECRETARY})", []),
        ("role == Role.SECRETARY", []),
    ],
)
def test_the_rule_knows_a_set_of_roles(line, sets):
    assert sets_of_roles(ast.parse(line)) == sets
