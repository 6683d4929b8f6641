"""What the programs stand on: files and memory, or a PostgreSQL and a Redis of the bench's own."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.processes import cpu_of, tree

SCRIPTS = Path(__file__).resolve().parent.parent / "script"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL with Redis"
PROGRAMS = ("postgres", "redis-server")
urls = {}  # IAG_DATABASE_URL and IAG_REDIS_URL of the stores that were started


@contextmanager
def started(*, postgresql):
    """Start the stores, and end them afterwards; give their name."""
    if not postgresql:
        yield SQLITE
        return
    sys.path.insert(0, str(SCRIPTS))
    from _setup import servers  # noqa: PLC0415 -- only where they are asked for

    with servers.started() as own:
        urls.update(own)
        yield POSTGRESQL


def own(prefix, name, like="template1"):
    """Variables that give one program a database of its own; none where it has a file.

    :param like: another database, which nobody uses now: it begins as a copy of that.
    """
    if not urls:
        return {}
    import psycopg  # noqa: PLC0415 -- only where there is a PostgreSQL

    whole = urls["IAG_DATABASE_URL"]
    with psycopg.connect(whole, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    database = urlsplit(whole)._replace(path=f"/{name}").geturl()
    return {f"{prefix}_DATABASE_URL": database, f"{prefix}_REDIS_URL": urls["IAG_REDIS_URL"]}


def cpu():
    """Seconds of processor that they have used."""
    return sum(map(cpu_of, (pid for root in _roots() for pid in tree(root)))) if urls else 0.0


def _roots():
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
    for pid in children.split():
        if Path(f"/proc/{pid}/comm").read_text().strip() in PROGRAMS:
            yield int(pid)
