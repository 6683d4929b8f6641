"""Rule 2: only actions write. Each names its actor, is one transaction, asks the policy, emits."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import APPS, PACKAGES, dotted, named, nodes, syntax

# What an action may lack, and why. Everything else is a fault.
EXCEPTIONS = {
    ("accounts.accept_agreement", "asks no permission"): "everybody accepts it for themselves",
    ("accounts.accept_invitation", "asks no permission"): "the link is the right, spent by use",
    ("accounts.ask_own_data", "asks no permission"): "a copy of one's own data, for oneself",
    ("accounts.change_live_settings", "asks no permission"): "one's own choice, for oneself",
    ("accounts.change_notice_settings", "asks no permission"): "one's own choice, for oneself",
    ("accounts.download_own_data", "asks no permission"): "one's own copy, for oneself",
    ("accounts.issue_code_card", "asks no permission"): "one's own card, made for oneself",
    ("accounts.record_address_change", "asks no permission"): "allauth did it; we write it down",
    ("accounts.record_factor_added", "asks no permission"): "allauth did it; we write it down",
    ("accounts.record_factor_removed", "asks no permission"): "allauth did it; we write it down",
    ("accounts.record_password_change", "asks no permission"): "allauth did it; we write it down",
    ("accounts.record_sign_in", "asks no permission"): "Django did it; we write it down",
    ("accounts.record_sign_out", "asks no permission"): "Django did it; we write it down",
    ("deliberation.take_back_readings", "asks no permission"): "follows what ended the place",
    ("meetings.remove_calendar", "asks no permission"): "one's own address, for oneself",
    ("meetings.take_attachments_away", "asks no permission"): "follows what took the words away",
    ("meetings.raise_meetings", "asks no permission"): "follows what marked the topic, which asked",
    ("meetings.revoke_video", "asks no permission"): "follows what ended the access, which asked",
    ("meetings.leave_meetings", "asks no permission"): "follows what ended the access",
    ("meetings.leave_listening", "asks no permission"): "follows what ended the access",
    ("meetings.stop_listening", "asks no permission"): "one's own, and nobody is kept listening",
    ("meetings.take_back_calendar", "asks no permission"): "follows what ended the access",
    ("meetings.take_back_displays", "asks no permission"): "follows what ended the access",
    ("visits.cancel_visits_of", "asks no permission"): "follows what ended the place, which asked",
    ("network.follow_revocation", "asks no permission"): "follows what ended the place",
    ("network.send_forwarding", "is not one transaction"): "looks through the words before it",
    ("network.release_messages", "is not one transaction"): "looks through the words before it",
    ("publications.publish_edition", "is not one transaction"): "lays the PDF out before it",
}

PARTS = {  # offered to another app's action, inside whose action they happen
    "accounts.end_place": "of what ends a representation in a network, which asks and emits",
    "deliberation.fix_views": "of publications.publish_edition, which asks and emits",
    "deliberation.leave_rounds_open": "of meetings.end_meeting, which asks and emits",
    "deliberation.note_mode_in_open_rounds": "of those of attendance and presence, which ask",
    "deliberation.recuse_from_open_rounds": "of meetings.declare_interest, which asks and emits",
}

Module = dict[str, ast.FunctionDef]


def functions(tree: ast.Module) -> Module:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@cache
def house() -> dict[str, Module]:
    """The functions of every actions module: module name -> function name -> its syntax."""
    paths = [p for app in APPS for p in named(".py", app) if "actions" in p.with_suffix("").parts]
    return {dotted(path): functions(syntax(path)) for path in paths}


def exported(app: str) -> list[str]:
    """What ``<app>.actions`` offers to others."""
    (path,) = [p for p in named(".py", app) if dotted(p) == f"{app}.actions"]
    for node in syntax(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return ast.literal_eval(node.value)
    raise AssertionError(f"{app}.actions has no __all__")


def actions() -> Iterator[tuple[str, str, str]]:
    """App, module and name of each action."""
    for app in APPS:
        for name in exported(app):
            for module, functions in house().items():
                is_action = f"{app}.{name}" not in PARTS
                if is_action and module.startswith(f"{app}.") and name in functions:
                    yield app, module, name


def called_by(modules: dict[str, Module], module: str, name: str, seen: set[str]) -> set[str]:
    """Names that a function calls, itself or through other functions of actions modules."""
    names = {
        node.func.id
        for node in ast.walk(modules[module][name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    for each in names - seen:
        homes = [module] if each in modules[module] else [m for m in modules if each in modules[m]]
        for home in homes:
            names |= called_by(modules, home, each, seen | names)
    return names


def faults(modules: dict[str, Module], module: str, name: str) -> list[str]:
    """What is wrong with one action."""
    action = modules[module][name]
    called = called_by(modules, module, name, set())
    keywords = action.args.kwonlyargs
    actor = keywords[0] if keywords and keywords[0].arg == "actor" else None
    by_system = actor is not None and ast.unparse(actor.annotation) == "None"
    checks = {
        "is not one transaction": "transaction.atomic" in map(ast.unparse, action.decorator_list),
        "takes positional arguments": not (action.args.args or action.args.posonlyargs),
        "does not begin with its actor": actor is not None,
        "asks no permission": by_system or "require" in called,
        "emits nothing": "emit" in called,
        "has no docstring": bool(ast.get_docstring(action)),
    }
    return [fault for fault, holds in checks.items() if not holds]


def test_an_action_is_whole():
    faulty = {
        (f"{app}.{name}", fault)
        for app, module, name in actions()
        for fault in faults(house(), module, name)
    }

    assert sorted(faulty ^ EXCEPTIONS.keys()) == []


def test_no_exception_outlives_its_action():
    known = {f"{app}.{name}" for app, _module, name in actions()}

    assert sorted({action for action, _fault in EXCEPTIONS} - known) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_an_action_is_used_by_actions_only(part):
    app, name = part.split(".")
    users = [dotted(p) for p in named(".py", *PACKAGES) if name in imported(p)]

    assert name in exported(app)
    assert [user for user in users if ".actions" not in user] == []


@cache
def imported(path: Path) -> set[str]:
    """Names that a file takes from others."""
    whole = [node for node in nodes(path) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in whole for alias in node.names}
    return names | {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}


def inside_imports() -> list[str]:
    """Imports of one file of an actions package from outside that package."""
    imports = []
    for path in named(".py"):
        for node in nodes(path):
            module = node.module if isinstance(node, ast.ImportFrom) and node.module else ""
            app, _, rest = module.partition(".actions.")
            if rest and app in APPS and not dotted(path).startswith(f"{app}.actions"):
                imports.append(f"{path}: {module}")
    return imports


def test_only_what_an_app_offers_is_used_from_outside():
    assert inside_imports() == []


GOOD = '''
@transaction.atomic
def lower(*, actor: User, hand: Hand) -> None:
    """Lower a hand."""
    require(actor, "x.lower", hand)
    _tell(hand)

def _tell(hand):
    emit(Lowered(hand=hand.pk))
'''


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("@transaction.atomic\n", "", "is not one transaction"),
        ("*, actor", "actor", "takes positional arguments"),
        ("*, actor: User, hand", "*, hand", "does not begin with its actor"),
        ("require(", "may(", "asks no permission"),
        ("    emit(", "    log(", "emits nothing"),
        ('    """Lower a hand."""\n', "", "has no docstring"),
    ],
)
def test_the_rule_sees_each_fault(was, becomes, fault):
    whole = {"x": functions(ast.parse(GOOD))}
    broken = {"x": functions(ast.parse(GOOD.replace(was, becomes)))}

    assert faults(whole, "x", "lower") == []
    assert fault in faults(broken, "x", "lower")


def test_the_system_itself_asks_nobody():
    by_a_job = GOOD.replace("actor: User", "actor: None").replace("require(", "may(")

    assert faults({"x": functions(ast.parse(by_a_job))}, "x", "lower") == []
