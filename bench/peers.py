"""Other programs that are running already, measured in the same rounds: ``--peers peers.toml``.

::

    [spirit]
    port = 8901
    pid = 4242                 # the root of its tree of processes
    stores = [4300, 4301]      # its PostgreSQL and Redis, whose time is its time too
    cookies = ["sessionid=…", "sessionid=…"]   # of two people who are signed in
    [spirit.pages]
    "20 posts" = "/topic/2/"
    "home" = "/"
"""

import tomllib
from pathlib import Path

from bench.processes import cpu_of, pss_of, tree


class Peer:
    """A program of somebody else's: where it is, and what it costs."""

    def __init__(self, name, facts):
        self.name, self.port = name, int(facts["port"])
        self.pages = facts["pages"]
        self._roots = [int(facts["pid"]), *map(int, facts.get("stores", []))]
        self._cookies = facts["cookies"]

    def headers(self, person=0):
        return {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": self._cookies[person % len(self._cookies)],
        }

    def cpu(self):
        """Seconds of processor that it and its stores have used."""
        return sum(cpu_of(pid) for root in self._roots for pid in tree(root))

    def memory(self):
        """MB, shared pages divided among their users (PSS)."""
        return sum(pss_of(pid) for pid in tree(self._roots[0])) / 1024


def read(path):
    """The peers of a file, by name; none without a file."""
    if not path:
        return {}
    peers = tomllib.loads(Path(path).read_text())
    return {name: Peer(name, facts) for name, facts in peers.items()}
