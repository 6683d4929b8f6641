"""``python -m tests.faults``: people in a live meeting while one part after the other fails."""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from tests.faults.portal import ROOT

sys.path.append(str(ROOT / "script"))  # where the servers of the tests are
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import psycopg
from _setup import servers, system

from tests.e2e.line import Line
from tests.faults.chaos import HEAD, OF_A_FULL_DISK, Chaos, VideoHost
from tests.faults.many_meetings import evening
from tests.faults.portal import Portal, prepare, until
from tests.faults.redis_server import Redis

EVERYWHERE = [
    "nothing",
    "web killed three times",
    "worker killed three times",
    "a third of the line lost",
    "disk full",
    "clock two minutes ahead",
    "video host gone",
    "redis gone",
]
SECRET = "opens no room: nobody joins the video here"


class Cluster:
    """A PostgreSQL of our own, which can be pulled out and put in again."""

    def __init__(self, url):
        self.url = url
        [self._data] = until(self._ask)

    def _ask(self):
        """Where its data are; nothing while it is starting."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.url) as database:
            return database.execute("SHOW data_directory").fetchone()

    def restart(self):
        self._control("restart", "--mode=immediate", "--wait")

    def stop(self):
        self._control("stop", "--mode=immediate", "--wait")

    def _control(self, *words):
        program = str(system.postgresql() / "pg_ctl")
        folder = Path(self._data).parent
        servers._run_as(servers._unprivileged(), [program, "-D", self._data, *words], folder)


@contextmanager
def cluster_of_our_own():
    with servers._postgresql() as url:
        cluster = Cluster(url)
        try:
            yield cluster
        finally:
            cluster.stop()


async def run(portal, faults, options, **stores):
    with Line(portal.port) as line:
        chaos = await Chaos.begin(portal, line, options.people, options.watchers, **stores)
        try:
            print(HEAD, flush=True)
            for fault in faults:
                print((await chaos.run(fault)).row(), flush=True)
            jobs = portal.rows("SELECT state, count(*) FROM jobs_job GROUP BY state ORDER BY 1")
            print("Jobs: " + ", ".join(f"{number} {state}" for state, number in jobs))
        finally:
            await chaos.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30, help="who press, 30 at most (30)")
    parser.add_argument("--watchers", type=int, default=20, help="who look on (20)")
    parser.add_argument("--postgresql", action="store_true", help="on two servers of its own")
    parser.add_argument("--meetings", type=int, default=0, help="at once, by two web processes")
    parser.add_argument("--within", type=int, default=10, help="seconds until all is whole (10)")
    options = parser.parse_args()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="iag-chaos-")))
        redis, video = Redis(folder), VideoHost()
        cluster = stack.enter_context(cluster_of_our_own()) if options.postgresql else None
        data, url = folder / "data", cluster.url if cluster else ""
        data.mkdir()
        number = [str(options.meetings), str(options.people)] if options.meetings else []
        story = prepare(data, url, *number)
        portal = Portal(
            data, story[0] if number else story, database_url=url, IAG_REDIS_URL=redis.url,
            JITSI_DOMAIN=f"127.0.0.1:{video.port}", JITSI_ALG="HS256", JITSI_SECRET=SECRET,
            **OF_A_FULL_DISK,
        )  # fmt: skip
        redis.start()
        video.open()
        try:
            portal.start()
            if number:
                asyncio.run(evening(portal, story, options, partial(print, flush=True)))
                return
            faults = [*EVERYWHERE, *(["database restarted"] if cluster else [])]
            stores = {"redis": redis, "video": video, "cluster": cluster}
            asyncio.run(run(portal, faults, options, **stores))
        finally:
            portal.end()
            video.close()
            redis.kill()


if __name__ == "__main__":
    main()
