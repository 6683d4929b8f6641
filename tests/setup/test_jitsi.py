"""script/demo --jitsi, as far as it goes without Jitsi: real Prosody, nginx and portal, and nothing of Jitsi's own."""

import base64
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from _setup import jitsi
from _setup.say import Trouble

from core.processes import is_running
from tests import migrated
from tests.faults.portal import free_port
from tests.setup.jitsi_stand_in import laid_out
from tests.setup.walk import is_free

ROOT = Path(__file__).resolve().parent.parent.parent
LAUNCHER = ROOT / "script" / "demo"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    folder = laid_out(tmp_path / "share")
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:{folder / 'bin'}")
    return jitsi.find(folder)


def test_what_is_missing_is_named_in_one_sentence_before_anything_starts(tmp_path):
    laid_out(tmp_path / "share")
    (tmp_path / "share/jicofo/jicofo.sh").unlink()
    (tmp_path / "share/jitsi-meet/prosody-plugins/mod_auth_token.lua").unlink()
    data = tmp_path / "data"
    words = ["--jitsi", str(tmp_path / "share"), "--data", str(data), "--port", str(free_port())]
    env = {**os.environ, "PATH": f"{os.environ['PATH']}:{tmp_path / 'share/bin'}"}
    done = subprocess.run(
        [sys.executable, LAUNCHER, *words], env=env, capture_output=True, text=True, check=False
    )

    share = tmp_path / "share"
    assert (done.returncode, done.stderr, data.exists()) == (1, "", False)
    assert done.stdout.strip().endswith(
        f"Jitsi’s plugins for Prosody ({share}/jitsi-meet/prosody-plugins) and Jicofo"
        f" ({share}/jicofo), as {jitsi.HANDBOOK} says."
    )


def test_nothing_of_jitsi_is_missing_in_one_sentence_too(tmp_path):
    with pytest.raises(Trouble) as refused:
        jitsi.find(tmp_path)
    sentence = str(refused.value)
    for part in ("web app", "plugins for Prosody", "Jicofo", "the bridge"):
        assert sentence.count(part) == 1


@contextmanager
def running(data, port, env):
    """What script/demo turns into."""
    command = [sys.executable, "-m", "iag_portal.start", str(port), str(data)]
    with subprocess.Popen(
        [*command, str(jitsi.parts_file(data))],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        heard = []
        for row in process.stdout:
            heard.append(row)
            if row == f"READY http://localhost:{port}\n":
                break
        else:
            pytest.fail("".join(heard))
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def environment(data, port, video):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IAG_")}
    return {
        **kept,
        **video,
        "DJANGO_SETTINGS_MODULE": "iag_portal.settings",
        "IAG_PROFILE": "demo",
        "IAG_DATA": str(data),
        "IAG_ORIGIN": f"http://localhost:{port}",
    }


def manage(*words, env):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def logs_in(account):
    """Whether Prosody takes this account over TLS, as Jicofo and the bridge ask it to."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    begin = f"<stream:stream to='{account['domain']}' version='1.0' xmlns='jabber:client'"
    begin += " xmlns:stream='http://etherx.jabber.org/streams'>"
    with socket.create_connection((account["hostname"], account["port"]), timeout=10) as line:
        told(line, begin, "</stream:features>")
        told(line, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed")
        with trusting.wrap_socket(line, server_hostname=account["domain"]) as safe:
            told(safe, begin, "</stream:features>")
            words = f"\0{account['username']}\0{account['password']}".encode()
            auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            answer = told(safe, f"{auth}{base64.b64encode(words).decode()}</auth>", ">")
            return answer.startswith("<success")


def told(line, text, until):
    line.sendall(text.encode())
    answer = ""
    while until not in answer:
        read = line.recv(65536).decode()
        assert read, f"Prosody hung up after {answer!r}"
        answer += read
    return answer


@pytest.mark.prosody
@pytest.mark.nginx
@pytest.mark.long("starts the portal, Prosody and nginx, and asks the host what check_video asks")
def test_prosody_page_and_portal_work_together_and_end_together(installed, tmp_path):
    data, port = tmp_path / "data", free_port()
    (data / "static").mkdir(parents=True)
    migrated.copy(data / "portal.sqlite3")
    video = jitsi.prepare(data, installed, portal_port=port)
    env = environment(data, port, video)
    manage("createcachetable", env=env)
    own = data / "jitsi"
    judged = subprocess.run(
        ["prosodyctl", "--config", own / "prosody.cfg.lua", "check", "config"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout + judged.stderr

    with running(data, port, env) as portal:
        faults = manage("check_video", env=env)
        jicofo = json.loads((own / "jicofo.conf").read_text())["jicofo"]["xmpp"]["client"]
        bridge = json.loads((own / "jvb.conf").read_text())["videobridge"]["apis"]["xmpp-client"]
        accounts = [jicofo, bridge["configs"]["demo"]]
        assert [logs_in(account) for account in accounts] == [True, True]
        assert not logs_in({**jicofo, "password": "another"})
        started = [
            path.with_name("started").read_text().split()
            for path in (installed.jicofo, installed.bridge)
        ]

    assert faults == [
        (
            f"- {video['JITSI_DOMAIN']} names no TURN server. Who sits behind a closed network, such"
            " as the police's, may hear and see nothing."
        )
    ]
    assert [words[1:] for words in started] == [
        [f"-Dconfig.file={own}/{name}.conf"] for name in ("jicofo", "jvb")
    ]
    assert portal.returncode == 0
    assert not any(is_running(int(words[0])) for words in started)
    assert [number for number in ports_of(own) if not is_free(number)] == []


def ports_of(own):
    lines = (own / "nginx.conf").read_text().split("127.0.0.1:")[1:]
    return {int(line.partition(";")[0]) for line in lines}
