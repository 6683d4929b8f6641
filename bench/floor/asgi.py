"""The floor's pages, and two floors of a live page: bytes alone, and a room with a row and a layer.

``/raw``: a post sends the text to every socket. ``/room``: a post to ``/action/`` writes a row,
commits, publishes; one subscription for the process hands the same text to every socket.
"""

import asyncio
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.floor.settings")

from channels.layers import get_channel_layer
from django.core.asgi import get_asgi_application

pages = get_asgi_application()
TEXT = "x" * int(os.environ.get("FLOOR_BYTES", "2000"))
sockets = {"/raw": set(), "/room": set()}
tasks = set()
count = 0


def frame(seq):
    return {"type": "websocket.send", "text": f'{{"seq": {seq}, "regions": "{TEXT}"}}'}


async def tell(path, seq):
    message = frame(seq)
    for send in list(sockets[path]):
        await send(message)


async def pump():
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add("actions", channel)
    while True:
        await tell("/room", (await layer.receive(channel))["seq"])


async def socket(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    if scope["path"] == "/room" and not tasks:
        tasks.add(asyncio.create_task(pump()))
    sockets[scope["path"]].add(send)
    while (await receive())["type"] != "websocket.disconnect":
        pass
    sockets[scope["path"]].discard(send)


async def application(scope, receive, send):
    global count  # noqa: PLW0603
    if scope["type"] == "websocket":
        await socket(scope, receive, send)
    elif scope["path"] == "/raw":
        count += 1
        await tell("/raw", count)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})
    else:
        await pages(scope, receive, send)
