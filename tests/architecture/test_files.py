"""Files and functions are small, named for what they hold, and finished."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import TEXT, files, named, sources, syntax, text

LONGEST_FILE, LONGEST_FUNCTION = 300, 40  # lines
LONG_FUNCTIONS = {  # name -> why it is told in one go
    "call_meeting": "half of it is what a meeting is called with",
    "open_topic": "half of it is what a topic is opened with",
    "meeting": "the evening of the story, in the order of the evening",
    "harbour": "the story that publications tell, in order",
    "test_the_text_is_these_lines": "the lines themselves",
    "open_now": "the open meeting of the story, in order",
}
CODE = [path for path in named(".py") if "migrations" not in path.parts]


def long_functions(tree: ast.Module) -> list[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [f.name for f in nodes if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]


def test_no_file_is_too_long_to_read():
    lengths = {
        str(path): len(text(path).splitlines())
        for path in (*CODE, *named(".js", "static"), *named(".scss"))
    }

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_see():
    names = {name for path in CODE for name in long_functions(syntax(path))}

    assert sorted(names ^ LONG_FUNCTIONS.keys()) == []


def test_the_rule_knows_a_long_function():
    source = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION

    assert long_functions(ast.parse(source)) == ["f"]


VAGUE = {"utils", "util", "helpers", "helper", "common", "services", "misc", "managers"}


def vague(path: Path) -> bool:
    return bool(VAGUE & {path.stem, *path.parts[:-1]})


def test_every_file_is_named_for_what_it_holds():
    assert [str(path) for path in files() if vague(path)] == []


def test_the_rule_knows_a_vague_name():
    assert [vague(Path(name)) for name in ("meetings/utils.py", "common/x.py", "a/floor.py")] == [
        True,
        True,
        False,
    ]


# Spelled in two parts, so that this file passes its own rule.
UNFINISHED = re.compile(
    r"\b(" + "TO" + "DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error"
)
OF_ONE_MACHINE = re.compile(r"(?<![\w.~{/-])/(?:" + "wo" + r"rk|ro" + r"ot|home/\w+)/")
WORDS = [path for path in files() if path.suffix in TEXT and not path.name.endswith("-lock.json")]


def unfinished(words: str) -> list[str]:
    return [match[0] for match in UNFINISHED.finditer(words)]


def of_one_machine(words: str) -> list[str]:
    return [match[0] for match in OF_ONE_MACHINE.finditer(words)]


def test_nothing_is_left_to_do():
    assert {str(path): marks for path in WORDS if (marks := unfinished(text(path)))} == {}


def test_no_file_knows_the_machine_it_was_written_on():
    assert {str(path): marks for path in WORDS if (marks := of_one_machine(text(path)))} == {}


def test_the_rules_know_such_words():
    assert unfinished("x = 1  # " + "TO" + "DO later") == ["TO" + "DO"]
    assert of_one_machine("see /wo" + "rk/main") == ["/wo" + "rk/"]
    assert of_one_machine("homework/x and a/wo" + "rk/b") == []


def unexplained(line: str) -> bool:
    """Whether a line silences a checker without saying why."""
    silence = re.search(r"#\s*(noqa|type: ignore)(\S*)", line)
    if silence is None:
        return False
    return (silence[1] == "noqa" and not silence[2].startswith(":")) or silence[2] == ""


def test_no_checker_is_silenced_as_a_whole():
    silenced = [
        f"{path}:{number}"
        for path in sources()
        for number, line in enumerate(text(path).splitlines(), start=1)
        if unexplained(line)
    ]

    assert silenced == []


def test_the_rule_knows_a_blanket():
    assert unexplained("x = 1  # noqa")
    assert unexplained("x = 1  # type: ignore")
    assert not unexplained("x = 1  # noqa: S308 -- cleaned above")
