"""A web server on this machine that counts who comes; what it gives is magenta."""

import contextlib
import http.server
import threading

from tests.meetings.slides import packs

METHODS = ("GET", "HEAD", "OPTIONS", "PROPFIND", "POST")


@contextlib.contextmanager
def counting():
    """Gives the address, and a list to which each request adds its method and path."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            asked.append((self.command, self.path))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(packs.picture("magenta").getvalue())

        def log_message(self, *_):
            pass

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler.answer)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()
        thread.join()
