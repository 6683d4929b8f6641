"""What a run leaves out is named with a reason, and what it costs is shown."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from _pytest.assertion import rewrite
from _setup.tests import NEEDS, _workers
from django.apps import apps

from tests import budget, daily, migrated, rewritten
from tests.second_database import CAN, CANNOT_DIFFER, can_differ

ROOT = Path(__file__).parents[2]
MARKERS = {
    re.split(r"[:(]", line)[0]
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"][
        "ini_options"
    ]["markers"]
}


@pytest.mark.parametrize("reasons", [CANNOT_DIFFER, CAN, daily.LEFT_OUT], ids=len)
def test_every_name_of_what_a_run_leaves_out_is_a_marker_or_has_tests(reasons):
    unknown = [name for name in reasons if name not in MARKERS and not [*ROOT.glob(name)]]

    assert unknown == []
    assert [name for name, why in reasons.items() if len(why) < 20] == []


def test_daily_work_starts_no_program_that_has_to_be_installed():
    assert {need.marker for need in NEEDS} - daily.LEFT_OUT.keys() == set()


@pytest.mark.parametrize(
    ("path", "markers", "case", "expected"),
    [
        ("tests/deliberation/test_rounds.py", {"django_db"}, 0, True),
        ("tests/deliberation/test_rounds.py", {"django_db"}, 1, True),
        ("tests/deliberation/test_rounds.py", {"django_db"}, 2, False),
        ("tests/deliberation/test_rounds.py", {"django_db", "long"}, 0, False),
        ("tests/access/test_pages.py", {"django_db"}, 0, False),
        ("tests/accounts/test_gate.py", {"django_db"}, 0, False),
        ("tests/accounts/test_gate.py_too", set(), 0, True),
        ("tests/deliberation/test_ballot_races.py", {"django_db"}, 0, False),
        ("tests/accessible/test_pages.py", set(), 0, True),
    ],
)
def test_daily_work_asks_what_is_not_left_out(path, markers, case, expected):
    assert daily.asks(path, markers, case) == expected


@pytest.mark.parametrize(
    ("path", "markers", "expected"),
    [
        ("tests/deliberation/test_rounds.py", set(), True),
        ("tests/e2e/test_in_motion.py", {"browser"}, False),
        ("tests/e2e/test_the_evening.py", {"browser", "pdf"}, True),
        ("tests/faults/test_redis.py", {"faults", "redis"}, True),
        ("tests/architecture/test_files.py", set(), False),
        ("tests/access/test_forged_posts.py", set(), False),
        ("tests/access/test_pages.py", set(), True),
        ("tests/architecture_of_rows/test_rows.py", set(), True),
    ],
)
def test_what_can_differ_is_asked_again(path, markers, expected):
    assert can_differ(path, markers) == expected


def test_no_test_that_knows_its_database_is_left_out_on_the_second():
    knowing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"connection\.vendor|IAG_DATABASE_URL|select_for_update", path.read_text())
        and path != Path(__file__)
    ]

    assert knowing != []
    assert [path for path in knowing if not can_differ(path, set())] == []


@pytest.mark.parametrize(
    ("cores", "waits", "expected"), [(1, True, 1), (2, True, 3), (2, False, 2), (4, True, 6)]
)
def test_a_run_that_waits_for_other_programs_has_more_workers_than_cores(cores, waits, expected):
    assert _workers(cores, waits=waits) == expected


@pytest.mark.parametrize(
    ("path", "markers", "expected"),
    [
        ("tests/e2e/test_keyboard_only.py", {"browser", "long"}, True),
        ("tests/faults/test_redis.py", {"faults", "redis"}, True),
        ("tests/setup/test_operations.py", set(), True),
        ("tests/access/test_pages.py", {"django_db"}, False),
    ],
)
def test_what_takes_long_begins_early(path, markers, expected):
    assert budget.begins_early(path, markers) == expected


def test_a_changed_migration_makes_another_database_and_nothing_else_does(tmp_path, monkeypatch):
    app = tmp_path / "accounts"
    (app / "migrations").mkdir(parents=True)
    files = {
        app / "migrations" / "0001_initial.py": "from accounts.letters import PLAIN",
        app / "letters.py": "PLAIN = 1",
        app / "views.py": "",
        tmp_path / "requirements.txt": "django==5.2",
    }
    for file, text in files.items():
        file.write_text(text)
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    before = migrated.made_from()

    changes = {}
    for file, text in files.items():
        file.write_text(f"{text}  # changed")
        changes[file.name] = migrated.made_from() != before
        file.write_text(text)

    assert changes == {
        "0001_initial.py": True,
        "letters.py": True,
        "views.py": False,
        "requirements.txt": True,
    }


def test_the_migrations_of_every_app_of_ours_make_it():
    """Some apps have a module apps.py and some have none."""
    paths = [Path(app.path) for app in apps.get_app_configs()]
    ours = [path for path in paths if "site-packages" not in path.parts]
    theirs = {file for path in ours for file in path.glob("migrations/0*.py")}
    made_of = {file for file in migrated.sources() if file.parent.name == "migrations"}

    assert {file for file in made_of if file.name.startswith("0")} == theirs
    assert len({file.parent for file in theirs}) > 5


def test_each_file_of_tests_is_in_the_share_of_one_worker():
    shares = [rewritten.share(number, 3) for number in range(3)]
    collected = sorted((ROOT / "tests").rglob("test_*.py"))

    assert sorted(file for files in shares for file in files) == collected
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_what_is_made_of_assertions_is_what_pytest_looks_for(tmp_path, pytestconfig):
    file = tmp_path / "test_sum.py"
    file.write_text("def test_sum():\n    assert 1 + 1 == 2\n")

    rewritten.make(file, pytestconfig)
    code = rewrite._read_pyc(file, rewritten.made_of(file))

    assert code is not None
    assert "@pytest_ar" in code.co_names


def test_the_seconds_of_a_run_are_shown_by_folder_and_long_tests_by_name():
    parts = [
        ("tests/e2e/test_a.py::test_b", "setup", 4.0, {}),
        ("tests/e2e/test_a.py::test_b", "call", 6.0, {}),
        ("tests/meetings/slides/test_c.py::test_d", "call", 9.0, {"long": 1}),
        ("tests/meetings/test_e.py::test_f[a::b]", "call", 1.0, {}),
        ("tests/meetings/test_e.py::test_f[c]", "setup", 20.0, {}),
    ]
    reports = [SimpleNamespace(nodeid=n, when=w, duration=d, keywords=k) for n, w, d, k in parts]

    assert list(budget.lines(reports)) == [
        "   30.0 s   75%  tests/meetings",
        "   10.0 s   25%  tests/e2e",
        "    6.0 s  without a reason: tests/e2e/test_a.py::test_b",
    ]
