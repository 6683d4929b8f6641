"""What pytest makes of the assertions of the tests, each worker a share, before all read it.

A fresh clone has none of it. Each worker collects every test, so that each made all of it: eleven
seconds of a processor for each, and there are three.
"""

import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

TESTS = Path(__file__).parent


def make_share(config: pytest.Config) -> None:
    """In a worker, make what is missing of its share. What is old is made anew by who reads it."""
    worker = getattr(config, "workerinput", None)
    if worker is None or sys.dont_write_bytecode:
        return
    for file in share(int(worker["workerid"].removeprefix("gw")), worker["workercount"]):
        if not made_of(file).exists():
            make(file, config)


def share(number: int, workers: int) -> list[Path]:
    """The files of the worker with this ``number``, which begins at nought."""
    return sorted(TESTS.rglob("test_*.py"))[number::workers]


def made_of(file: Path) -> Path:
    """Where pytest looks for what was made of ``file``."""
    return Path(rewrite.get_cache_dir(file), f"{file.stem}{rewrite.PYC_TAIL}")


def make(file: Path, config: pytest.Config) -> None:
    """Write it as pytest does when it finds none."""
    made_of(file).parent.mkdir(exist_ok=True)
    fingerprint, code = rewrite._rewrite_test(file, config)
    rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, fingerprint, made_of(file))
