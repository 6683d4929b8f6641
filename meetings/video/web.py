"""The web server of the video host: a page of it, or a sentence that says why there is none."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from meetings.video.settings import JitsiSettings

PATIENCE = 10.0  # seconds for each step
VERSION = re.compile(rb"app\.bundle\.min\.js\?v=([\w.-]+)")
ERROR = 400  # what an answer of the web begins to be


class HostDown(Exception):
    """The host did not answer, or in words that nobody understands."""


@dataclass(frozen=True)
class Page:
    """One answer of the host's web server."""

    status: int
    headers: Message
    body: bytes
    certificate_ends: datetime | None

    @property
    def version(self) -> str:
        """Of Jitsi's web app, as its page says; empty where it says none."""
        match = VERSION.search(self.body)
        return match[1].decode() if match else ""


def fetch(origin: str, path: str) -> Page:
    """Get a page.

    :raises HostDown: with a sentence that says why there is none.
    """
    place = urlsplit(origin)
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    connection = kind(place.netloc, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"User-Agent": "IAG portal"})
        ends = _certificate_ends(connection.sock)
        response = connection.getresponse()
        return Page(response.status, response.headers, response.read(), ends)
    except socket.gaierror as error:
        raise HostDown(f"There is no machine named {place.hostname}.") from error
    except ssl.SSLCertVerificationError as error:
        words = f"The certificate of {place.netloc} is not good: {error.verify_message}."
        raise HostDown(words) from error
    except ssl.SSLError as error:
        raise HostDown(f"{place.netloc} does not speak TLS: {error.reason}.") from error
    except (OSError, HTTPException) as error:
        words = f"{place.netloc} does not answer: {error or type(error).__name__}."
        raise HostDown(words) from error
    finally:
        connection.close()


def _certificate_ends(connected: object) -> datetime | None:
    if not isinstance(connected, ssl.SSLSocket):
        return None
    ends = (connected.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(ends)), UTC) if ends else None


def outage(jitsi: JitsiSettings) -> str:
    """Why the host cannot be used at this moment; empty when it answers."""
    try:
        page = fetch(jitsi.origin, "/")
    except HostDown as error:
        return str(error)
    if page.status >= ERROR:
        return f"{jitsi.domain} answers with the error {page.status}."
    return ""
