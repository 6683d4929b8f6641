"""A mail server with just enough of SMTP (RFC 5321) to take a letter, or to refuse an address."""

import socketserver
from email import message_from_string
from threading import Thread

from tests.faults.portal import free_port


class Postbox:
    """It has a port from the start, and listens there once it is opened.

    ``refused`` holds what it answers to an address instead of taking it.
    """

    def __init__(self):
        self.port, self.mails, self._server = free_port(), [], None
        self.refused = {}

    def open(self):
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Talk)
        self._server.daemon_threads = True
        self._server.mails, self._server.refused = self.mails, self.refused
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class Talk(socketserver.StreamRequestHandler):
    """One talk with a client that has a letter."""

    def handle(self):
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()[:4]
            if word == "DATA":
                self.say("354 go on")
                self.read_letter()
            self.say("221 bye" if word == "QUIT" else self.answer(line))

    def answer(self, line):
        """``250 ok``, but for a recipient who is refused."""
        refused = self.server.refused.items()
        return next((words for address, words in refused if f"<{address}>" in line), "250 ok")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def read_letter(self):
        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
        self.server.mails.append(message_from_string("".join(lines)))
