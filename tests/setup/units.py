"""What systemd would do with the units that deploy/install has put in place: run their ExecStart."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from pwd import getpwnam

from core import env_file

PATIENCE = 90  # seconds: other tests share the machine


class Services:
    """Processes by the name of their unit, each as its user and with its settings."""

    def __init__(self, folder: Path, log: Path, **environment: str) -> None:
        self._folder, self._log, self._environment = folder, log.open("a+"), environment
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """One instance, such as ``iag-portal-web@8000``."""
        kind, _, instance = name.partition("@")
        unit = (self._folder / f"{kind}@.service").read_text()
        settings_of_unit = {key: re.search(rf"^{key}=(.*)$", unit, re.MULTILINE)[1] for key in KEYS}
        settings = env_file.settings_in(Path(settings_of_unit["EnvironmentFile"]).read_text())
        user = getpwnam(settings_of_unit["User"])
        root = os.geteuid() == 0
        self.processes[name] = subprocess.Popen(
            settings_of_unit["ExecStart"].replace("%i", instance).split(), cwd="/",
            env={**self._environment, **settings}, stdout=self._log, stderr=self._log,
            user=user.pw_uid if root else None, group=user.pw_gid if root else None,
            extra_groups=[] if root else None,
        )  # fmt: skip

    def kill(self, name: str) -> None:
        """At once, and whatever it is doing."""
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes.pop(name).wait()

    def end(self) -> None:
        """As a stop of the target does."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(15)
        self._log.close()

    def said(self) -> str:
        return Path(self._log.name).read_text()

    def until(self, truth):
        """Wait for it, while all of them live."""
        end = time.monotonic() + PATIENCE
        while not (answer := truth()):
            for name, process in self.processes.items():
                assert process.poll() is None, f"{name} has ended: {self.said()}"
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)
        return answer


KEYS = ("User", "EnvironmentFile", "ExecStart")
