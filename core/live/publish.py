"""Tell the web processes that something changed. It only makes them look sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

if TYPE_CHECKING:
    from collections.abc import Collection

PEOPLE = "people"  # the group every hub joins


def group_name(key: str) -> str:
    """Name of the channel-layer group of a stream."""
    return f"stream.{key}"


def publish(keys: Collection[str], people: Collection[int]) -> None:
    """Wake the hubs that watch ``keys`` or hold open pages of ``people``."""
    if layer := get_channel_layer():
        send = async_to_sync(layer.group_send)
        for key in keys:
            send(group_name(key), {"type": "stream.changed", "key": key})
        if people:
            send(PEOPLE, {"type": "access.changed", "people": sorted(people)})
