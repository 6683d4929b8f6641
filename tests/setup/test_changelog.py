"""What an operator reads before an upgrade: each version, the newest first, with its notes."""

import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
CHANGES = (ROOT / "CHANGELOG.md").read_text()
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Upgrade notes")


def parts(mark, text):
    """``{heading: what stands below it}`` of the headings that begin with ``mark``, in order."""
    pieces = re.split(rf"^{mark} (.+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


VERSIONS = parts("##", CHANGES)


def without_notes(changes):
    """Versions that do not say, in at least one line, what an upgrade needs."""
    notes = {v: parts("###", text).get("Upgrade notes", "") for v, text in changes.items()}
    return [version for version, words in notes.items() if "- " not in words]


def test_the_newest_version_is_the_one_that_the_portal_says_it_is():
    out = StringIO()
    call_command("portal_version", stdout=out)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert [next(iter(VERSIONS)), project["version"]] == [out.getvalue().strip()] * 2


def test_versions_go_back_one_by_one_to_the_first():
    numbers = [tuple(map(int, version.split("."))) for version in VERSIONS]

    assert numbers == sorted(set(numbers), reverse=True)
    assert numbers[-1] == (0, 1, 0)


def test_each_version_has_its_upgrade_notes():
    assert without_notes(VERSIONS) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_says_what_kind_each_change_is_of_and_its_notes_last(version):
    kinds = re.findall(r"^### (.+)$", VERSIONS[version], flags=re.MULTILINE)

    assert [kind for kind in KINDS if kind in kinds] == kinds


def test_this_would_notice_a_version_without_notes():
    changes = "## 0.3.0\n\n### Added\n\n- A\n\n## 0.2.0\n\n### Upgrade notes\n\n## 0.1.0\n\n### Upgrade notes\n\n- B\n"

    assert without_notes(parts("##", changes)) == ["0.3.0", "0.2.0"]
