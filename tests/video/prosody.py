"""Debian's real Prosody with our plugin, on free ports of this machine, its data in a folder.

What Jitsi adds is not here: its token plugin is ``modules/mod_auth_token_of_tests.lua``, which judges
by our own ``iag_token``; there is no focus, no bridge and no web page of Jitsi's.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from meetings.video.bosh import Visitor

ROOT = Path(__file__).parents[2]
PROSODY = shutil.which("prosody")
DOMAIN = "meet.jitsi"
OPEN = "open.jitsi"  # whose login takes every token: what is refused there, our plugin has refused
START_WITHIN = 20  # seconds
CONFIG = """
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
storage = "memory"
plugin_paths = {{ "{root}/deploy/prosody", "{root}/tests/video/modules" }}
interfaces = {{ "127.0.0.1" }}
local_interfaces = {{ "127.0.0.1" }}
http_interfaces = {{ "127.0.0.1" }}
http_ports = {{ {port} }}
https_ports = {{}}
c2s_ports = {{}}
s2s_ports = {{}}
modules_enabled = {{ "clock_of_tests", "bosh", "saslauth" }}
clock_moved_by = {moved}
modules_disabled = {{ "s2s", "posix" }}
consider_bosh_secure = true
bosh_max_inactivity = 20
log = {{ info = "*console" }}
Include "{root}/deploy/prosody/limits.cfg.lua"
iag_access_portal = "{portal}"
iag_access_system_key = "{key}"
iag_access_keys = "{folder}/keys"
iag_access_domain = "{domain}"
VirtualHost "{domain}"
    authentication = "token_of_tests"
    http_host = "localhost"
    modules_enabled = {{ "page_of_tests", "external_services" }}
    external_services = {{ {{ type = "turns", host = "turn.example", port = 443 }} }}
    page_frame_ancestors = "{framed_by}"
VirtualHost "{open}"
    authentication = "token_of_tests"
    login_takes_all = true
    http_host = "localhost"
Component "muc.{domain}" "muc"
    modules_enabled = {{ "iag_access" }}
    muc_room_locking = false
"""


@dataclass(frozen=True)
class Prosody:
    """Where it is, and what it has written to its log."""

    origin: str
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def visitor(self, token, domain=DOMAIN):
        return Visitor(self.origin, domain, token, timeout=10)


def address(room, nick="abcd1234"):
    return f"{room}@muc.{DOMAIN}/{nick}"


@contextlib.contextmanager
def running(**settings):
    """Prosody, once it listens; gone at the end, with its folder.

    Not in pytest's folder, which is closed to the user of Prosody.
    """
    with tempfile.TemporaryDirectory(prefix="iag-prosody-") as name:
        yield from _run(Path(name), **settings)


def _run(folder, *, portal, framed_by, key, public_keys):
    (folder / "keys").mkdir()
    (folder / "data").mkdir()
    for name, pem in public_keys.items():
        (folder / "keys" / f"{name}.pem").write_text(pem)
    port = free_port()
    values = {"folder": folder, "root": ROOT, "port": port, "portal": portal, "key": key}
    values |= {"framed_by": framed_by, "domain": DOMAIN, "open": OPEN}
    values["moved"] = os.environ.get("CLOCK_MOVED_BY", "0")
    (folder / "prosody.cfg.lua").write_text(CONFIG.format(**values))
    user = somebody(folder)
    with (folder / "log").open("wb") as log:
        command = [PROSODY, "--config", str(folder / "prosody.cfg.lua"), "-F"]
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            extra_groups=[] if user else None,
        )
    try:
        wait_for(port, process, folder / "log")
        yield Prosody(f"http://localhost:{port}", folder)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def somebody(folder):
    """Prosody does not run as root: where we are, its Debian package brings a user."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("prosody")
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid)
    return user.pw_uid


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, log):
    until = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)  # it has no other way to say that it listens
    raise RuntimeError(log.read_text(errors="replace"))
