"""script/check-deploy: the files of deploy/, read by the programs that they are for."""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import machine, settling, system
from .commands import ROOT, exit_code
from .machine import DEPLOY
from .say import Trouble, line

NEVER_RUN = (
    "fetching and building the images, and starting the containers: that needs Docker",
    "the line `resolve` of the containers' proxy: nginx 1.27.3 or newer has it, Debian 13 has not",
    "systemd itself, certbot, Jitsi, coturn, Asterisk",
)
LARGEST_EXPOSURE = 31  # of systemd-analyze security, in tenths: 3.1 of 10
STAND_IN = "upstream iag { server 127.0.0.1:8000; }\n"
AROUND = "events {{ }}\npid {folder}/nginx.pid;\nhttp {{\n{temporary}include {site};\n}}\n"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
A_HOST = 'VirtualHost "meet.jitsi"\n'
AROUND_PROSODY = 'modules_enabled = { "tls" }\n'  # what Debian's own configuration has besides


@dataclass(frozen=True)
class Look:
    """One look: at what, what it needs, and what it says; nothing where all is well."""

    at: str
    part: system.Part
    faults: Callable[[Path], str]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="script/check-deploy", description=__doc__)
    parser.add_argument("--all", action="store_true", help="fail where something cannot be run")
    options = parser.parse_args(words)
    return exit_code(lambda: _look(every=options.all), "The files of deploy/ are not in order.")


def _look(*, every: bool) -> None:
    missing = system.provide([look.part for look in LOOKS], ask=False)
    wrong = []
    for look in LOOKS:
        if look.part in missing:
            line(f"- Not run: {look.at}, because {look.part.name} is missing.")
            continue
        with tempfile.TemporaryDirectory(prefix="iag-deploy-") as name:
            faults = look.faults(Path(name))
        line(f"- {look.at}: {'faults' if faults else 'in order'}")
        wrong += [faults] if faults else []
    for words in NEVER_RUN:
        line(f"- Not run here: {words}.")
    if wrong:
        raise Trouble("\n".join(wrong))
    if missing and every:
        raise Trouble("With --all everything must run: see above for what is missing.")


def _said(command: list[str], *, cwd: Path = ROOT) -> str:
    """What a program has said, where it found a fault."""
    env = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=cwd)
    return f"{done.stdout}{done.stderr}".strip() if done.returncode else ""


def _place(folder: Path) -> machine.Machine:
    """A machine that was never told anything, under ``folder``."""
    return machine.Machine(
        "portal.example", "iag-portal", folder, starts=False, choices=machine.USUAL
    )


# --- nginx ----------------------------------------------------------------------------------------


def proxy_of_a_machine(folder: Path) -> str:
    place = _place(folder)
    (folder / "etc/iag-portal").mkdir(parents=True)
    settling.certificate(place).run()
    settling.proxy(place).run()
    site = folder / "site.conf"
    site.write_text(_on_other_ports(place.at(settling.SITE).read_text()))
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    main_file = folder / "nginx.conf"
    main_file.write_text(AROUND.format(folder=folder, site=site, temporary=temporary))
    return _said(["nginx", "-t", "-q", "-p", str(folder), "-c", str(main_file)])


def _on_other_ports(text: str) -> str:
    """So that it can be tested by somebody who is not root, and where there is no IPv6."""
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    return text.replace("listen 80;", "listen 18080;").replace("listen 443", "listen 18443")


def proxy_of_containers(folder: Path) -> str:
    _prepared(folder)
    files = folder / "here/nginx"
    (files / "upstream.conf").write_text(STAND_IN)
    main_file = files / "nginx.conf"
    modules = "".join(f"load_module {path};\n" for path in system.nginx_stream())
    temporary = "".join(f"  {name}_temp_path {folder}/{name};\n" for name in TEMPORARY)
    text = modules + main_file.read_text().replace("http {\n", f"http {{\n{temporary}")
    main_file.write_text(text.replace("user nginx;\n", "").replace("/run/nginx", f"{folder}/nginx"))
    for file in files.glob("*.conf"):
        text = file.read_text().replace("/etc/nginx/iag-portal", str(files))
        text = text.replace("/etc/iag-portal", str(folder / "here/certificates"))
        file.write_text(_on_other_ports(text))
    return _said(["nginx", "-t", "-q", "-p", str(folder), "-c", str(main_file)])


def _prepared(folder: Path) -> None:
    """What deploy/containers/prepare writes."""
    env = {"IAG_EMAIL_URL": "smtps://mail.example:465", "IAG_HELP_PHONE": "01632 960123"}
    words = ["portal.example", "meet.example", "turn.example", "203.0.113.7", "--to", str(folder)]
    command = [str(DEPLOY / "containers/prepare"), *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    subprocess.run(command, check=True, env={**kept, **env}, stdout=subprocess.DEVNULL)


# --- Others ---------------------------------------------------------------------------------------


def units(folder: Path) -> str:
    settling.units(_place(folder)).run()
    names = sorted(str(file) for file in (folder / "etc/systemd/system").iterdir())
    verified = _verified(names)
    services = [name for name in names if name.endswith(".service")]
    limit = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
    limit.append(f"--threshold={LARGEST_EXPOSURE}")
    exposed = [_said([*limit, service]).rpartition("\n")[2] for service in services]
    return "\n".join([*verified, *filter(None, exposed)])


def _verified(names: list[str]) -> list[str]:
    """What ``systemd-analyze verify`` says of our own files; its machine may lack other units."""
    command = ["systemd-analyze", "verify", "--man=no", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [row for row in done.stderr.splitlines() if "iag-portal" in row]


def compose(folder: Path) -> str:
    _prepared(folder)
    shutil.copytree(DEPLOY / "containers", folder / "containers")
    shutil.copy(DEPLOY / "compose.yaml", folder)
    return _said([*system.docker_compose(), "config", "--quiet"], cwd=folder)


def prosody(folder: Path) -> str:
    example = (DEPLOY / "prosody/example.cfg.lua").read_text()
    in_a_container = (DEPLOY / "prosody/containers.cfg.lua").read_text() + A_HOST
    return "\n".join(
        filter(None, (prosody_faults(lines, folder) for lines in (example, in_a_container)))
    )


def prosody_faults(lines: str, folder: Path) -> str:
    """What ``prosodyctl check config`` says of these lines of a configuration."""
    (folder / "certs").mkdir(exist_ok=True)
    config = folder / "prosody.cfg.lua"
    for installed in ("/etc/prosody/iag-plugins", "/prosody-plugins-custom"):
        lines = lines.replace(installed, str(DEPLOY / "prosody"))
    config.write_text(AROUND_PROSODY + lines)
    if os.geteuid() == 0:  # prosodyctl becomes the user of Debian's package
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "prosody")
    return _said(["prosodyctl", "--config", str(config), "check", "config"])


def scripts(_folder: Path) -> str:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    shells = [name for name in listed if _is_of_a_shell(ROOT / name)]
    return _said(["shellcheck", *shells])


def _is_of_a_shell(file: Path) -> bool:
    if not file.is_file() or file.suffix not in {"", ".sh"}:
        return False
    with file.open("rb") as opened:
        return re.match(rb"#!.*\b(ba|da)?sh\b", opened.readline()) is not None


LOOKS = (
    Look("The proxy of a machine, by nginx", system.NGINX, proxy_of_a_machine),
    Look("The proxy of the containers, by nginx", system.NGINX, proxy_of_containers),
    Look("The units, by systemd-analyze", system.SYSTEMD, units),
    Look("compose.yaml, by Docker's reader", system.COMPOSE, compose),
    Look("The lines for Prosody, by prosodyctl", system.PROSODY, prosody),
    Look("Scripts of a shell, by shellcheck", system.SHELLCHECK, scripts),
)
