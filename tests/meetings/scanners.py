"""Virus scanners of the tests: a real clamd with one signature, and a server that can be ill."""

import contextlib
import hashlib
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
HARMFUL = b"the bytes that the one signature of these tests knows"
START_WITHIN = 20  # seconds
SETTINGS = """
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
LogFile {folder}/log
Foreground yes
"""


@contextlib.contextmanager
def real_clamd(folder):
    """clamd with one signature, offline; gives the address of its socket."""
    signatures = folder / "signatures"
    signatures.mkdir()
    known = hashlib.md5(HARMFUL, usedforsecurity=False).hexdigest()
    (signatures / "test.hdb").write_text(f"{known}:{len(HARMFUL)}:Portal.Test.Harmful\n")
    (folder / "clamd.conf").write_text(SETTINGS.format(folder=folder))
    with (folder / "said").open("wb") as out:
        command = [CLAMD, "--config-file", str(folder / "clamd.conf")]
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        wait_for(folder / "clamd.ctl", process)
        yield f"unix://{folder}/clamd.ctl"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(path, process):
    until = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < until:
        with socket.socket(socket.AF_UNIX) as probe:
            if path.exists() and probe.connect_ex(str(path)) == 0:
                return
        time.sleep(0.02)  # it has no other way to say that it listens
    raise RuntimeError((path.parent / "said").read_text())


class Scanner(socketserver.ThreadingTCPServer):
    """Speaks clamd's protocol over TCP and gives the answer that the test chose.

    :ivar answer: bytes to send after a whole file; nothing hangs up without a word.
    :ivar heard: files as they arrived.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, answer=b"stream: OK\0"):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answer, self.heard = answer, []

    @property
    def address(self):
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        word = b""
        while not word.endswith(b"\0"):
            word += self.rfile.read(1)
        if word == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif word == b"zINSTREAM\0":
            self.server.heard.append(self.file())
            self.wfile.write(self.server.answer)

    def file(self):
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        return content


@contextlib.contextmanager
def scanner(answer=b"stream: OK\0"):
    """A running :class:`Scanner`."""
    with Scanner(answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
