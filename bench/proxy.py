"""The proxy of ``deploy/nginx``, put by the installer into a folder, on free ports."""

import getpass
import re
import subprocess
import sys
import time

from bench.servers import ROOT, START_WITHIN, free_port, is_open
from core.processes import tied

NAME = "localhost"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
# With the room that Debian's has, which the installer makes larger: docs/operations.md.
MAIN = """
daemon off;
user {user};
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ worker_connections 768; }}
http {{
{temporary}
include {site};
}}
"""


class Proxy:
    """nginx in front of the web processes on ``ports``."""

    def __init__(self, folder, ports):
        sys.path.append(str(ROOT / "script"))
        from _setup import machine, settling, system  # noqa: PLC0415 -- only where it is asked for

        self.port, self.folder, self._process = free_port(), folder, None
        place = machine.Machine(
            NAME, "nobody", folder, starts=False,
            choices={**machine.USUAL, "port": ports[0], "web": len(ports)},
        )  # fmt: skip
        self.certificate = place.at("/etc/iag-portal/certificate.pem")
        self.certificate.parent.mkdir(parents=True)
        settling.certificate(place).run()
        settling.proxy(place).run()
        site = folder / "site.conf"
        site.write_text(self._on_our_port(place.at(settling.SITE).read_text()))
        temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
        main = MAIN.format(user=getpass.getuser(), folder=folder, site=site, temporary=temporary)
        (folder / "nginx.conf").write_text(settling.with_room(main))
        self._command = [system.nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def _on_our_port(self, text):
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        return text.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;")

    def start(self):
        """Begin it; in the thread that stays, because it ends with the one that began it."""
        self._process = subprocess.Popen(tied(self._command))

    def wait(self):
        """Until it listens."""
        until = time.monotonic() + START_WITHIN
        while not is_open(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise SystemExit((self.folder / "main.log").read_text())
            time.sleep(0.005)

    def stop(self):
        """End it, and each line that stands."""
        self._process.terminate()
        self._process.wait(10)
