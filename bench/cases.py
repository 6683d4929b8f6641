"""What is measured beside what: pages."""

import statistics

from bench import pages
from bench.figures import Figure, Result, beside
from bench.servers import Server, floor, portal, running

OURS, FLOOR = "ours", "floor"
APPLICATIONS = {OURS: "asgi:application", FLOOR: "bench.floor.asgi:application"}
GROWTH = 10
_filled = {}


def filled(folder, name, scale, fill=portal):
    """Environment and facts of the portal or floor ``name``; filled at the first call."""
    if name not in _filled:
        (folder / name).mkdir()
        _filled[name] = fill(folder / name, scale)
    return _filled[name]


def serve(folder, options, applications=None):
    """One server for each application (name -> dotted path), on a filled portal or floor."""
    servers = {}
    for name, application in (applications or APPLICATIONS).items():
        bare = application.startswith("bench.floor")
        kind = (FLOOR, options.scale, floor) if bare else ("portal", options.scale)
        servers[name] = Server(name, application, *filled(folder, *kind))
    return servers


def median(readings):
    return type(readings[0])(*(statistics.median(column) for column in zip(*readings, strict=True)))


def table(title, rows):
    """Rows of ``name: Reading``, each beside the last one."""
    base = list(rows.values())[-1]
    lines = [f"### {title}", "", "| | CPU ms | ratio | p50 ms | ratio | p99 ms | ratio | KB |"]
    lines.append("|---|" + "---|" * 7)
    for name, reading in rows.items():
        figures = [
            f"{value:.1f} | {value / least:.2f}"
            for value, least in zip(reading[:3], base[:3], strict=True)
        ]
        lines.append(f"| {name} | {' | '.join(figures)} | {reading.size / 1000:.1f} |")
    return [*lines, ""]


def in_turns(servers, asked, options):
    """Each server in turn, each round. ``asked``: name of a server -> :class:`pages.Asked`."""
    readings = {name: [] for name in asked}
    for name, page in asked.items():
        pages.warm(servers[name], page)
    for _ in range(options.rounds):
        for name, page in asked.items():
            readings[name].append(pages.measure(servers[name], page))
    return {name: median(each) for name, each in readings.items()}


def compare(title, servers, wanted, options):
    """Lines, and the readings of each page. ``wanted``: page -> name of a server -> Asked.

    A peer is measured where it has a page of that name.
    """
    lines, readings = [], {}
    with running(list(servers.values())):
        every = servers | options.peers
        for page, asked in wanted.items():
            theirs = {
                name: peer.pages[page] for name, peer in options.peers.items() if page in peer.pages
            }
            number = asked[OURS].number if OURS in asked else 0
            beside_it = {name: pages.Asked(path, number) for name, path in theirs.items()}
            ours = {name: page_asked for name, page_asked in asked.items() if name != FLOOR}
            last = {name: page_asked for name, page_asked in asked.items() if name == FLOOR}
            readings[page] = in_turns(every, ours | beside_it | last, options)
            lines += table(f"{title}: {page}", readings[page])
    return lines, readings


def threads(folder, options):
    """W1: a topic with 20 and with 200 posts, of which our page shows the newest 100."""
    servers = serve(folder, options)
    mine, bare = servers[OURS].facts, servers[FLOOR].facts
    wanted = {
        f"{number} posts": {
            OURS: pages.Asked(f"/topics/{mine[key]}/members/", requests),
            FLOOR: pages.Asked(f"/topics/{bare[key]}/", requests),
        }
        for key, number, requests in (("short", 20, 40), ("long", 200, 16))
    }
    lines, readings = compare("W1 a topic", servers, wanted, options)
    short = readings["20 posts"]
    return Result(
        lines,
        [
            beside("W1a topic of 20 posts, CPU", "cpu", short),
            Figure("W1a topic of 20 posts, raw HTML", short[OURS].size / 1000, "KB", {}),
            beside("W1b topic of 200 posts (a page shows 100), CPU", "cpu", readings["200 posts"]),
        ],
    )


def lists(folder, options):
    """W3: what somebody opens first."""
    servers = serve(folder, options)
    wanted = {
        "home": {OURS: pages.Asked("/", 40), FLOOR: pages.Asked("/topics/", 40)},
        "list of topics": {OURS: pages.Asked("/topics/", 40), FLOOR: pages.Asked("/topics/", 40)},
    }
    lines, readings = compare("W3", servers, wanted, options)
    return Result(lines, [beside(f"W3 {page}, CPU", "cpu", readings[page]) for page in wanted])


def search(folder, options):
    """W5: a word of few posts, and a word of many."""
    servers = serve(folder, options, {OURS: APPLICATIONS[OURS]})
    words = {"rare": servers[OURS].facts["rare"], "common": servers[OURS].facts["common"]}
    wanted = {f"search, {kind}": {OURS: looked_for(word, 30)} for kind, word in words.items()}
    lines, readings = compare("W5", servers, wanted, options)
    return Result(
        lines,
        [beside(f"W5 {page} word, CPU", "cpu", readings[page]) for page in wanted],
    )


def looked_for(word, number):
    return pages.Asked("/search/", number, f"words={word}")


def growth(folder, options):
    """Ten times the topics, posts and groups, of which one person sees what they saw before."""
    small = Server(FLOOR, APPLICATIONS[OURS], *filled(folder, "small", options.scale / GROWTH))
    big = Server(OURS, APPLICATIONS[OURS], *filled(folder, "portal", options.scale))
    servers = {OURS: big, FLOOR: small}
    asked = {name: grown(server.facts) for name, server in servers.items()}
    wanted = {page: {name: each[page] for name, each in asked.items()} for page in asked[OURS]}
    lines, readings = compare(f"Growth, {GROWTH} times as much", servers, wanted, options)
    return Result(lines, [beside(f"Growth: {page}", "cpu", readings[page]) for page in wanted])


def grown(facts):
    """What somebody asks for every day, by its name."""
    return {
        "home": pages.Asked("/", 40),
        "list of topics": pages.Asked("/topics/", 40),
        "topic of 20 posts": pages.Asked(f"/topics/{facts['short']}/members/", 40),
        "live meeting": pages.Asked(f"/meetings/{facts['meeting']}/live/", 40),
        "search": looked_for(facts["rare"], 30),
    }


def hops(folder, options):
    """Decision 0013: our pages in one thread hop and in Django's many."""
    servers = serve(folder, options, {"one hop": "bench.hops:one", "many hops": "bench.hops:many"})
    facts = servers["one hop"].facts
    wanted = {
        "a topic of 20 posts": pages.Asked(f"/topics/{facts['short']}/members/", 40),
        "a topic of 200 posts": pages.Asked(f"/topics/{facts['long']}/members/", 16),
        "a live meeting": pages.Asked(f"/meetings/{facts['meeting']}/live/", 30),
        "help": pages.Asked("/help/", 60),
    }
    asked = {page: dict.fromkeys(servers, page_asked) for page, page_asked in wanted.items()}
    return Result(compare("0013", servers, asked, options)[0], [])
