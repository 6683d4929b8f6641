"""Serves the stand-in for the video host on a port, and so an origin, of its own."""

from __future__ import annotations

import contextlib
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}
# join: at once · prejoin: after a press in the frame, where the page asks for it · lobby: never, the chair must admit
# fail: the token is refused · silent: never speaks to the page · deaf: joins, answers no request
# no-hands: joins, and knows no hands
# unwritten: joins, and nobody writes captions · stuck: answers, and joins no call, as without Jicofo
PLANS = ("join", "prejoin", "lobby", "fail", "silent", "deaf", "unwritten", "stuck", "no-hands")


class FakeJitsi:
    """``with FakeJitsi() as video:`` gives ``video.origin``; ``video.plan`` says how frames behave.

    ``requests`` lists the method and target of everything that reached the server, in order: what
    follows ``#`` in an address never does, which is what a test asserts about the token.
    """

    def __init__(self, *, plan: str = "join", port: int = 0) -> None:
        self.plan = plan
        self.requests: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self))
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

    def page(self, path: str) -> tuple[bytes, str]:
        """Return the bytes and type of ``path``: a file of ours, else the room of that name."""
        file = HERE / path.strip("/")
        if file.suffix in {".js", ".css"} and file.is_file():
            return file.read_bytes(), TYPES[file.suffix]
        if self.plan not in PLANS:
            raise ValueError(f"no such plan: {self.plan}")
        text = (HERE / "index.html").read_text().replace("{plan}", self.plan)
        return text.encode(), TYPES[".html"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, fake: FakeJitsi, *args: object) -> None:
        self.fake = fake
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.fake.requests.append(f"GET {self.path} {self.headers.get('Referer', '')}".strip())
        body, kind = self.fake.page(self.path.partition("?")[0])
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet: ``requests`` is the log."""


if __name__ == "__main__":  # for trying the demo by hand: python -m tests.e2e.fake_jitsi.server
    with FakeJitsi(plan="prejoin", port=8101) as video:
        print(f"Stand-in for the video host at {video.origin}. Stop with Ctrl-C.")  # noqa: T201
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
