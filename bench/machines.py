"""What is measured beside what: sockets, weight, start and documents."""

import asyncio
import statistics

from bench import live, pages
from bench.cases import APPLICATIONS, FLOOR, OURS, median, serve, table
from bench.figures import Figure, Result, beside
from bench.live import Channel
from bench.servers import run, running

STORMS = 3
CROWD = 1000


def hands(folder, options):
    """W4: a hand goes up or down in a meeting, until the last of 50 sockets knows."""
    applications = {
        OURS: APPLICATIONS[OURS],
        "raw bytes": APPLICATIONS[FLOOR],
        FLOOR: APPLICATIONS[FLOOR],  # a room: a row, a layer, one subscription
    }
    servers = serve(folder, options, applications)
    meeting = servers[OURS].facts["meeting"]
    page = f"/meetings/{meeting}/live/"
    channels = {
        OURS: Channel(f"/stream/meeting.{meeting}/", (f"{page}hand/", f"{page}hand/lower/")),
        "raw bytes": Channel("/raw", ("/raw",)),
        FLOOR: Channel("/room", ("/action/",)),
    }
    readings = {name: [] for name in channels}
    for name in (FLOOR, "raw bytes"):
        servers[name].env["FLOOR_BYTES"] = "800"  # what ours sends for a hand
    with running(list(servers.values())):
        html = pages.warm(servers[OURS], pages.Asked(page, 1)).decode()
        steps = {**dict.fromkeys(channels, 0), OURS: int(html.split('data-seq="')[1].split('"')[0])}
        for _ in range(options.rounds):
            for name, channel in channels.items():
                reading, steps[name] = asyncio.run(
                    live.events(servers[name], channel, steps[name], 20)
                )
                readings[name].append(reading)
    medians = {name: median(each) for name, each in readings.items()}
    del readings["raw bytes"]
    room = {name: medians[name] for name in readings}
    return Result(
        table("W4 a hand, to 50 sockets", medians),
        [
            beside("W4a hand to 50 sockets, CPU", "cpu", room),
            beside("W4a hand to 50 sockets, p50", "p50", room),
        ],
    )


def talk(folder, options):
    """W2: a post is written in a topic of 20, until the last of 50 sockets has it."""
    servers = serve(folder, options)
    page = f"/topics/{servers[OURS].facts['spoken']}/members/"
    stream = f"/stream/topic.{servers[OURS].facts['spoken']}.members/"
    channels = {
        OURS: Channel(stream, (f"{page}posts/",), "body=The+door+is+closed+again%2C+number+{}"),
        FLOOR: Channel("/room", ("/action/",)),
    }
    readings = {name: [] for name in channels}
    servers[FLOOR].env["FLOOR_BYTES"] = "60000"  # what ours sends for a topic of 20 posts
    with running(list(servers.values())):
        html = pages.warm(servers[OURS], pages.Asked(page, 1)).decode()
        steps = {FLOOR: 0, OURS: int(html.split('data-seq="')[1].split('"')[0])}
        for _ in range(options.rounds):
            for name, channel in channels.items():
                reading, steps[name] = asyncio.run(
                    live.events(servers[name], channel, steps[name], 10)
                )
                readings[name].append(reading)
    medians = {name: median(each) for name, each in readings.items()}
    return Result(
        table("W2 a post, to 50 sockets", medians),
        [
            beside("W2 post to 50 sockets, CPU", "cpu", medians),
            beside("W2 post to 50 sockets, p50", "p50", medians),
            beside("W2 post to 50 sockets, p99", "p99", medians),
        ],
    )


def storm(folder, options):
    """W4d, W4e: a thousand connections at once in one process."""
    server = serve(folder, options, {OURS: APPLICATIONS[OURS]})[OURS]
    channel = Channel(f"/stream/meeting.{server.facts['meeting']}/", ())
    lines = ["### W4d a storm of connections in one process", ""]
    lines += [
        "| storm | connected | seconds | CPU ms each | KB each | process MB |",
        "|---|" + "---|" * 5,
    ]
    storms, memory = [], []
    with running([server]):
        pages.warm(server, pages.Asked(f"/meetings/{server.facts['meeting']}/live/", 1))
        for count in range(1, STORMS + 1):
            reading = asyncio.run(live.storm(server, channel, CROWD))
            storms.append(reading)
            memory.append(server.memory())
            lines.append(
                f"| {count} | {reading.connected:.0f} of {CROWD} | {reading.seconds:.1f}"
                f" | {reading.cpu:.1f} | {reading.kilobytes:.0f} | {memory[-1]:.0f} |"
            )
    return Result(
        [*lines, ""],
        [
            Figure("W4d storm of 1,000, CPU each", max(each.cpu for each in storms), "ms", {}),
            Figure(
                "W4d storm of 1,000, until all have their page",
                max(each.seconds for each in storms), "s", {},
            ),
            Figure("W4e memory a socket", storms[0].kilobytes, "KB", {}),
            Figure("W4e memory of the process", memory[0], "MB", {}),
        ],
    )  # fmt: skip


def weight(folder, options):
    """W1c, W8: what a first visit loads."""
    server = serve(folder, options, {OURS: APPLICATIONS[OURS]})[OURS]
    facts = server.facts
    lines = [
        "### W8 weight of a first visit, signed in",
        "",
        "| | requests | fonts | KB gzip | of it fonts | HTML KB gzip |",
        "|---|" + "---|" * 5,
    ]
    wanted = {
        "home": "/", "topic, 20 posts": f"/topics/{facts['short']}/members/",
        "topic, 200 posts": f"/topics/{facts['long']}/members/",
        "live meeting": f"/meetings/{facts['meeting']}/live/",
    }  # fmt: skip
    whole = {}
    with running([server]):
        for page, path in wanted.items():
            parts = pages.weight(server, path)
            own = {name: size for name, size in parts.items() if name.endswith(".woff2")}
            sums = [sum(parts.values()) / 1000, sum(own.values()) / 1000, parts[path] / 1000]
            whole[page] = sums[0] - sums[1] + english_fonts(own)
            shown = " | ".join(f"{size:.1f}" for size in sums)
            lines.append(f"| {page} | {len(parts) - len(own)} | {len(own)} | {shown} |")
    return Result(
        [*lines, ""],
        [
            Figure("W8 first visit to home", whole["home"], "KB", {}),
            Figure("W8 first visit to a topic", whole["topic, 20 posts"], "KB", {}),
        ],
    )


def english_fonts(fonts):
    """KB of those that a browser loads for English text: the others are for more letters."""
    return sum(size for name, size in fonts.items() if "-latin-ext-" not in name) / 1000


def start(folder, options):
    """W9: until the port answers."""
    servers = serve(folder, options)
    times = {name: [] for name in servers}
    for _ in range(options.rounds):
        for name, server in servers.items():
            times[name].append(server.start())
            server.stop()
    middle = {name: statistics.median(each) for name, each in times.items()}
    return ratios("Start, until the port answers", "W9 start", "s", middle, FLOOR)


def documents(folder, options):
    """W6: one edition as PDF."""
    env = serve(folder, options, {OURS: APPLICATIONS[OURS]})[OURS].env
    seconds = run(["-m", "bench.documents", str(options.rounds)], env)
    name = "W6 PDF/UA of 10 key messages"
    return ratios(name, name, "s", seconds, "bare WeasyPrint")


def ratios(title, name, unit, seconds, base):
    """A table of seconds beside those of ``base``, and our figure of it."""
    rows = [
        f"| {each} | {value:.3f} | {value / seconds[base]:.2f} |" for each, value in seconds.items()
    ]
    lines = [f"### {title}", "", "| | seconds | ratio |", "|---|---|---|", *rows, ""]
    return Result(
        lines, [Figure(name, seconds[OURS], unit, {FLOOR: seconds[OURS] / seconds[base]})]
    )
