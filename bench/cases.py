"""What is measured beside what, and the tables that come of it."""

import asyncio
import statistics

from bench import live, pages
from bench.live import Channel
from bench.servers import Server, floor, free_port, portal, run, running

OURS, FLOOR = "ours", "floor"
STORMS = 3
CROWD = 1000


def both(folder, options, applications):
    """One server for each application (name -> dotted path), on a filled portal or floor."""
    for name in ("portal", "floor"):
        (folder / name).mkdir(exist_ok=True)
    if not (folder / "portal" / "facts").exists():
        both.portal = portal(folder / "portal", options.scale)
        both.floor = floor(folder / "floor", options.scale)
        (folder / "portal" / "facts").touch()
    servers = {}
    for name, application in applications.items():
        bare = application.startswith("bench.floor")
        _, env, facts = both.floor if bare else both.portal
        port = free_port()
        servers[name] = Server(name, application, {**env}, facts, port)
        if not bare:
            servers[name].env["IAG_ORIGIN"] = servers[name].origin = f"http://localhost:{port}"
    return servers


def median(readings):
    return type(readings[0])(*(statistics.median(column) for column in zip(*readings, strict=True)))


def table(title, rows):
    """Rows of ``name: Reading``, each beside the last one, which is the floor."""
    base = list(rows.values())[-1]
    lines = [f"### {title}", "", "| | CPU ms | ratio | p50 ms | ratio | p99 ms | ratio | KB |"]
    lines.append("|---|" + "---|" * 7)
    for name, one in rows.items():
        figures = [
            f"{value:.1f} | {value / floor:.2f}"
            for value, floor in zip(one[:3], base[:3], strict=True)
        ]
        lines.append(f"| {name} | {' | '.join(figures)} | {one.size / 1000:.1f} |")
    return [*lines, ""]


def in_turns(title, servers, paths, options):
    """Each page, each round, each server in turn. ``paths``: page -> server -> (path, requests)."""
    lines = []
    with running(list(servers.values())):
        for page, own in paths.items():
            readings = {name: [] for name in own}
            for name, (path, _) in own.items():
                pages.warm(servers[name], path)
            for _ in range(options.rounds):
                for name, (path, number) in own.items():
                    readings[name].append(pages.measure(servers[name], path, number))
            lines += table(f"{title}: {page}", {n: median(r) for n, r in readings.items()})
    return lines


def threads(folder, options):
    """W1: a topic with 20 and with 200 posts."""
    servers = both(
        folder, options, {OURS: "asgi:application", FLOOR: "bench.floor.asgi:application"}
    )
    mine, bare = servers[OURS].facts, servers[FLOOR].facts
    paths = {
        f"{number} posts": {
            OURS: (f"/topics/{mine[key]}/members/", requests),
            FLOOR: (f"/topics/{bare[key]}/", requests),
        }
        for key, number, requests in (("short", 20, 40), ("long", 200, 16))
    }
    return in_turns("W1 a topic", servers, paths, options)


def hops(folder, options):
    """Decision 0013: our pages in one thread hop and in Django's many."""
    servers = both(folder, options, {"one hop": "bench.hops:one", "many hops": "bench.hops:many"})
    facts = servers["one hop"].facts
    wanted = {
        "a topic of 20 posts": (f"/topics/{facts['short']}/members/", 40),
        "a topic of 200 posts": (f"/topics/{facts['long']}/members/", 16),
        "a live meeting": (f"/meetings/{facts['meeting']}/live/", 30),
        "help": ("/help/", 60),
    }
    paths = {page: dict.fromkeys(servers, one) for page, one in wanted.items()}
    return in_turns("0013", servers, paths, options)


def hands(folder, options):
    """W4: a hand goes up or down in a meeting, until the last of 50 sockets knows."""
    applications = {
        OURS: "asgi:application",
        "room floor": "bench.floor.asgi:application",
        "raw bytes": "bench.floor.asgi:application",
    }
    servers = both(folder, options, applications)
    meeting = servers[OURS].facts["meeting"]
    page = f"/meetings/{meeting}/live/"
    channels = {
        OURS: Channel(f"/stream/meeting.{meeting}/", (f"{page}hand/", f"{page}hand/lower/")),
        "room floor": Channel("/room", ("/action/",)),
        "raw bytes": Channel("/raw", ("/raw",)),
    }
    readings = {name: [] for name in channels}
    for name in ("room floor", "raw bytes"):
        servers[name].env["FLOOR_BYTES"] = "800"  # what ours sends for a hand
    with running(list(servers.values())):
        html = pages.warm(servers[OURS], page).decode()
        steps = {**dict.fromkeys(channels, 0), OURS: int(html.split('data-seq="')[1].split('"')[0])}
        for _ in range(options.rounds):
            for name, channel in channels.items():
                one, steps[name] = asyncio.run(live.events(servers[name], channel, steps[name], 20))
                readings[name].append(one)
    return table("W4 a hand, to 50 sockets", {n: median(r) for n, r in readings.items()})


def storm(folder, options):
    """W4d, W4e: a thousand connections at once in one process."""
    server = both(folder, options, {OURS: "asgi:application"})[OURS]
    channel = Channel(f"/stream/meeting.{server.facts['meeting']}/", ())
    lines = ["### W4d a storm of connections in one process", ""]
    lines += [
        "| storm | connected | seconds | CPU ms each | KB each | process MB |",
        "|---|" + "---|" * 5,
    ]
    with running([server]):
        pages.warm(server, f"/meetings/{server.facts['meeting']}/live/")
        for count in range(1, STORMS + 1):
            one = asyncio.run(live.storm(server, channel, CROWD))
            lines.append(
                f"| {count} | {one.connected:.0f} of {CROWD} | {one.seconds:.1f} | {one.cpu:.1f}"
                f" | {one.kilobytes:.0f} | {server.memory():.0f} |"
            )
    return [*lines, ""]


def weight(folder, options):
    """W1c, W8: what a first visit loads."""
    server = both(folder, options, {OURS: "asgi:application"})[OURS]
    facts = server.facts
    lines = [
        "### W8 weight of a first visit, signed in",
        "",
        "| | requests | fonts | KB gzip | of it fonts | HTML KB gzip |",
    ]
    lines.append("|---|" + "---|" * 5)
    wanted = {
        "home": "/", "topic, 20 posts": f"/topics/{facts['short']}/members/",
        "topic, 200 posts": f"/topics/{facts['long']}/members/",
        "live meeting": f"/meetings/{facts['meeting']}/live/",
    }  # fmt: skip
    with running([server]):
        for page, path in wanted.items():
            parts = pages.weight(server, path)
            own = {name: size for name, size in parts.items() if name.endswith(".woff2")}
            sums = [sum(parts.values()) / 1000, sum(own.values()) / 1000, parts[path] / 1000]
            told = " | ".join(f"{one:.1f}" for one in sums)
            lines.append(f"| {page} | {len(parts) - len(own)} | {len(own)} | {told} |")
    return [*lines, ""]


def start(folder, options):
    """Until the port answers."""
    servers = both(
        folder, options, {OURS: "asgi:application", FLOOR: "bench.floor.asgi:application"}
    )
    times = {name: [] for name in servers}
    for _ in range(options.rounds):
        for name, server in servers.items():
            times[name].append(server.start())
            server.stop()
    middle = {name: statistics.median(each) for name, each in times.items()}
    told = [f"| {name} | {one:.2f} | {one / middle[FLOOR]:.2f} |" for name, one in middle.items()]
    return [
        "### Start, until the port answers",
        "",
        "| | seconds | ratio |",
        "|---|---|---|",
        *told,
        "",
    ]


def documents(folder, options):
    """W6: one edition as PDF."""
    env = both(folder, options, {OURS: "asgi:application"})[OURS].env
    found = run(["-m", "bench.documents", str(options.rounds)], env)
    base = found["bare WeasyPrint"]
    told = [f"| {name} | {one:.3f} | {one / base:.2f} |" for name, one in found.items()]
    return [
        "### W6 PDF/UA of 10 key messages",
        "",
        "| | seconds | ratio |",
        "|---|---|---|",
        *told,
        "",
    ]


CASES = {
    "threads": threads, "hops": hops, "hands": hands, "storm": storm, "weight": weight,
    "start": start, "documents": documents,
}  # fmt: skip
