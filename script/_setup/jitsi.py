"""script/demo --jitsi: an installed Jitsi with our configuration, for as long as the demo runs."""

import json
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from . import jitsi_files, system
from .commands import run
from .machine import self_signed
from .say import Trouble, step

USUAL = Path("/usr/share")  # where the Debian packages of Jitsi put their folders
HANDBOOK = "https://jitsi.github.io/handbook/docs/devops-guide/devops-guide-quickstart"
PARTS_FILE = "parts.json"  # what iag_portal.start starts besides
NOT_FOR_THEM = ("JITSI_LOGIN_KEYS", "JITSI_SYSTEM_KEY")  # they read what they need from files


@dataclass(frozen=True)
class Installed:
    """The parts of Jitsi that were found, and the programs that they need."""

    web: Path
    plugins: Path
    jicofo: Path
    bridge: Path
    nginx: str


def find(folder: Path = USUAL) -> Installed:
    """Jitsi under ``folder``, as its Debian packages lay it out.

    :raises Trouble: parts are missing; one sentence names them all.
    """
    web, plugins = folder / "jitsi-meet", folder / "jitsi-meet/prosody-plugins"
    jicofo, bridge = folder / "jicofo/jicofo.sh", folder / "jitsi-videobridge/jvb.sh"
    nginx = system.nginx()
    there = {
        "Prosody with lua-luaossl": system.PROSODY.is_there(),
        "nginx": nginx is not None,
        "Java": shutil.which("java") is not None,
        f"Jitsi’s web app ({web})": (web / "index.html").is_file(),
        f"Jitsi’s plugins for Prosody ({plugins})": (plugins / "mod_auth_token.lua").is_file(),
        f"Jicofo ({jicofo.parent})": jicofo.is_file(),
        f"the bridge ({bridge.parent})": bridge.is_file(),
    }
    if missing := [name for name, is_there in there.items() if not is_there]:
        *first, last = missing
        named = f"{', '.join(first)} and {last}" if first else last
        raise Trouble(f"For --jitsi there is still to install: {named}, as {HANDBOOK} says.")
    assert nginx  # noqa: S101 - it is not among the missing
    return Installed(web, plugins, jicofo, bridge, nginx)


def prepare(folder: Path, installed: Installed, *, portal_port: int) -> dict[str, str]:
    """Write the configurations anew, with new keys; what the portal must know of its video host."""
    own = folder / "jitsi"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True, mode=0o700)  # keys and passwords
    for name in ("certs", "keys", "data", "nginx"):
        (own / name).mkdir()
    with step("Writing the configurations of Jitsi"):
        _make_keys(own)
        place = _place(own, installed, portal_port)
        jitsi_files.write(place)
    commands = _commands(own, installed)
    (own / PARTS_FILE).write_text(json.dumps(commands))
    return {
        "JITSI_DOMAIN": place.origin,
        "JITSI_ALG": "RS256",
        "JITSI_LOGIN_KEYS": json.dumps({jitsi_files.KEY_ID: (own / "login.pem").read_text()}),
        "JITSI_SYSTEM_KEY": place.system_key,
    }


def parts_file(folder: Path) -> Path:
    """Where the commands are that the demo starts besides its own."""
    return folder / "jitsi" / PARTS_FILE


def _place(own: Path, installed: Installed, portal_port: int) -> jitsi_files.Place:
    return jitsi_files.Place(
        folder=own,
        web=installed.web,
        plugins=installed.plugins,
        portal_port=portal_port,
        ports=jitsi_files.Ports(*_free_ports(6), *_free_ports(1, socket.SOCK_DGRAM)),
        system_key=secrets.token_hex(32),
        passwords={name: secrets.token_hex(16) for name in jitsi_files.ACCOUNTS},
    )


def _make_keys(own: Path) -> None:
    """The key of login tokens, its public half, and what Prosody shows to Jicofo and the bridge."""
    login, public = own / "login.pem", own / "keys" / jitsi_files.public_name()
    run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072",
         "-out", login])  # fmt: skip
    run(["openssl", "pkey", "-in", login, "-pubout", "-out", public])
    pem, services = own / "services.pem", own / "services.key"
    run([*self_signed(pem, services, names=[jitsi_files.SERVICES], days=30)])
    for key in (login, services):
        key.chmod(0o600)


def _commands(own: Path, installed: Installed) -> dict[str, list[str]]:
    without = [word for name in NOT_FOR_THEM for word in ("-u", name)]
    prosody = ["prosody", "--config", str(own / "prosody.cfg.lua"), "-F"]
    nginx = [installed.nginx, "-p", str(own), "-c", str(own / "nginx.conf"), "-e", "stderr"]
    return {
        "prosody": ["env", *without, *prosody],
        "jicofo": ["env", *without, *_java("JICOFO_MAX_MEMORY", own, "jicofo", installed.jicofo)],
        "bridge": ["env", *without, *_java("VIDEOBRIDGE_MAX_MEMORY", own, "jvb", installed.bridge)],
        "video page": ["env", *without, *nginx],
    }


def _java(memory: str, own: Path, name: str, script: Path) -> list[str]:
    config_option = f"-Dconfig.file={own / name}.conf"
    return [f"{memory}=512m", f"JAVA_SYS_PROPS={config_option}", "bash", str(script)]


def _free_ports(number: int, kind: socket.SocketKind = socket.SOCK_STREAM) -> list[int]:
    """Different ones: all are held until the last is known."""
    probes = [socket.socket(socket.AF_INET, kind) for _ in range(number)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
