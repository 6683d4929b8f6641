"""What a PDF is made of: our fonts, our QR code, nothing else."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import weasyprint

from core.pdf.fetcher import OwnAssets

pytestmark = pytest.mark.pdf


@pytest.fixture
def server():
    """A server on this machine that counts who comes."""
    seen = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Counting) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", seen
        httpd.shutdown()
        thread.join()


def test_nothing_is_fetched_from_the_network_or_the_disk(server, tmp_path):
    address, seen = server
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret that must stay on the disk")
    page = f"""<html><head><link rel="stylesheet" href="{address}/a.css">
        <link rel="attachment" href="{secret.as_uri()}"></head><body>
        <img src="{address}/b.png" alt="b"><img src="{secret.as_uri()}" alt="c">
        <object data="{address}/d.svg"></object>
        <p style="background: url({address}/e.png)">words</p></body></html>"""
    written = weasyprint.HTML(string=page, url_fetcher=OwnAssets()).write_pdf(uncompressed_pdf=True)
    assert seen == []
    assert b"a secret that must stay" not in written
    assert b"EmbeddedFile" not in written


def test_the_counting_server_would_have_noticed(server):
    address, seen = server
    weasyprint.HTML(string=f'<img src="{address}/b.png" alt="b">').write_pdf()
    assert seen == ["/b.png"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "https://example.org/",
        "ftp://localhost/",
        "asset:../../iag_portal/settings.py",
        "data:text/html,<p>",
        "DATA:image/svg+xml;base64,",
    ],
)
def test_these_are_refused(address):
    with pytest.raises(ValueError, match="A PDF takes nothing from"):
        OwnAssets().fetch(address)
