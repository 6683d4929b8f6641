"""The sites at which webcasts are watched."""

from __future__ import annotations

OF_THE_STORY = "conference.example +player.conference.example"  # of the demo; nobody has them


def webcast_hosts(words: str) -> dict[str, bool]:
    """Hosts by name, and whether each may be shown inside a page of ours: those with a ``+``.

    :param words: such as ``"www.parliament.example +player.example"``.
    """
    hosts = words.lower().split()
    return {host.removeprefix("+"): host.startswith("+") for host in hosts}
