"""Measure: ``python -m bench pages live …``. See docs/performance.md."""

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import cases
from bench.servers import ROOT

PROGRAMS = ("Django", "channels", "daphne", "channels-redis", "WeasyPrint")


def main():
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("cases", nargs="*", choices=[*cases.CASES, []], default=list(cases.CASES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="of 500 topics and 20,000 posts")
    parser.add_argument("--record", action="store_true", help="add to bench/results/<date>.md")
    options = parser.parse_args()
    lines = [f"## {' '.join(options.cases)}", "", *circumstances(options), ""]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in options.cases:
            lines += cases.CASES[name](Path(folder), options)
    text = "\n".join(lines) + "\n"
    print(text)
    if options.record:
        target = ROOT / "bench" / "results" / f"{datetime.now(UTC):%Y-%m-%d}.md"
        target.parent.mkdir(exist_ok=True)
        with target.open("a") as out:
            out.write(text + "\n")


def circumstances(options):
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PROGRAMS)
    stores = [name for name in ("IAG_DATABASE_URL", "IAG_REDIS_URL") if os.environ.get(name)]
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return [
        f"- command: `python -m bench {' '.join(sys.argv[1:])}`",
        f"- when: {when}, load average {load}, {os.cpu_count()} cores",
        f"- Python {platform.python_version()}, {packages}",
        f"- stores: {'PostgreSQL and Redis' if stores else 'SQLite, in-memory layer'}",
        f"- {options.rounds} interleaved rounds, scale {options.scale}; medians of the rounds",
    ]


if __name__ == "__main__":
    main()
