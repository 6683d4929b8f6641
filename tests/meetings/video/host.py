"""A page of its own origin that holds the video panel and nothing else, under a strict policy.

The live page of a meeting has the same hooks; its own tests see to the rest of it.
"""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from meetings.video.words import WORDS

SCRIPTS = Path(__file__).parents[3] / "static" / "js"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; frame-src {frames}"
)
WORDS_SHOWN = {name: str(text) for name, text in WORDS.items()}
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8"><title>Meeting</title>
<script type="module" src="/js/video.js"></script>
</head>
<body hx-headers='{{"X-CSRFToken": "a-csrf-token"}}'>
<main data-stream="meeting.7" data-me="5">
<h1>Meeting</h1>
<section data-region="now"></section>
<section data-region="queue"><ol></ol></section>
<form method="post" action="/hand" id="hand-raise"></form>
<form method="post" action="/hand/lower" id="hand-lower"></form>
<p id="announce-polite" aria-live="polite"></p>
<section data-video data-words="{words}" data-person="{person}" aria-labelledby="video-title">
  <h2 id="video-title">Video</h2>
  <form method="post" action="/join" data-video-join>
    <label><input type="radio" name="mode" value="remote" checked> With camera</label>
    <label><input type="radio" name="mode" value="remote_low"> One picture</label>
    <label><input type="radio" name="mode" value="remote_sound"> Sound only</label>
    <button>Join the video</button>
  </form>
  <div data-video-elsewhere tabindex="-1" role="group" aria-label="In another tab" hidden>
    <button type="button" data-video-here>Here</button>
    <button type="button" data-video-there>Stay there</button>
  </div>
  <p data-video-status></p>
  <div data-video-floor hidden><button type="button">Turn on your microphone</button></div>
  <div data-video-frame></div>
  <div data-video-controls role="group" aria-label="Video controls" hidden>
    <button type="button" data-video-do="microphone" aria-pressed="false">Microphone</button>
    <button type="button" data-video-do="camera" aria-pressed="false">Camera</button>
    <button type="button" data-video-do="rows" aria-pressed="false">Rows of pictures</button>
    <button type="button" data-video-do="captions" aria-pressed="false">Captions</button>
    <button type="button" data-video-do="leave">Leave the video</button>
    <details><summary>Mute everybody</summary>
    <button type="button" data-video-do="mute-all" data-meeting="7">Yes, mute everybody</button></details>
  </div>
  <form id="large"><label>Show large <select data-video-large><option value="speaker">Whoever has the floor</option>
  <option value="interpreter">The interpreter</option><option value="own">I choose</option></select></label>
  <button>Save</button></form>
  <p data-video-stay hidden>Links open in a new tab.</p>
  <p><a href="/paper">A paper</a></p>
  <div data-video-help hidden><p>Telephone 01632 960017, then press 7.</p></div>
</section>
<div data-video-beside data-done="Done." data-alone="Not in it.">
  <button type="button" data-meeting="7" aria-disabled="true">Mute from beside</button><p role="status"></p>
</div>
<ul data-video-microphones="/join" data-on="on" data-off="off">
  <li>Doreen<span data-microphone-of></span></li><li>Gwen<span data-microphone-of></span></li>
</ul>
<iframe title="Another page" id="stranger" hidden></iframe>
</main>
</body>
</html>
"""

Answer = tuple[int, dict[str, object]]


class HostPage:
    """``with HostPage(frames=[…], answer=…) as host:`` serves the panel at ``host.origin``.

    ``answer()`` gives the status and JSON of each join; ``joins`` keeps headers and body of each.
    With ``moderates`` who joins is a chair.
    Without ``asks`` it is the page of one: nobody is asked where they want to be.
    """

    moderates = False
    person = 5
    asks = True

    def __init__(self, *, frames: list[str], answer: Callable[[], Answer]) -> None:
        self.policy = POLICY.format(frames=" ".join(frames))
        self.answer = answer
        self.joins: list[tuple[dict[str, str], str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: HostPage, *args: object) -> None:
        self.host = host
        super().__init__(*args)

    def do_GET(self) -> None:
        if self.path.startswith("/js/"):
            self._send(200, (SCRIPTS / Path(self.path).name).read_bytes(), "text/javascript")
        else:
            words = html.escape(json.dumps(WORDS_SHOWN))
            text = PAGE.format(words=words, person=self.host.person)
            if not self.host.asks:
                text = text.replace("data-video-elsewhere", "")
            self._send(200, text.encode(), "text/html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.host.joins.append((dict(self.headers), body))
        status, answer = self.host.answer()
        if status == 302:
            self._send(302, b"", "text/html", Location="/sign-in/")
        elif status == 403 and not answer:
            self._send(403, b"<p>Forbidden</p>", "text/html")
        else:
            self._send(status, json.dumps(answer).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.host.policy)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""
