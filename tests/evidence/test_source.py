"""What our own code never does, read from its syntax. Each rule is tried on a line that breaks it."""

import ast
import json
import re
import tomllib

import pytest

from tests.architecture.tree import ROOT, named, sources, syntax, text

SCRIPTS = named(".js", "static")


def called(tree):
    """Each call as ``(dotted name, node)``: ``re.compile``, ``cursor.execute``, ``eval``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


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
            told = node.func.value
            constant = isinstance(told, ast.Constant) or ast.unparse(told).isupper()
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
    """Whether a text is made here, of parts: constants and names of constants are not."""
    return any(isinstance(part, ast.JoinedStr | ast.BinOp | ast.Call) for part in ast.walk(node))


def builds_a_pattern(tree):
    for name, node in called(tree):
        if PATTERN.fullmatch(name):
            parts = [
                part for part in ast.walk(node.args[0]) if isinstance(part, ast.FormattedValue)
            ]
            if not all(safe_in_a_pattern(part.value) for part in parts):
                yield node


def safe_in_a_pattern(node):
    return ast.unparse(node).isupper() or ast.unparse(node).startswith("re.escape(")


# --- Chance, digests, calls out --------------------------------------------------------------------

PAUSES = {"iag_portal/jobs/worker.py"}  # spreads its looks at the table; nothing depends on it
WEAK = re.compile(r"(?:hashlib\.)?(?:md4|md5|sha1|ripemd160)")
OUT = {
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
    ("rule", "line"), RULES.items(), ids=lambda one: getattr(one, "__name__", "")
)
def test_each_rule_knows_a_line_that_breaks_it(rule, line):
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
    assert [one for one in breaches(guesses_chance) if one.partition(":")[0] not in PAUSES] == []


def test_only_sound_digests_are_used():
    assert breaches(digests_weakly) == []


def test_nothing_of_ours_calls_out():
    """Mail, database, Redis and the scanner are reached by their libraries, at set addresses."""
    assert breaches(calls_out) == []


def test_ciphers_come_whole_from_a_library():
    assert breaches(makes_ciphers) == []


def names_a_file_by_words(tree):
    """A ``Content-Disposition`` with something in it that is no constant and no reference."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and "filename=" in ast.unparse(node):
            filled = [
                ast.unparse(one.value) for one in node.values if isinstance(one, ast.FormattedValue)
            ]
            if set(filled) - OURS:
                yield node


OURS = {"name", "marking", "copy.version.paper_id", "pk"}  # references, numbers, our own choices


def test_names_of_served_files_are_ours():
    assert breaches(names_a_file_by_words) == []
    assert knows(names_a_file_by_words, "x = f'attachment; filename={paper.file_name}'")


# --- In the browser --------------------------------------------------------------------------------

MARKUP = re.compile(
    r"\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function"
)
KEPT = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")
LOOSE = re.compile(r"[^=!<>]==[^=]|!=[^=]")
PROTOTYPE = re.compile(r"__proto__|\.prototype\b|Object\.assign\([^,]*, (?!\{)|for \(\w+ \w+ in ")


def lines_with(pattern):
    return [
        f"{path}:{number}"
        for path in SCRIPTS
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line.split("//")[0])
    ]


def test_our_scripts_write_text_and_no_markup():
    assert lines_with(MARKUP) == []


def test_our_scripts_keep_nothing_in_the_browser():
    assert lines_with(KEPT) == []


def test_our_scripts_compare_without_guessing_types():
    assert lines_with(LOOSE) == []


def test_our_scripts_leave_prototypes_alone():
    assert lines_with(PROTOTYPE) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MARKUP, "box.innerHTML = words"),
        (KEPT, "localStorage.x = words"),
        (LOOSE, "if (a == b)"),
        (LOOSE, "if (a != b)"),
        (PROTOTYPE, "Object.assign({}, words)"),
    ],
)
def test_each_pattern_knows_a_line(pattern, line):
    assert pattern.search(line)


def test_types_are_checked_strictly():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]

    assert (settings["strict"], "mypy ." in text(next(p for p in named("run", ".ci")))) == (
        True,
        True,
    )


def test_every_package_for_the_browser_is_locked_with_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = packages[""]
    direct = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}

    assert [name for name in direct if f"node_modules/{name}" not in packages] == []
    loose = [name for name, one in packages.items() if name and "sha512-" not in one["integrity"]]
    assert loose == []
