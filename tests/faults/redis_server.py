"""A Redis that is started, killed and asked from outside."""

import shutil
import signal
import subprocess

from tests.faults.portal import free_port, until


class Redis:
    """A Redis server of the test's own."""

    def __init__(self, folder):
        self.port, self._folder, self._process = free_port(), folder, None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        self._process = subprocess.Popen(
            [shutil.which("redis-server"), *words, self._folder], stdout=subprocess.DEVNULL
        )
        until(lambda: self.ask("PING") == "PONG")

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def ask(self, *words):
        done = subprocess.run(
            ["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def listeners(self, key):
        """How many processes listen to a stream."""
        return int(self.ask("PUBSUB", "NUMSUB", f"asgi__group__stream.{key}").split()[-1])
