"""What comes again by itself goes on when it fails for one row."""

import ast
import inspect
from textwrap import dedent

from core.jobs.functions import FUNCTIONS


def test_periodic_jobs_go_over_rows_by_for_each():
    """One row for which a job always fails would hold up all after it, for ever."""
    loops = [
        name
        for name, function in FUNCTIONS.items()
        if function.every and "tests." not in name
        for node in ast.walk(ast.parse(dedent(inspect.getsource(function._work))))
        if isinstance(node, ast.For)
    ]
    assert loops == []
