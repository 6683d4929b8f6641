"""What our own code never does, read from its syntax. Each rule is tried on a line that breaks it."""

import ast
import re
import tomllib
from functools import cache

import pytest

from tests.architecture.tree import ROOT, named, sources, spelled, syntax, text


@cache
def called(tree):
    """Each call as ``(dotted name, node)``: ``re.compile``, ``cursor.execute``, ``eval``."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(spelled(node.func), node) for node in calls]


def breaches(rule, trees=None):
    trees = trees or {str(path): syntax(path) for path in sources()}
    return [f"{path}:{node.lineno}" for path, tree in trees.items() for node in rule(tree)]


def knows(rule, line):
    return bool(breaches(rule, {"here": ast.parse(line)}))


# --- Words are never run -------------------------------------------------------------------------

RUN = {"eval", "exec", "compile", "__import__"}
UNPACK = re.compile(r"(?:pickle|marshal|shelve|dill|jsonpickle)\.\w+|yaml\.(?:load|unsafe_load)")


def runs_words(tree):
    return [node for name, node in called(tree) if name in RUN]


def unpickles(tree):
    return [node for name, node in called(tree) if UNPACK.fullmatch(name)]


def starts_a_shell(tree):
    for name, node in called(tree):
        shell = any(k.arg == "shell" and not is_false(k.value) for k in node.keywords)
        if shell or re.fullmatch(r"os\.(?:system|popen|spawn\w+)|subprocess\.getoutput", name):
            yield node


def is_false(node):
    return isinstance(node, ast.Constant) and node.value is False


def builds_a_template(tree):
    made = {"Template", "from_string", "Engine"}
    return [node for name, node in called(tree) if name.rpartition(".")[2] in made]


def formats_words(tree):
    """``x.format(…)`` where ``x`` is no literal and no constant of ours."""
    for name, node in called(tree):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "format_map"}:
            value = node.func.value
            constant = isinstance(value, ast.Constant) or ast.unparse(value).isupper()
            if not constant and name != "formats.date_format":
                yield node


# --- Words are never part of a query or a pattern --------------------------------------------------

QUERY = {"execute", "executemany", "raw", "extra", "RawSQL"}
PATTERN = re.compile(r"re\.(?:compile|search|match|fullmatch|sub|split|findall|finditer)")


def builds_sql(tree):
    for name, node in called(tree):
        if name.rpartition(".")[2] in QUERY and node.args and puts_together(node.args[0]):
            yield node


def puts_together(node):
    """Whether a text may be made of parts: it is no constant, nor one of ours by its name."""
    value = node.value if isinstance(node, ast.Subscript) else node
    return not (isinstance(value, ast.Constant) or ast.unparse(value).isupper())


def builds_a_pattern(tree):
    for name, node in called(tree):
        if PATTERN.fullmatch(name):
            pattern = node.args[0]
            parts = pattern.values if isinstance(pattern, ast.JoinedStr) else [pattern]
            if not all(safe_in_a_pattern(part) for part in parts):
                yield node
        if any(re.search("__i?regex$", keyword.arg or "") for keyword in node.keywords):
            yield node  # a pattern that the database looks for


def safe_in_a_pattern(node):
    if isinstance(node, ast.Constant):
        return True
    source = ast.unparse(node.value if isinstance(node, ast.FormattedValue) else node)
    return source.isupper() or source.startswith(("re.escape(", "'|'.join((re.escape("))


# --- Chance, digests, calls out --------------------------------------------------------------------

PAUSES = {"core/jobs/worker.py"}  # spreads its looks at the table; nothing depends on it
WEAK = re.compile(r"(?:hashlib\.)?(?:md4|md5|sha1|ripemd160)")
OWN = {  # what opens a connection, and to where
    "core/antivirus.py": "the scanner, at the address of the settings",
    "core/notices/outcomes.py": "calls nobody: knows how smtplib says that an address is refused",
    "meetings/video/bosh.py": "the video host, at the address of the settings",
    "meetings/video/web.py": "the same host, and the portal's own page of keys",
    "iag_portal/start.py": "the health of the portal that it has started, on this machine",
}
OUT = {
    "socket",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "ftplib",
    "telnetlib",
    "urllib.request",
    "smtplib",
    "poplib",
    "imaplib",
    "websockets",
    "paramiko",
}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def guesses_chance(tree):
    return [node for name, node in imports(tree) if name == "random" or name.startswith("random.")]


def digests_weakly(tree):
    return [node for name, node in called(tree) if WEAK.fullmatch(name)]


def calls_out(tree):
    return [node for name, node in imports(tree) if name in OUT]


def makes_ciphers(tree):
    """Imports of primitives from which one could put a cipher together."""
    raw = "cryptography.hazmat.primitives.ciphers"
    return [node for name, node in imports(tree) if name.startswith((raw, "Crypto", "nacl"))]


RULES = {
    runs_words: "eval(words)",
    unpickles: "pickle.loads(words)",
    starts_a_shell: "subprocess.run(words, shell=True)",
    builds_a_template: "Template(words)",
    formats_words: "words.format(user=user)",
    builds_sql: "cursor.execute(f'SELECT {words}')",
    builds_a_pattern: "re.search(rf'{words}', x)",
    guesses_chance: "from random import choice",
    digests_weakly: "hashlib.md5(words)",
    calls_out: "import urllib.request",
    makes_ciphers: "from cryptography.hazmat.primitives.ciphers import modes",
}


@pytest.mark.parametrize(
    ("rule", "line"), RULES.items(), ids=lambda rule: getattr(rule, "__name__", "")
)
def test_each_rule_knows_a_line_that_breaks_it(rule, line):
    assert knows(rule, line)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (builds_sql, "cursor.execute(statement)"),
        (builds_a_pattern, "re.compile(words)"),
        (builds_a_pattern, "Post.objects.filter(body__iregex=words)"),
        (calls_out, "import socket"),
    ],
)
def test_a_rule_knows_other_ways_to_break_it_too(rule, line):
    assert knows(rule, line)


def test_no_words_are_run_as_code():
    assert breaches(runs_words) == []


def test_nothing_is_unpacked_that_could_run():
    assert breaches(unpickles) == []


def test_programs_are_started_without_a_shell():
    assert breaches(starts_a_shell) == []


def test_no_template_is_made_of_words():
    assert breaches(builds_a_template) == []


def test_no_words_of_people_become_a_format():
    assert breaches(formats_words) == []


def test_no_query_is_put_together_from_words():
    assert breaches(builds_sql) == []


def test_a_pattern_holds_nothing_that_is_not_escaped():
    assert breaches(builds_a_pattern) == []


def test_chance_that_matters_comes_from_the_system():
    assert [
        breach for breach in breaches(guesses_chance) if breach.partition(":")[0] not in PAUSES
    ] == []


def test_only_sound_digests_are_used():
    assert breaches(digests_weakly) == []


def test_nothing_of_ours_calls_out():
    """Mail, database, Redis and the scanner are reached by their libraries, at set addresses."""
    assert {breach.partition(":")[0] for breach in breaches(calls_out)} == OWN.keys()


def test_ciphers_come_whole_from_a_library():
    assert breaches(makes_ciphers) == []


def names_a_file_by_words(tree):
    """A ``Content-Disposition`` with something in it that is no constant and no reference."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and "filename=" in ast.unparse(node):
            filled = [
                ast.unparse(value.value)
                for value in node.values
                if isinstance(value, ast.FormattedValue)
            ]
            if set(filled) - OURS:
                yield node


OURS = {"name", "marking", "copy.version.paper_id", "pk"}  # references, numbers, our own choices


def test_names_of_served_files_are_ours():
    assert breaches(names_a_file_by_words) == []
    assert knows(names_a_file_by_words, "x = f'attachment; filename={paper.file_name}'")


def test_types_are_checked_strictly():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]

    assert (settings["strict"], "mypy ." in text(next(p for p in named("run", ".ci")))) == (
        True,
        True,
    )
