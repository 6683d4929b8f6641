"""Find the views that can do a thing: by the addresses there are, and by reading their code.

A name in a view's code is looked up where the view would find it, so that it does not matter
how it was imported. Functions of view modules that a view names are read like the view itself.
"""

import ast
import inspect
import textwrap
from functools import cache
from types import FunctionType, ModuleType

from tests.addresses import patterns
from tests.architecture.tree import PACKAGES


def views(entries=None):
    """Each view of ours with the name of an address of it, as ``(name, view)``."""
    return [(entry.name, entry.view) for entry in patterns(entries) if is_ours(entry.view)]


def is_ours(view):
    home = getattr(view, "view_class", inspect.unwrap(view)).__module__
    return home.partition(".")[0] in (*PACKAGES, "tests")


def names_of(things, entries=None):
    """Names of the addresses whose views name one of ``things``; each thing is a function or class."""
    ours = views(entries)
    homes = {module_of(view) for _name, view in ours}
    return {name for name, view in ours if used_by(view, homes) & set(map(id, things))}


def module_of(view):
    return getattr(view, "view_class", inspect.unwrap(view)).__module__


def used_by(view, homes):
    """Ids of everything that the view names, and that the functions of ``homes`` do which it names."""
    waiting, seen, used = functions_of(view), set(), set()
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        for thing in named_in(function):
            used.add(id(thing))
            plain = inspect.unwrap(thing) if callable(thing) else None
            if isinstance(plain, FunctionType) and plain.__module__ in homes:
                waiting.append(plain)
    return used


def functions_of(view):
    """The function that a view is, or the methods of its class."""
    if cls := getattr(view, "view_class", None):
        return [member for member in vars(cls).values() if isinstance(member, FunctionType)]
    return [inspect.unwrap(view)]


@cache
def named_in(function):
    """What the names in the function's code lead to: ``actions.write_post``, ``Paper``, ``_save``."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    known = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)]
    return [thing for node in names if (thing := looked_up(node, known)) is not None]


def looked_up(node, known):
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = looked_up(node.value, known)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
    return None
