"""Measure: ``python -m bench threads hands …``. See docs/performance.md."""

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import cases, crowd, machines, nation, peers, stores
from bench.figures import table, write_down
from bench.servers import ROOT

PROGRAMS = ("Django", "channels", "daphne", "channels-redis", "WeasyPrint")
CASES = {
    case.__name__: case
    for case in (
        cases.threads, cases.lists, cases.search, cases.growth, machines.talk, machines.hands,
        machines.storm, crowd.crowd,
        machines.weight, machines.start, machines.documents, cases.hops,
        nation.nation,
    )
}  # fmt: skip
APART = ("hops", "crowd", "nation")  # they have no row in the tables of every day
DAILY = [name for name in CASES if name not in APART]  # what a record of a day has


def main():
    options = parser().parse_args()
    if options.kept and options.postgresql:
        raise SystemExit("What PostgreSQL holds goes with it: --kept is for SQLite.")
    options.peers = peers.read(options.peers)
    lines, figures, own_tables = [], [], {}
    with (
        stores.started(postgresql=options.postgresql) as kind,
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
    ):
        notes = circumstances(options, kind)
        for name in options.cases or DAILY:
            result = CASES[name](Path(folder), options)
            lines += result.lines
            figures += result.figures
            if result.table:
                own_tables[f"{name}, {kind}"] = result.table
                lines += result.table
    text = "\n".join([f"## {' '.join(options.cases or DAILY)}", "", *notes, "", *lines]) + "\n"
    print(text)
    if options.record:
        record(text)
        if figures:
            own_tables[kind] = table(figures)
        for place, its_lines in own_tables.items():
            write_down(place, notes, its_lines)


def parser():
    made = argparse.ArgumentParser(prog="python -m bench")
    made.add_argument("cases", nargs="*", choices=[*CASES, []], default=[])
    made.add_argument("--rounds", type=int, default=5)
    made.add_argument("--scale", type=float, default=1.0, help="of 500 topics and 20,000 posts")
    made.add_argument(
        "--postgresql", action="store_true", help="on PostgreSQL with Redis, started for it"
    )
    made.add_argument("--kept", help="a folder in which nations on SQLite stay, for another run")
    made.add_argument("--peers", help="a file that names other programs: bench/peers.py")
    made.add_argument(
        "--record",
        action="store_true",
        help="add to bench/results/<date>.md, and write the table of docs/performance.md",
    )
    return made


def record(text):
    """Add the whole run to the results of the day."""
    target = ROOT / "bench" / "results" / f"{datetime.now(UTC):%Y-%m-%d}.md"
    with target.open("a") as out:
        out.write(text + "\n")


def circumstances(options, kind):
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PROGRAMS)
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return [
        f"- command: `python -m bench {' '.join(sys.argv[1:])}`",
        f"- when: {when}, load average {load}, {os.cpu_count()} cores",
        f"- Python {platform.python_version()}, {packages}",
        f"- stores: {kind}; peers: {', '.join(options.peers) or 'none'}",
        f"- {options.rounds} interleaved rounds, scale {options.scale}; medians of the rounds",
    ]


if __name__ == "__main__":
    main()
