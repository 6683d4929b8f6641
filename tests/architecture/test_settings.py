"""What must fit together before the portal can be started anywhere."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.tree import APPS, PACKAGES, ROOT, sources, text

OURS = {*APPS, "audit", "jobs", "live"}


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_says_by_its_name_what_it_does():
    names = [name for app, name in MigrationLoader(None).disk_migrations if app in OURS]

    assert [name for name in names if not is_telling(name)] == []


def is_telling(name: str) -> bool:
    """Whether a migration was named by a person: Django's own names begin with ``auto``."""
    return bool(re.fullmatch(r"\d{4}_[a-z0-9_]+", name)) and "_auto_" not in name


def test_the_rule_knows_a_name_made_by_a_machine():
    assert [is_telling(n) for n in ("0001_initial", "0002_auto_20260101_0900")] == [True, False]


def check_ids(words: str) -> set[str]:
    return set(re.findall(r"[\"']((?:iag|video)\.[EW]\d{3})[\"']", words))


def places_of_ids() -> dict[str, list[str]]:
    """System check id -> files that can raise it."""
    places: dict[str, list[str]] = {}
    for path in sources():
        for each in check_ids(text(path)):
            places.setdefault(each, []).append(str(path))
    return places


def test_a_system_check_id_means_one_thing():
    assert {i: where for i, where in places_of_ids().items() if len(where) > 1} == {}


def test_the_rule_knows_an_id():
    assert check_ids('Error("no", id="iag.E001")') == {"iag.E001"}


LOCKS = ("requirements", "requirements-s3", "requirements-dev", "requirements-node")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(lines: str) -> set[str]:
    """Names that an ``.in`` file asks for."""
    matches = re.finditer(r"^([A-Za-z0-9][\w.-]*)", lines, re.MULTILINE)
    return {plain(match[1]) for match in matches}


def locked(lines: str) -> dict[str, bool]:
    """Name of each locked package, and whether its files are pinned by hashes."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lines, flags=re.MULTILINE)
    packages = {}
    for block in blocks:
        if match := re.match(r"([\w.-]+)==\S+", block):
            packages[plain(match[1])] = "--hash=sha256:" in block
    return packages


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked_with_hashes(name):
    pins = locked(text(Path(f"{name}.txt")))

    assert sorted(wanted(text(Path(f"{name}.in"))) - pins.keys()) == []
    assert [package for package, hashed in pins.items() if not hashed] == []


def test_the_rule_knows_a_package_without_hashes():
    assert locked("a==1 \\\n    --hash=sha256:00\n    # via b\nb==2\n") == {"a": True, "b": False}
    assert wanted("# words\nDjango[argon2]~=5.2\n-c other.txt\n") == {"django"}


def test_every_package_of_ours_is_under_the_import_contracts():
    contracts = text(Path("pyproject.toml"))
    roots = re.search(r"root_packages = \[(.*?)\]", contracts)

    assert roots
    assert sorted(re.findall(r'"(\w+)"', roots[1])) == sorted(PACKAGES)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"bench", "tests"} == set(PACKAGES)


def test_every_contract_has_a_name_of_its_own():
    ids = re.findall(r'^id = "([\w-]+)"', text(Path("pyproject.toml")), re.MULTILINE)

    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert len(ids) == text(Path("pyproject.toml")).count("[[tool.importlinter.contracts]]")
