"""What script/demo promises before the portal itself runs: plain reasons, nothing needless."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from _setup import commands, data, demo, install, stamps, system
from _setup.codes import code
from _setup.say import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
LAUNCHER = ROOT / "script" / "demo"


def start(*words, cwd=ROOT):
    return subprocess.run(
        [sys.executable, LAUNCHER, *words], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_help_is_there_from_any_folder(tmp_path):
    done = start("--help", cwd=tmp_path)
    assert done.returncode == 0
    for option in ("--port", "--data", "--reset", "--yes"):
        assert option in done.stdout


def test_a_port_that_is_taken_is_named_with_one_that_is_not(taken_port, tmp_path):
    done = start("--port", str(taken_port), "--data", str(tmp_path))
    assert done.returncode == 1
    assert f"Port {taken_port} is taken" in done.stdout
    assert "Try script/demo --port " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "web"])
def test_a_port_that_cannot_be_is_refused(port):
    assert start("--port", port).returncode == 2


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("Dear Doreen")
    done = start("--data", str(tmp_path), "--reset", "--port", str(_free_port()))
    assert done.returncode == 1
    assert "holds something that is not the demo's" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_two_demos_cannot_share_a_folder(tmp_path):
    data.take(tmp_path)
    done = start("--data", str(tmp_path), "--port", str(_free_port()))
    assert done.returncode == 1
    assert f"A demo is already running with {tmp_path}" in done.stdout


def test_reset_removes_what_the_demo_made_and_follows_no_link_out_of_the_folder(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letters.txt").write_text("Dear Doreen")
    folder = tmp_path / "demo"
    data.take(folder)
    (folder / "files").mkdir()
    (folder / "files" / "deck.pdf").write_text("slides")
    (folder / "link").symlink_to(outside)
    data.empty(folder)
    assert [path.name for path in folder.iterdir()] == [data.MARKER]
    assert (outside / "letters.txt").exists()


def test_the_code_is_what_an_authenticator_app_shows():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B
    assert [code(secret, at) for at in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_a_code_is_printed_for_a_person_of_the_demo_and_nobody_else(tmp_path):
    people = [
        {"name": "Doreen", "email": "doreen@example.org", "totp_secret": "GEZDGNBVGY3TQOJQ"},
        {"name": "Leroy", "email": "", "totp_secret": ""},
    ]
    (tmp_path / "accounts.json").write_text(json.dumps(people))
    done = start("--data", str(tmp_path), "--code", "doreen@example.org")
    assert done.returncode == 0
    assert done.stdout.strip().isdigit()
    other = start("--data", str(tmp_path), "--code", "leroy@example.org")
    assert other.returncode == 1
    assert "Nobody with a secret has the address leroy@example.org." in other.stdout


def test_a_stamp_is_fresh_until_a_name_or_a_content_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    source = tmp_path / "static"
    source.mkdir()
    (source / "app.scss").write_text("a")
    first = stamps.digest([source])
    assert not stamps.is_fresh("front-end", first, folder=tmp_path)
    stamps.mark("front-end", first, folder=tmp_path)
    assert stamps.is_fresh("front-end", stamps.digest([source]), folder=tmp_path)
    (source / "app.scss").rename(source / "base.scss")
    second = stamps.digest([source])
    assert second != first
    (source / "base.scss").write_text("b")
    assert stamps.digest([source]) not in (first, second)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("npm error code ENOTFOUND", "There is no way to the network."),
        ("E: Could not get lock /var/lib/dpkg/lock", "Another program is installing packages."),
        ("something odd", "python"),
    ],
)
def test_why_a_program_failed_is_told_in_plain_words_first(output, reason):
    fail = f"print({output!r}); raise SystemExit(3)"
    with pytest.raises(Trouble) as trouble:
        commands.run([sys.executable, "-c", fail])
    first, *rest = str(trouble.value).splitlines()
    assert first.startswith(reason)
    assert rest == [f"    {output}"]


def test_ctrl_c_during_a_step_ends_what_the_step_started(tmp_path):
    """A long step in a process of its own, stopped as Ctrl-C and `kill` do."""
    for number in (signal.SIGINT, signal.SIGTERM):
        pid_file = tmp_path / f"pid-{number}"
        program = (
            "import sys; sys.path[:0] = sys.argv[1:3]\n"
            "from _setup.commands import run, stop_on_sigterm, end_children\n"
            "stop_on_sigterm()\n"
            "try: run(['sh', '-c', 'sleep 600 & echo $! > ' + sys.argv[3] + '; wait'])\n"
            "except KeyboardInterrupt: pass\n"
            "finally: end_children()\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program, ROOT / "script", ROOT, pid_file],
            stdout=subprocess.DEVNULL,
        )
        until(lambda: pid_file.exists() and pid_file.read_text().strip())  # noqa: B023
        process.send_signal(number)
        assert process.wait(20) == 0
        assert not Path(f"/proc/{pid_file.read_text().strip()}").exists()


def test_the_line_to_type_names_sudo_only_for_those_who_need_it(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system.command_line(("bubblewrap",)).startswith("sudo apt-get install")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert system.command_line(("bubblewrap",)).startswith("apt-get install")


def test_a_missing_part_is_named_with_what_is_off_and_the_line_to_have_it(monkeypatch, capsys):
    part = system.Part("Tea", ("teapot",), lambda: False, "nobody gets tea")
    monkeypatch.setattr(system, "_way_in", lambda *_args, **_options: None)
    assert system.provide([part], ask=False) == [part]
    assert capsys.readouterr().out.splitlines() == [
        "  Tea is off: nobody gets tea. To have it:",
        f"    {system.command_line(('teapot',))}",
    ]


def test_a_no_to_installing_is_remembered_and_the_line_is_still_named(
    monkeypatch, capsys, tmp_path
):
    part = system.Part("Tea", ("teapot",), lambda: False, "nobody gets tea")
    asked = []
    monkeypatch.setattr(system, "_way_in", lambda *words, **_options: asked.append(words))
    monkeypatch.setattr(stamps.is_fresh, "__kwdefaults__", {"folder": tmp_path})
    monkeypatch.setattr(stamps.mark, "__kwdefaults__", {"folder": tmp_path})
    for _ in range(2):
        assert system.provide([part], ask=True, once=True) == [part]
    assert asked == [(["teapot"], "Tea")]
    assert capsys.readouterr().out.count("apt-get install") == 2


def test_the_table_shows_who_can_sign_in_and_how(tmp_path, capsys):
    people = [
        {
            "name": "Doreen Achebe",
            "email": "doreen@example.org",
            "password": "a long password",
            "totp_secret": "GEZDGNBVGY3TQOJQ",
            "roles": ["member"],
        }
    ]
    (tmp_path / "accounts.json").write_text(json.dumps(people))
    demo._print_people(tmp_path)
    rows = capsys.readouterr().out.splitlines()
    assert rows[3].split("  ") == [
        "",
        "Doreen Achebe (member)",
        "doreen@example.org",
        "a long password",
        "GEZDGNBVGY3TQOJQ",
    ]


def until(truth):
    end = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < end, "This did not happen in time."
        time.sleep(0.02)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_code_is_compiled_for_a_user_who_may_write_nothing_there(tmp_path, monkeypatch):
    for name in ("asgi.py", "meetings/__init__.py", "meetings/live.py", "tests/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("WORDS = 1\n")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    install.compile_code()

    compiled = {path.name.split(".")[0] for path in tmp_path.rglob("*.pyc")}
    assert compiled == {"asgi", "__init__", "live"}
    assert not (tmp_path / "tests" / "__pycache__").exists()
