"""The configurations of script/demo --jitsi: those of deploy/, with addresses of this machine."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .deployment import TEMPORARY
from .machine import DEPLOY

DOMAIN = "meet.jitsi"
SERVICES = f"auth.{DOMAIN}"  # where Jicofo and the bridge sign in
BREWERY = f"jvbbrewery@internal.{SERVICES}"  # where they find each other
ACCOUNTS = ("focus", "jvb")
KEY_ID = "demo"
IS_ROOT = os.geteuid() == 0  # whose data folder is closed to the users that Debian has for them


class Ports(NamedTuple):
    """All on 127.0.0.1 but the bridge's own: it takes no loopback address for pictures."""

    web: int  # Jitsi's page, for browsers
    asked: int  # where Prosody asks the portal
    http: int
    services: int
    jicofo: int
    bridge: int
    bridge_udp: int


@dataclass(frozen=True)
class Place:
    """One demo's Jitsi: where everything is, and its secrets."""

    folder: Path
    web: Path
    plugins: Path
    portal_port: int
    ports: Ports
    system_key: str
    passwords: dict[str, str]

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.ports.web}"


def public_name() -> str:
    """The file of the public key, as Prosody asks for it."""
    return f"{hashlib.sha256(KEY_ID.encode()).hexdigest()}.pem"


def write(place: Place) -> None:
    files = {
        "prosody.cfg.lua": prosody(place),
        "jicofo.conf": jicofo(place),
        "jvb.conf": bridge(place),
        "config.js": page(place),
        "nginx.conf": proxy(place),
    }
    for name, text in files.items():
        (place.folder / name).write_text(text)
    for name, password in place.passwords.items():
        _keep(place, "accounts", name, f'return {{ ["password"] = "{password}" }};')
    # Prosody tells the component that passes on what browsers ask whether Jicofo is there.
    subscribed = f'["focus.{DOMAIN}"] = {{ subscription = "from", groups = {{}} }}'
    _keep(place, "roster", "focus", f"return {{ [false] = {{ version = 1 }}, {subscribed} }};")


def _keep(place: Place, kind: str, name: str, text: str) -> None:
    """Put it where Prosody's own storage has it."""
    file = place.folder / "data" / SERVICES.replace(".", "%2e") / kind / f"{name}.dat"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n")


# --- Prosody --------------------------------------------------------------------------------------

AROUND_IT = """-- Written by script/demo --jitsi, anew at each start.
{as_root}pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ info = "*console" }}
interfaces = {{ "127.0.0.1" }}
local_interfaces = {{ "127.0.0.1" }}
http_interfaces = {{ "127.0.0.1" }}
http_ports = {{ {ports.http} }}
https_ports = {{}}
c2s_ports = {{ {ports.services} }}
s2s_ports = {{}}
modules_enabled = {{ "disco", "ping", "roster", "saslauth" }}
modules_disabled = {{ "s2s" }}
consider_bosh_secure = true
consider_websocket_secure = true
trusted_proxies = {{ "127.0.0.1" }}
admins = {{ "focus@{services}", "jvb@{services}" }}
main_muc = "muc.{domain}"
muc_mapper_domain_base = "{domain}"
muc_mapper_domain_prefix = "muc"
av_moderation_component = "avmoderation.{domain}"
end_conference_component = "endconference.{domain}"
"""
BESIDES = """
VirtualHost "{services}"
    authentication = "internal_plain"
    modules_enabled = {{ "tls" }}
    ssl = {{ certificate = "{folder}/services.pem", key = "{folder}/services.key" }}

Component "internal.{services}" "muc"
    muc_room_locking = false
    muc_room_default_public_jids = true

Component "focus.{domain}" "client_proxy"
    target_address = "focus@{services}"

Component "avmoderation.{domain}" "av_moderation_component"
    muc_component = "muc.{domain}"

Component "endconference.{domain}" "end_conference"
    muc_component = "muc.{domain}"
"""


def prosody(place: Place) -> str:
    """The lines of deploy/prosody/example.cfg.lua as they are, and what stands around them."""
    values = {
        "folder": place.folder,
        "ports": place.ports,
        "domain": DOMAIN,
        "services": SERVICES,
        "as_root": "run_as_root = true\n" if IS_ROOT else "",
    }
    asked = f"http://127.0.0.1:{place.ports.asked}"
    example = _changed(
        (DEPLOY / "prosody/example.cfg.lua").read_text(),
        {
            "/usr/share/jitsi-meet/prosody-plugins": str(place.plugins),
            "/etc/prosody/iag-plugins": str(DEPLOY / "prosody"),
            "/etc/prosody/iag-keys": str(place.folder / "keys"),
            "https://PORTAL.EXAMPLE": asked,
            "JITSI_SYSTEM_KEY OF THE PORTAL": place.system_key,
            '"presence_identity" }': '"presence_identity", "av_moderation", "end_conference" }',
            '{ "token_verification"': '{ "muc_meeting_id", "token_verification"',
        },
    )
    return AROUND_IT.format(**values) + example + BESIDES.format(**values)


def _changed(text: str, changes: dict[str, str]) -> str:
    """``text`` with each of these replaced.

    :raises ValueError: one is no longer in it, so that the demo would run something else.
    """
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"deploy/prosody/example.cfg.lua no longer has {old}")
        text = text.replace(old, new)
    return text


# --- Jicofo and the bridge ------------------------------------------------------------------------


def jicofo(place: Place) -> str:
    """Nobody moderates but by a token: as deploy/containers/jitsi.env has it."""
    client = {
        "hostname": "127.0.0.1",
        "port": place.ports.services,
        "domain": SERVICES,
        "xmpp-domain": DOMAIN,
        "username": "focus",
        "password": place.passwords["focus"],
        "conference-muc-jid": f"muc.{DOMAIN}",
        "client-proxy": f"focus.{DOMAIN}",
        "disable-certificate-verification": True,
    }
    wanted = {
        "authentication": {"enabled": False, "type": "NONE"},
        "conference": {"enable-auto-owner": False},
        "bridge": {"brewery-jid": BREWERY},
        "rest": {"host": "127.0.0.1", "port": place.ports.jicofo},
        "xmpp": {"client": client},
    }
    return _hocon({"jicofo": wanted})


def bridge(place: Place) -> str:
    """It asks no server of others for its address, and speaks by data channel only."""
    account = {
        "hostname": "127.0.0.1",
        "port": place.ports.services,
        "domain": SERVICES,
        "username": "jvb",
        "password": place.passwords["jvb"],
        "muc_jids": BREWERY,
        "muc_nickname": "demo",
        "disable_certificate_verification": True,
    }
    servers = {"private": {"host": "127.0.0.1", "port": place.ports.bridge}}
    asks_others = {"stun": {"enabled": False}, "aws": {"enabled": False}}
    return _hocon(
        {
            "videobridge": {
                "ice": {"udp": {"port": place.ports.bridge_udp}},
                "apis": {"xmpp-client": {"configs": {"demo": account}}},
                "websockets": {"enabled": False},
                "http-servers": servers,
            },
            "ice4j": {"harvest": {"mapping": asks_others}},
        }
    )


def _hocon(values: dict[str, object]) -> str:
    """Jitsi's Java programs read HOCON, of which JSON is a part."""
    return json.dumps(values, indent=2) + "\n"


# --- The page, and what is in front of it ---------------------------------------------------------

FRONT = """# Written by script/demo --jitsi, anew at each start.
{as_root}daemon off;
pid {folder}/nginx.pid;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off; # addresses hold tokens, and nginx writes them beside an error
  error_log stderr alert;
  {temporary}
  server {{
    listen 127.0.0.1:{ports.web};
    root {web};
    index index.html;
    ssi on; # Jitsi's page is put together by it
    ssi_types application/javascript application/x-javascript;
    add_header Content-Security-Policy "frame-ancestors http://localhost:{portal_port}" always;
    add_header Referrer-Policy no-referrer always;
    location = /config.js {{ alias {folder}/config.js; }}
    location = /external_api.js {{ alias {web}/libs/external_api.min.js; }}
    location = /http-bind {{
      proxy_pass http://127.0.0.1:{ports.http};
      proxy_set_header Host {domain};
      proxy_set_header X-Forwarded-For $remote_addr;
    }}
    location = /xmpp-websocket {{
      proxy_pass http://127.0.0.1:{ports.http};
      proxy_http_version 1.1;
      proxy_set_header Host {domain};
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_read_timeout 900s;
      proxy_buffering off;
    }}
    location ~ ^/(css|fonts|images|lang|libs|sounds|static)/ {{ try_files $uri =404; }}
    location / {{ try_files $uri /index.html; }} # a room
  }}
  server {{ # Prosody asks no name server, and the portal answers to no number
    listen 127.0.0.1:{ports.asked};
    location /video/host/ {{
      proxy_pass http://127.0.0.1:{portal_port};
      proxy_set_header Host localhost:{portal_port};
    }}
  }}
}}
"""


def page(place: Place) -> str:
    """What Jitsi's page is told, and deploy/containers/custom-config.js as it is."""
    config = {
        "hosts": {"domain": DOMAIN, "muc": f"muc.{DOMAIN}", "focus": f"focus.{DOMAIN}"},
        "bosh": f"{place.origin}/http-bind",
        "websocket": f"ws://localhost:{place.ports.web}/xmpp-websocket",
        "bridgeChannel": {"preferSctp": True},
        "openBridgeChannel": "datachannel",  # how earlier releases say it
        "resolution": 360,
        "enableWelcomePage": False,
        "prejoinConfig": {"enabled": True},
        "disablePolls": True,
        "disableReactions": True,
        "disableProfile": True,
    }
    ours = (DEPLOY / "containers/custom-config.js").read_text()
    return f"var config = {json.dumps(config, indent=2)};\n{ours}"


def proxy(place: Place) -> str:
    folder = place.folder
    temporary = "".join(f"{name}_temp_path {folder}/nginx/{name};\n  " for name in TEMPORARY)
    return FRONT.format(
        folder=folder,
        web=place.web,
        ports=place.ports,
        portal_port=place.portal_port,
        domain=DOMAIN,
        temporary=temporary.rstrip(),
        as_root="user root;\n" if IS_ROOT else "",
    )
