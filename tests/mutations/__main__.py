"""Apply weakenings one by one, each to a copy of the project, and see its test fail.

python -m tests.mutations              all of them
python -m tests.mutations --sample 8   eight, others with each commit
python -m tests.mutations --only glass those whose words hold "glass"
"""

from __future__ import annotations

import argparse
import queue
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutations.weakenings import ROOT, NoLongerFits, Weakening, read

AT_ONCE = 2
PASSED, FAILED = 0, 1  # what pytest answers; anything else is that it could not run


def main() -> int:
    """Say for each weakening whether its test noticed; 1 when one did not."""
    chosen = choose(options())
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(AT_ONCE):
            copies.put(copy(Path(folder) / str(number)))
        if pytest(Path(folder) / "0", *{weakening.test for weakening in chosen}) != PASSED:
            print("The tests have to pass before anything is weakened.")
            return 1
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(lambda weakening: try_one(weakening, copies), chosen))
    unnoticed = answers.count(False)
    print(f"{len(chosen)} weakenings, {len(chosen) - unnoticed} noticed by their tests.")
    return 1 if unnoticed else 0


def options() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many")
    parser.add_argument("--only", default="", metavar="WORDS", help="only those that say this")
    return parser.parse_args()


def choose(typed: argparse.Namespace) -> list[Weakening]:
    """Those that were asked for; a sample is another one with each commit, the same on each run."""
    matching = [weakening for weakening in read() if typed.only.lower() in weakening.says.lower()]
    if typed.sample is None or typed.sample >= len(matching):
        return matching
    commit = said("git", "rev-parse", "HEAD").strip()
    return random.Random(commit).sample(matching, typed.sample)


def copy(to: Path) -> Path:
    """The project as it is now, with what was built, at ``to``."""
    files = said("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    shutil.copytree(ROOT / "static" / "build", to / "static" / "build", dirs_exist_ok=True)
    return to


def try_one(weakening: Weakening, copies: queue.Queue[Path]) -> bool:
    """Whether the test of this weakening fails when it is applied."""
    root = copies.get()
    try:
        weakening.apply(root)
        answer = pytest(root, weakening.test)
        weakening.take_back(root)
    except NoLongerFits as error:
        print(f"  DOES NOT FIT  {error}", flush=True)
        return False
    finally:
        copies.put(root)
    words = {FAILED: "noticed", PASSED: "UNNOTICED"}.get(answer, f"COULD NOT RUN ({answer})")
    print(f"  {words:<10} {weakening.row:<4} {weakening.says}", flush=True)
    return answer == FAILED


def pytest(root: Path, *tests: str) -> int:
    """What pytest answers when it runs these tests in ``root``."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if run.returncode not in (PASSED, FAILED):
        print(run.stdout[-2000:], run.stderr[-2000:])
    return run.returncode


def said(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
