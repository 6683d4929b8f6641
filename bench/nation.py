"""Pages of a nation, at a hundredth, a tenth and the whole of it."""

import json
import math
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import cases, pages, stores
from bench.figures import Result
from bench.servers import Server, prepared, run, running

SIZES = {"1/100": 0.01, "1/10": 0.1, "1": 1.0}
SMALLEST, WHOLE = "1/100", "1"
MEMBERS, ORGANISERS, READERS = (0, 1), (2, 3), (4, 5)  # places among the sessions of its facts


class Growth(NamedTuple):
    """One page at each size.

    :ivar cpu: milliseconds, by size.
    :ivar most: how many times the smallest the whole may take: the logarithm of posts of both.
    """

    page: str
    cpu: dict[str, float]
    most: float

    @property
    def times(self):
        return self.cpu[WHOLE] / self.cpu[SMALLEST]

    @property
    def verdict(self):
        return "met" if self.times <= self.most else "missed"


def nation(folder, options):
    """A page costs no more, as the nation grows, than the logarithm of its posts."""
    folder = Path(options.kept or folder)
    servers = {
        size: Server(size, cases.APPLICATIONS[cases.OURS], *filled(folder, options.scale * part))
        for size, part in SIZES.items()
    }
    asked = {size: asked_of(server.facts) for size, server in servers.items()}
    readings = {}
    with running(list(servers.values())):
        for page in asked[WHOLE]:
            readings[page] = cases.in_turns(
                servers, {size: each[page] for size, each in asked.items()}, options
            )
    posts = {size: server.facts["posts"] for size, server in servers.items()}
    most = math.log(posts[WHOLE]) / math.log(posts[SMALLEST])
    grown = [
        Growth(page, {size: reading.cpu for size, reading in sizes.items()}, most)
        for page, sizes in readings.items()
    ]
    lines = [line for page in readings for line in cases.table(f"Nation: {page}", readings[page])]
    return Result(lines, [], table(grown, posts))


def filled(folder, scale):
    """Environment and facts of a portal with a nation of this scale: filled, if it is not there."""
    place = folder / f"nation-{scale:g}"
    notes = place / "facts.json"
    if not notes.exists():
        env = copied(folder, place)
        facts = run(["-m", "bench.fill_nation", "fill", str(scale)], env)
        notes.write_text(json.dumps([env, facts]))
    env, facts = json.loads(notes.read_text())
    people = map(str, facts["people"])
    return env, facts | {"sessions": run(["-m", "bench.fill_nation", "sign-in", *people], env)}


def copied(folder, place):
    """A portal without anybody at ``place``: its database is migrated once for all sizes."""
    empty, env = an_empty_one(folder)
    shutil.copytree(empty, place)
    return env | {"IAG_DATA": str(place), **stores.own("IAG", place.name, like=empty.name)}


@cache
def an_empty_one(folder):
    empty = folder / "nation-empty"
    empty.mkdir(parents=True)
    return empty, prepared(empty)


def asked_of(facts):
    """What members, those who organise the network, and its readers open."""
    topic, put = facts["short"], f"/network/topics/{facts['national']}/"
    return {
        "W1 topic of 20 posts": pages.Asked(f"/topics/{topic}/members/", 40, people=MEMBERS),
        "W3 home": pages.Asked("/", 40, people=MEMBERS),
        "W3 list of topics": pages.Asked("/topics/", 40, people=MEMBERS),
        "W5 search, rare word": looked_for(facts["rare"], MEMBERS),
        "W5 search, common word": looked_for(facts["common"], MEMBERS),
        "W5 search, a reader": looked_for("cameras", READERS),
        "live meeting of 50": pages.Asked(
            f"/meetings/{facts['meeting']}/live/", 30, people=MEMBERS
        ),
        "dashboard, the network": pages.Asked(put, 30, people=ORGANISERS),
        "dashboard, a reader": pages.Asked(put, 30, people=READERS),
        "118 messages, a reader": pages.Asked(f"{put}messages/", 10, people=READERS),
    }


def looked_for(word, people):
    return pages.Asked("/search/", 10, f"words={word}", people)


def table(grown, posts):
    """Markdown: each page at each size, and whether it grew by no more than the logarithm."""
    sizes = [f"{size} ({number:,} posts)" for size, number in posts.items()]
    head = ["", *(f"{size}, CPU ms" for size in sizes), "÷ 1/100", "at the most", ""]
    rows = [head, ["---"] * len(head)]
    for row in grown:
        cpu = (f"{value:.1f}" for value in row.cpu.values())
        rows.append([row.page, *cpu, f"{row.times:.2f}", f"{row.most:.2f}", row.verdict])
    return [f"| {' | '.join(row)} |" for row in rows]
