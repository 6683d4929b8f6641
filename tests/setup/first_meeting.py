"""A first meeting at a portal that has just been installed, through its proxy and its worker."""

import asyncio
import json
import re
import subprocess
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

import websockets
from django.utils import timezone

from core.live.room import PULSE
from tests.e2e.visitor import PASSWORD, Visitor
from tests.setup.proxy import NAME

ORIGIN = f"https://{NAME}"
LINK = re.compile(rf"{ORIGIN}(/invitations/\S+)")
TRIES = 5  # at one account in five minutes


def held(place, services, proxy, link):
    """Everybody at their pages, by a short name; the address of the meeting, which is open."""
    seats = {"ada": Visitor(ORIGIN, proxy.way()).join(link)}
    ada = seats["ada"]
    ada.go("/administration/organisations/new/").send("Save", name="Harbour Police", kind="force")
    ada.go("/administration/groups/new/")
    police = {"organisation": ada.value("organisation", "Harbour"), "kind": "local"}
    ada.send("Save", name="Harbour District IAG", code="HAR", response_days="28", **police)
    ada.go("/administration/invite/")
    group = ada.value("group", "Harbour")
    marjorie = {"name": "Marjorie Penhale", "email": "marjorie@example.org", "role": "chair"}
    ada.send("Send the invitation", group=group, **marjorie)
    mail = services.until(lambda: _link(place.post.mails, "marjorie"))
    seats["marjorie"] = Visitor(ORIGIN, proxy.way()).join(mail)
    return seats, _called(seats["marjorie"]), [link, mail]


def _link(mails, short):
    """The link in the mail that the worker has sent to this person, once it is there."""
    for mail in mails:
        if mail["To"].startswith(f"{short}@") or f"<{short}@" in mail["To"]:
            parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
            return LINK.search(parts[0].get_payload(decode=True).decode())[1]
    return None


def _called(chair):
    soon = timezone.localtime() + timedelta(minutes=5)
    day = {"day_day": str(soon.day), "day_month": str(soon.month), "day_year": str(soon.year)}
    chair.go("/groups/1/meetings/new/")
    chair.send("Call the meeting", title="First", time=f"{soon:%H:%M}", agenda="Welcome", **day)
    meeting = chair.address
    chair.send("Open the meeting")
    return meeting


async def is_seen_by_every_process(place, services, proxy, chair, meeting):
    """What happens in one process is on the pages of all, and on a page whose line was cut."""
    live = f"{meeting}live/"
    (root,) = chair.go(live).page.xpath("//*[@data-stream]")
    key, step = root.get("data-stream"), int(root.get("data-seq"))
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in chair.cookies)

    def line():
        return websockets.connect(
            f"wss://{NAME}/stream/{key}/?after={step}", host="127.0.0.1", port=proxy.port,
            ssl=proxy.tls, origin=ORIGIN, additional_headers={"Cookie": cookie},
        )  # fmt: skip

    async with line() as first_line, line() as other:
        # The proxy gives each process one of the two.
        await asyncio.to_thread(
            services.until, lambda: _listeners(place.redis, key) == len(place.web)
        )
        await asyncio.to_thread(chair.send, "In the room")
        assert [await _step(first_line), await _step(other)] == [step + 1, step + 1]
        await asyncio.to_thread(proxy.cut)
        await asyncio.gather(first_line.wait_closed(), other.wait_closed())
    step += 1
    await asyncio.to_thread(chair.go(live).send, "Raise my hand")
    async with line() as again:
        assert await _step(again) == step + 1


async def _step(socket):
    """The step that the next word of a stream leads to."""
    async with asyncio.timeout(10):
        async for text in socket:
            if text != PULSE:
                return json.loads(text)["seq"]
    return None


def _listeners(redis, key):
    words = ["redis-cli", "-u", redis, "PUBSUB", "NUMSUB", f"asgi__group__stream.{key}"]
    return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()[-1])


def guessed(ports):
    """Wrong passwords for one account, at each process in turn. Whom the right one lets in then."""
    for number in range(TRIES):
        _sign_in(ports[number % len(ports)], "ada@portal.example", f"wrong {number} and again")
    ada = [_sign_in(port, "ada@portal.example", PASSWORD) for port in ports]
    return ada, _sign_in(ports[0], "marjorie@example.org", PASSWORD)


def _sign_in(port, email, password):
    """Whether the first step is passed at this very process, which is asked as the proxy asks it."""
    token = "a" * 32
    headers = {
        "Host": NAME, "Origin": ORIGIN, "Referer": f"{ORIGIN}/accounts/login/",
        "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7",
        "Cookie": f"__Host-csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    form = urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token})
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", "/accounts/login/", form, headers)
        return connection.getresponse().status == 302
