"""The second half of an installation: certificate, proxy, services, and whether it answers."""

import re
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

from . import machine
from .commands import run
from .machine import DEPLOY, Machine, Step
from .say import Trouble, line

UNITS = DEPLOY / "systemd"
NGINX = DEPLOY / "nginx"
MAIN = "/etc/nginx/nginx.conf"
SITE = "/etc/nginx/sites-available/iag-portal"
ENABLED = "/etc/nginx/sites-enabled/iag-portal"
TIMERS = ("iag-portal-heads.timer", "iag-portal-backup.timer")
CONNECTIONS = 4096  # of each process of the proxy; a live page that is open takes two
ANSWERS_WITHIN = 60  # seconds
OK = 200


def certificate(place: Machine) -> Step:
    file, key = (place.at(f"/etc/iag-portal/certificate.{end}") for end in ("pem", "key"))
    command = machine.self_signed(file, key, names=[place.name], days=90)

    def do() -> None:
        run([*command])
        key.chmod(0o600)

    def there() -> bool:
        return file.exists() or _certificate(place)[0] != file

    why = "Its own for the first start. Browsers warn of it: --certbot or --certificate mend that."
    return Step("A certificate", why, (" ".join(command[:3]) + " …",), do, there)


def _certificate(place: Machine) -> tuple[Path, Path]:
    """The given one, or that of certbot, or the one of its own."""
    if place.own_certificate:
        return place.own_certificate
    lets_encrypt = place.at(f"/etc/letsencrypt/live/{place.name}")
    if (lets_encrypt / "fullchain.pem").exists():
        return lets_encrypt / "fullchain.pem", lets_encrypt / "privkey.pem"
    own = place.at("/etc/iag-portal/certificate.pem")
    return own, own.with_suffix(".key")


def proxy(place: Machine) -> Step:
    site, enabled = place.at(SITE), place.at(ENABLED)

    def do() -> None:
        for file, text in proxy_files(place).items():
            machine.write(file, text)
        for folder in ("/var/www/iag-portal", "/var/log/nginx"):
            place.at(folder).mkdir(parents=True, exist_ok=True)
        enabled.parent.mkdir(parents=True, exist_ok=True)
        if enabled.exists() and not enabled.is_symlink():  # nginx reads all that is in this folder
            enabled.replace(place.at("/etc/nginx/iag-portal/site.old"))
        if not enabled.is_symlink():
            enabled.symlink_to(site)
        if (main := place.at(MAIN)).exists():
            machine.write(main, with_room(main.read_text(encoding="utf-8")))

    why = "nginx speaks https to people, and passes on to the web processes."
    shown = (f"write {site}", "write /etc/nginx/iag-portal/…", f"more connections in {MAIN}")
    return Step("The proxy", why, shown, do)


def with_room(text: str) -> str:
    """The main file of nginx for many live pages: Debian's carries some 380 for each core.

    What somebody has raised further stays.
    """
    text = re.sub(
        r"\bworker_connections\s+(\d+);",
        lambda match: f"worker_connections {max(int(match[1]), CONNECTIONS)};",
        text,
    )
    if re.search(r"^\s*worker_rlimit_nofile\b", text, re.MULTILINE):  # and not behind a #
        return text
    return f"worker_rlimit_nofile {2 * CONNECTIONS};\n{text}"


def proxy_files(place: Machine) -> dict[Path, str]:
    """Each file of the proxy, with its text for this machine."""
    pem, key = _certificate(place)
    text = place.fitted((NGINX / "iag-portal.conf").read_text(encoding="utf-8"))
    own = str(place.at("/etc/iag-portal/certificate"))
    text = text.replace(f"{own}.pem", str(pem)).replace(f"{own}.key", str(key))
    files = {place.at(SITE): text, place.at("/etc/nginx/iag-portal/upstream.conf"): upstream(place)}
    for source in (NGINX / "pass.conf", *sorted((NGINX / "unavailable").iterdir())):
        name = source.relative_to(NGINX)
        files[place.at(f"/etc/nginx/iag-portal/{name}")] = source.read_text(encoding="utf-8")
    return files


def upstream(place: Machine) -> str:
    """The list of web processes, as many as there are."""
    rows = (NGINX / "upstream.conf").read_text(encoding="utf-8").splitlines()
    first = next(number for number, row in enumerate(rows) if row.lstrip().startswith("server "))
    others = [row for row in rows if not row.lstrip().startswith("server ")]
    servers = [f"  server 127.0.0.1:{port} max_fails=0;" for port in place.ports]
    return "\n".join([*others[:first], *servers, *others[first:], ""])


def proxy_reloaded() -> Step:
    def do() -> None:
        run(["nginx", "-t"])
        run(["systemctl", "reload-or-restart", "nginx"])

    why = "It is tested first: with a fault in it the one that runs goes on."
    return Step("The proxy takes it", why, ("nginx -t", "systemctl reload-or-restart nginx"), do)


def units(place: Machine) -> Step:
    folder = place.at("/etc/systemd/system")

    def do() -> None:
        for source in sorted(UNITS.iterdir()):
            machine.write(folder / source.name, place.fitted(source.read_text(encoding="utf-8")))
        place.keep()

    why = "systemd starts each process, and starts it again when it ends."
    return Step("Services", why, (f"write {folder}/iag-portal*",), do)


def names(place: Machine) -> list[str]:
    """The units of every process of the portal."""
    web = [f"iag-portal-web@{port}.service" for port in place.ports]
    return [*web, *(f"iag-portal-worker@{n}.service" for n in place.workers)]


def started(place: Machine) -> Step:
    commands = [
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "iag-portal.target", *names(place)],
        ["systemctl", "enable", "--now", *TIMERS],
        ["systemctl", "restart", "iag-portal.target"],
    ]

    def do() -> None:
        for name in sorted(_enabled() - set(names(place))):
            run(["systemctl", "disable", "--now", name])
        for command in commands:
            run([*command])

    why = "They start now, and whenever the machine does; what there is too much of ends."
    return Step("Start", why, tuple(" ".join(command) for command in commands), do)


def _enabled() -> set[str]:
    """Processes of the portal that start with the machine; before 0.13 it was one for all."""
    folder = Path("/etc/systemd/system")
    links = (folder / "iag-portal.target.wants").glob("iag-portal-*@*.service")
    before = [name for name in ("iag-portal.service",) if (folder / name).exists()]
    return {*before, *(link.name for link in links)}


def certbot(place: Machine, email: str) -> Step:
    command = ["certbot", "certonly", "--non-interactive", "--agree-tos", "--email", email]
    command += ["--webroot", "--webroot-path", "/var/www/iag-portal", "--domain", place.name]
    command += ["--deploy-hook", "systemctl reload nginx"]

    def do() -> None:
        run(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "certbot"])
        run([*command])

    why = "Let's Encrypt asks at port 80 whether this name is yours, now and every two months."
    return Step("A certificate that browsers trust", why, (" ".join(command),), do)


def answers(place: Machine) -> Step:
    def do() -> None:
        until = monotonic() + ANSWERS_WITHIN
        while not all(_is_ready(port, place.name) for port in place.ports):
            if monotonic() > until:
                raise Trouble("It does not answer. Read: journalctl -u 'iag-portal-*' -n 50")
            sleep(0.5)

    why = "Each web process is asked whether it and its database are well."
    shown = tuple(f"GET http://127.0.0.1:{port}/health/ready" for port in place.ports)
    return Step("It answers", why, shown, do)


def _is_ready(port: int, name: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": name})
        return connection.getresponse().status == OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def tell_what_is_left(place: Machine) -> None:
    """What only a person can do."""
    line(f"- Copy {place.environment} and environment.owner to a safe place elsewhere.")
    if _certificate(place)[0] == place.at("/etc/iag-portal/certificate.pem"):
        line("- Browsers warn of the certificate. Run again with --certbot EMAIL, or with")
        line("  --certificate FILE --key FILE.")
    if not place.starts:
        line("- Nothing was started. systemctl enable --now iag-portal.target and")
        line(f"  {' '.join(names(place))}")
    line(f"- Open the link of the first administrator, or https://{place.name}/")
