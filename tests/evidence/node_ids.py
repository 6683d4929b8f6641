"""Tests by name, as documents name them: ``tests/portal/test_text.py::test_…``."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NODE = re.compile(r"tests/[\w/]+\.py(?:::\w+)+")


@cache
def names(path):
    """Each test of one file, with its class where it has one; empty when there is no such file."""
    file = ROOT / path
    if not (file.name.startswith("test_") and file.is_file()):
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(_tests(tree.body, ""))


def _tests(nodes, before):
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test_"
        ):
            yield before + node.name
        elif isinstance(node, ast.ClassDef) and collected(node):
            yield from _tests(node.body, f"{before}{node.name}::")


def collected(node):
    """Whether pytest looks into a class: by its name, or because it is unittest's."""
    return node.name.startswith("Test") or any("TestCase" in ast.unparse(b) for b in node.bases)


def exists(node_id):
    path, _, name = node_id.partition("::")
    return name in names(path)


def named_in(text):
    """Every test that a text names, in its order."""
    return NODE.findall(text)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rows(text, *, under):
    """The cells of the table under the heading ``under``, without its head."""
    part = re.split(r"^#+ ", text, flags=re.MULTILINE)
    (section,) = [
        section_text for section_text in part if section_text.split("\n", 1)[0].strip() == under
    ]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
