"""deploy/containers/prepare: names, passwords, keys and the proxy's files for compose.yaml."""

import argparse
import base64
import json
import os
import re
import secrets
import subprocess
from pathlib import Path

from core import env_file
from core.env.secret_values import new_secret

from .commands import exit_code, run
from .machine import DEPLOY, self_signed, write
from .say import Trouble, line

NGINX = DEPLOY / "nginx"
PASSWORDS = (
    "POSTGRES_PASSWORD",
    "OWNER_PASSWORD",
    "APP_PASSWORD",
    "REDIS_PASSWORD",
    "JICOFO_AUTH_PASSWORD",
    "JVB_AUTH_PASSWORD",
    "TURN_SECRET",
)
OF_COMPOSE = ("IAG_DATABASE_URL", "IAG_REDIS_URL", "IAG_CLAMD", "IAG_DATA", "IAG_TRUSTED_PROXIES")
OF_VIDEO = (
    "JITSI_CAPTIONS",
    "JITSI_TELEPHONES",
    "JITSI_TELEPHONE_KEY",
)  # what prepare does not decide itself
NEEDED = ("IAG_EMAIL_URL", "IAG_HELP_PHONE")
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
NEXT = """
Next, in this folder (README.md says more):
  1. A certificate for the three names: here/certificates/certificate.pem and certificate.key.
     The one that is there is for a first look: browsers warn of it, and there is no video.
  2. docker compose up --build --detach
  3. docker compose run --rm worker create_administrator --email … --name …"""


def main(words: list[str]) -> int:
    options = _parser().parse_args(words)
    return exit_code(lambda: _prepare(options), "Nothing is ready yet.")


def _prepare(options: argparse.Namespace) -> None:
    os.umask(0o077)
    for name in (options.portal, options.video, options.turn):
        if not HOST.fullmatch(name):
            raise Trouble(f"{name} is no name such as portal.example, in small letters.")
    folder, env = options.to / "here", options.to / ".env"
    if env.exists():
        line(f"{env} and {folder}/environment are there and stay as they are.")
    else:
        missing = [name for name in NEEDED if not os.environ.get(name)]
        if missing:
            raise Trouble(f"Set these first, in the environment: {', '.join(missing)}.")
        shared = _names(options) | {name: secrets.token_hex(24) for name in PASSWORDS}
        shared["JITSI_SYSTEM_KEY"] = new_secret()
        write(folder / "environment", _portal(options, shared), 0o600)
        text = "".join(f"{name}={value}\n" for name, value in shared.items())
        write(env, f"# Of compose.yaml. Keep a copy elsewhere.\n{text}", 0o600)
    for name, text in proxy_files(options).items():
        write(folder / "nginx" / name, text)
    (folder / "www").mkdir(parents=True, exist_ok=True)
    for name in (folder, folder / "nginx", folder / "nginx/unavailable", folder / "www"):
        name.chmod(0o755)  # nginx in its container is somebody else
    _certificate(folder / "certificates", options)
    line(NEXT)


def _names(options: argparse.Namespace) -> dict[str, str]:
    return {
        "COMPOSE_PROJECT_NAME": "iag-portal",
        "PORTAL_NAME": options.portal,
        "VIDEO_NAME": options.video,
        "TURN_NAME": options.turn,
        "PUBLIC_ADDRESS": options.address,
    }


def _portal(options: argparse.Namespace, shared: dict[str, str]) -> str:
    """The template with every value that it needs; what compose.yaml sets itself is left out."""
    values = {
        "IAG_ORIGIN": f"https://{options.portal}",
        "IAG_SECRET_KEY": new_secret(),
        "IAG_AUDIT_KEY": new_secret(),
        "IAG_FIELD_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "JITSI_DOMAIN": options.video,
        "JITSI_LOGIN_KEYS": json.dumps({"first": _private_key()}),
        "JITSI_SYSTEM_KEY": shared["JITSI_SYSTEM_KEY"],
    }
    given = (name for name in os.environ if name.startswith("IAG_") or name in OF_VIDEO)
    values |= {name: os.environ[name] for name in given}
    rows = []
    for row in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines():
        name, sign, usual = row.partition("=")
        if row.startswith("#") or not sign:
            rows.append(f"{row}\n")
        elif (value := values.get(name, usual)) and name not in OF_COMPOSE:
            if not env_file.is_clear(name, value):
                raise Trouble(f"{name} {env_file.INSTEAD}")
            if "$" in value:
                raise Trouble(f"{name} holds a $, which Docker reads in its own way. Write %24.")
            rows.append(env_file.as_line(name, value))
    return "".join(rows)


def _private_key() -> str:
    words = ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def proxy_files(options: argparse.Namespace) -> dict[str, str]:
    """The files of ``deploy/nginx`` under these names, behind the split by name of port 443."""
    files = {"iag-portal.conf": (NGINX / "iag-portal.conf").read_text(encoding="utf-8")}
    for source in sorted((NGINX / "containers").iterdir()):
        files[source.name] = source.read_text(encoding="utf-8")
    for old, new in {
        "  listen [::]:80;\n": "",
        "  listen [::]:443 ssl;\n": "",
        "listen 443 ssl;": "listen 8443 ssl proxy_protocol;",
        "/var/log/nginx/iag-error.log": "/dev/stderr",
        "/var/log/nginx/iag.log": "/dev/stdout",
        "portal.example": options.portal,
        "meet.example": options.video,
        "turn.example": options.turn,
    }.items():
        files = {name: text.replace(old, new) for name, text in files.items()}
    for source in (NGINX / "pass.conf", *sorted((NGINX / "unavailable").iterdir())):
        files[str(source.relative_to(NGINX))] = source.read_text(encoding="utf-8")
    return files


def _certificate(folder: Path, options: argparse.Namespace) -> None:
    """One of its own for a first look, where there is none."""
    pem, key = folder / "certificate.pem", folder / "certificate.key"
    if pem.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    names = [options.portal, options.video, options.turn]
    run([*self_signed(pem, key, names=names, days=30)])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deploy/containers/prepare",
        description="Write .env and here/ beside compose.yaml: names, passwords, keys, proxy.",
        epilog="IAG_EMAIL_URL and IAG_HELP_PHONE, and any other IAG_… of docs/operations.md,"
        " JITSI_CAPTIONS, JITSI_TELEPHONES and JITSI_TELEPHONE_KEY are read from the environment."
        " What was written before stays, but for the proxy's files.",
    )
    add = parser.add_argument
    add("portal", help="name of the portal, such as portal.example")
    add("video", help="name of the video host, such as meet.example")
    add("turn", help="name of the TURN server, such as turn.example")
    add("address", help="public IP address of this machine")
    add("--to", type=Path, default=DEPLOY, help=argparse.SUPPRESS)
    return parser
