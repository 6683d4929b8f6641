"""What processes cost, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(root):
    """Process ids of ``root`` and all below it."""
    children = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (stat := stat_of(int(folder.name))):
            children.setdefault(int(stat[1]), []).append(int(folder.name))
    wanted, pids = [root], []
    while wanted:
        pids.append(wanted.pop())
        wanted += children.get(pids[-1], [])
    return pids


def stat_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_of(pid):
    stat = stat_of(pid)
    return (int(stat[11]) + int(stat[12])) / TICK if stat else 0.0


def pss_of(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
