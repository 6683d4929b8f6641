"""A visitor of the video host without a browser: enough of XMPP over BOSH to try a token.

The frame of a meeting speaks the same to ``/http-bind`` (XEP-0124, XEP-0206).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Self
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from meetings.video.web import HostDown

BIND = "http://jabber.org/protocol/httpbind"
MUC = "http://jabber.org/protocol/muc"
NICK = "http://jabber.org/protocol/nick"
SERVICES = "urn:xmpp:extdisco:2"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
WAIT = 1  # seconds for which the host may hold an empty answer back
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class Visitor:
    """One connection to Prosody: log in with a token, join a room, hear what it says.

    :param origin: of the video host, as :attr:`JitsiSettings.origin` has it.
    :param domain: its name inside Prosody.
    """

    def __init__(
        self, origin: str, domain: str, token: str, *, room: str = "", timeout: float = 10
    ) -> None:
        self._place = urlsplit(origin)
        self._domain = domain
        self._query = urlencode({"room": room, "token": token})
        self._timeout = timeout
        self._number = secrets.randbelow(10**9)
        self._session = ""
        self.heard: list[etree._Element] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._session:
            self._send("", type="terminate")
            self._session = ""

    def log_in(self) -> bool:
        """Whether the host takes the token. Only then can a room be joined."""
        head = {"to": self._domain, "wait": str(WAIT), "hold": "1", "ver": "1.6"}
        answer = self._send("", **head, **{"xml:lang": "en", "xmpp:version": "1.0"})
        self._session = answer.get("sid", "")
        taken = self._send(f"<auth xmlns='{SASL}' mechanism='ANONYMOUS'/>")
        if not self._session or taken.find(f"{{{SASL}}}success") is None:
            return False
        self._send("", to=self._domain, **{"xmpp:restart": "true"})
        bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
        self._send(f"<iq type='set' id='bind' xmlns='jabber:client'>{bind}</iq>")
        return True

    def join(self, address: str, *, name: str = "") -> str:
        """Join a room at ``room@muc.domain/nick``; empty when it worked, or why it did not."""
        self._say_presence(address, f"<x xmlns='{MUC}'/>", name)
        for stanza in self.listen():
            if etree.QName(stanza).localname != "presence" or stanza.get("from") != address:
                continue
            error = stanza.find("{*}error")
            return "" if error is None else etree.QName(error[0]).localname
        return "no answer"

    def rename(self, address: str, name: str, *, picture: str = "") -> None:
        """Ask to be called something else, and to be shown with a picture of an address."""
        shown = f"<avatar-url>{escape(picture)}</avatar-url>" if picture else ""
        self._say_presence(address, shown, name)

    def leave(self, address: str) -> None:
        """Leave the room."""
        self._send(f"<presence to={quoteattr(address)} type='unavailable' xmlns='jabber:client'/>")

    def services(self) -> list[str]:
        """Which kinds of helpers for sound and pictures the host names, such as ``turns``."""
        question = f"<services xmlns='{SERVICES}'/>"
        to = quoteattr(self._domain)
        self._send(f"<iq type='get' to={to} id='help' xmlns='jabber:client'>{question}</iq>")
        for stanza in self.listen():
            if stanza.get("id") == "help":
                return [
                    str(service.get("type")) for service in stanza.iter(f"{{{SERVICES}}}service")
                ]
        return []

    def listen(self, times: int = 6) -> Iterator[etree._Element]:
        """What has been said, then what is said next: at most ``times`` waits of a second."""
        for _ in range(times):
            yield from self._taken()
            self._send("")
        yield from self._taken()

    def _taken(self) -> Iterator[etree._Element]:
        while self.heard:
            yield self.heard.pop(0)

    def _say_presence(self, address: str, inside: str, name: str) -> None:
        nick = f"<nick xmlns='{NICK}'>{escape(name)}</nick>" if name else ""
        to = quoteattr(address)
        self._send(f"<presence to={to} xmlns='jabber:client'>{inside}{nick}</presence>")

    def _send(self, inside: str, **attributes: str) -> etree._Element:
        self._number += 1
        attributes_sent = {"rid": str(self._number), **attributes}
        if self._session:
            attributes_sent["sid"] = self._session
        words = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes_sent.items())
        text = f"<body xmlns='{BIND}' xmlns:xmpp='urn:xmpp:xbosh' {words}>{inside}</body>"
        answer = self._post(text)
        self.heard += list(answer)
        return answer

    def _post(self, text: str) -> etree._Element:
        kind = HTTPSConnection if self._place.scheme == "https" else HTTPConnection
        connection = kind(self._place.netloc, timeout=self._timeout)
        try:
            headers = {"Content-Type": "text/xml; charset=utf-8"}
            connection.request("POST", f"/http-bind?{self._query}", text.encode(), headers)
            return etree.fromstring(connection.getresponse().read(), PARSER)
        except (OSError, HTTPException, etree.XMLSyntaxError) as error:
            raise HostDown(str(error)) from error
        finally:
            connection.close()
