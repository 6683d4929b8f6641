"""Rule 10: docs are tested. What they name exists; decisions can be found by their number."""

import re
from collections import Counter
from pathlib import Path

from tests.architecture.tree import ROOT, named, text

DOCS = [path for path in named(".md") if path.parts[0] in ("README.md", "docs", "deploy", "bench")]
DECISIONS = [path for path in DOCS if path.parent == Path("docs/decisions")]
ENDINGS = r"\.(?:py|md|html|js|mjs|scss|css|toml|in|txt|json|yml|yaml|lua|sh|svg)"
PATH = re.compile(rf"`((?:[\w.-]+/)+(?:[\w.-]+{ENDINGS})?|(?:docs|script|\.ci)/[\w./-]+)`")
MADE = ("var/", "static/build/", "node_modules/")  # by set-up, so not there in a fresh copy


def missing_paths(doc: str) -> list[str]:
    """Paths in backticks that lead nowhere. Parts in angle brackets or capitals are open."""
    named_ = [path for path in PATH.findall(doc) if not path.startswith(MADE)]
    return [path for path in named_ if "NNNN" not in path and not (ROOT / path).exists()]


def test_every_path_in_the_docs_exists():
    missing = {path: missing_paths(text(path)) for path in DOCS}

    assert {path: names for path, names in missing.items() if names} == {}


def test_the_rule_knows_a_path():
    doc = "`docs/architecture.md`, `docs/nowhere.md`, `meetings/live.py`, `meetings/x/no.py`, `a/b`, `script/no`"

    assert missing_paths(doc) == ["docs/nowhere.md", "meetings/x/no.py", "script/no"]


def links_to_nowhere(path: Path, doc: str) -> list[str]:
    """Links between files of the tree that lead nowhere."""
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", doc)
    return [target for target in targets if not (ROOT / path.parent / target).exists()]


def test_every_link_in_the_docs_leads_somewhere():
    broken = {path: links_to_nowhere(path, text(path)) for path in DOCS}

    assert {path: links for path, links in broken.items() if links} == {}


def test_the_rule_knows_a_link():
    doc = "[a](../README.md) [b](nowhere.md) [c](https://example.org)"

    assert links_to_nowhere(Path("docs/architecture.md"), doc) == ["nowhere.md"]


def number(path: Path) -> str:
    return path.name[:4]


def twice(names: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def test_no_two_decisions_share_a_number():
    assert twice([number(path) for path in DECISIONS]) == []


def test_the_rule_knows_a_number_given_twice():
    assert twice(["0001", "0002", "0001"]) == ["0001"]


def is_titled_by_its_number(path: Path) -> bool:
    named_so = re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    return bool(named_so and re.match(rf"# {number(path)}[.:]? \S", text(path)))


def test_a_decision_is_titled_by_its_number():
    assert [path.name for path in DECISIONS if not is_titled_by_its_number(path)] == []


def decisions_named(doc: str) -> set[str]:
    """Numbers of the decisions that a file points to."""
    matches = re.findall(r"[Dd]ecisions? (\d{4}(?:(?:, | and )\d{4})*)", doc)
    return {each for group in matches for each in re.findall(r"\d{4}", group)}


def test_every_decision_that_is_pointed_to_exists():
    known = {number(path) for path in DECISIONS}
    pointing = {
        str(path): sorted(decisions_named(text(path)) - known)
        for path in [*DOCS, *named(".py"), *named(".in"), *named(".js")]
        if path != Path("tests/architecture/test_docs.py")
    }

    assert {path: missing for path, missing in pointing.items() if missing} == {}


def test_the_rule_knows_a_decision():
    assert decisions_named("see decision 0005, or decisions 0001 and 0012") == {
        "0001",
        "0005",
        "0012",
    }


def test_the_index_lists_every_decision():
    index = text(Path("docs/architecture.md"))

    assert [path.name for path in DECISIONS if f"(decisions/{path.name})" not in index] == []


def lines_not_in_files(doc: str) -> list[str]:
    """Lines of the walk's code blocks that stand in none of the files named up to there."""
    missing, known = [], ""
    for part in re.split(r"(```\w+\n.*?```)", doc, flags=re.DOTALL):
        if part.startswith("```"):
            missing += [line for line in part.splitlines()[1:-1] if line not in known]
        else:
            paths = [ROOT / path for path in PATH.findall(part)]
            known += "\n".join(path.read_text() for path in paths if path.is_file())
    return missing


def test_the_walk_through_a_feature_quotes_the_code():
    assert lines_not_in_files(text(Path("docs/adding-a-feature.md"))) == []


def test_the_rule_knows_a_line_that_has_gone():
    doc = "`meetings/live.py`:\n```python\nclass MeetingPage(LivePage):\nclass Gone:\n```\n"

    assert lines_not_in_files(doc) == ["class Gone:"]
