"""What a program in the sandbox can reach, and what is said where there is no sandbox."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from meetings.slides import sandbox

PDF_INSTEAD = (
    "PowerPoint slides cannot be shown as pictures here. Upload a PDF instead. In PowerPoint"
    " choose File, Export, PDF, and tick “Document structure tags for accessibility”."
)
ENOUGH = timedelta(seconds=10)


def only(tmp_path, *programs):
    """A PATH with just these programs of the machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in programs:
        (folder / name).symlink_to(shutil.which(name))
    return str(folder)


def inside(tmp_path, *program):
    code = sandbox.run(program, folder=tmp_path, limit=ENOUGH)
    return code, sandbox.said(tmp_path)


@pytest.mark.office
def test_a_machine_with_all_it_needs_says_yes():
    assert sandbox.available() == sandbox.Availability(ok=True)


def test_without_bubblewrap_powerpoint_is_off_and_the_administrator_is_told_the_package(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", only(tmp_path, "sh"))
    assert sandbox.available() == sandbox.Availability(
        ok=False,
        sentence=PDF_INSTEAD,
        missing=("bwrap", "prlimit", "soffice"),
        remedy=(
            "sudo apt-get install -y --no-install-recommends bubblewrap util-linux"
            " libreoffice-impress-nogui fonts-crosextra-carlito fonts-crosextra-caladea"
            " fonts-liberation2"
        ),
    )


@pytest.mark.office
def test_only_what_is_missing_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", only(tmp_path, "soffice", "prlimit"))
    report = sandbox.available()
    assert (report.ok, report.missing, report.remedy) == (
        False,
        ("bwrap",),
        "sudo apt-get install -y --no-install-recommends bubblewrap",
    )


@pytest.mark.office
def test_a_machine_that_forbids_namespaces_is_found_out_by_trying(tmp_path, monkeypatch):
    """Containers and some systems install bubblewrap and then refuse what it needs."""
    folder = only(tmp_path, "soffice", "prlimit", "sh")
    refusing = tmp_path / "bin" / "bwrap"
    refusing.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace'\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", folder)
    assert sandbox.available() == sandbox.Availability(
        ok=False,
        sentence=PDF_INSTEAD,
        remedy=(
            "bubblewrap and LibreOffice are installed, but do not run here. Allow unprivileged"
            " user namespaces for bwrap. It said: bwrap: No permissions to create new namespace"
        ),
    )


def test_nothing_is_run_without_the_sandbox(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", only(tmp_path, "touch"))
    with pytest.raises(FileNotFoundError):
        sandbox.run(["touch", "/job/ran"], folder=tmp_path, limit=ENOUGH)
    assert not (tmp_path / "ran").exists()


@pytest.mark.office
def test_a_program_inside_sees_the_system_and_its_own_folder_and_nothing_else(tmp_path):
    assert inside(tmp_path, "ls", "-A", "/", "/job") == (
        0,
        "/:\nbin\ndev\netc\njob\nlib\nlib64\nproc\ntmp\nusr\nvar\n\n/job:\nsaid.log",
    )


HOME = str(Path.home())


@pytest.mark.office
@pytest.mark.parametrize("path", ["/etc/passwd", "/home", HOME, f"/proc/1/root{HOME}"])
def test_files_of_the_machine_are_not_there(tmp_path, path):
    code, output = inside(tmp_path, "ls", path)
    assert (code, output) == (2, f"ls: cannot access '{path}': No such file or directory")


@pytest.mark.office
def test_the_network_is_not_there(tmp_path):
    code, output = inside(tmp_path, "cat", "/proc/net/route")
    assert (code, len(output.splitlines())) == (0, 1)  # the heading of an empty table


@pytest.mark.office
def test_secrets_in_the_environment_do_not_come_along(tmp_path, monkeypatch):
    monkeypatch.setenv("IAG_SECRET_KEY", "a canary")
    code, output = inside(tmp_path, "env")
    assert (code, sorted(output.split("\n"))) == (
        0,
        ["HOME=/job", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "PWD=/job"],
    )


@pytest.mark.office
def test_the_source_can_be_read_and_not_changed(tmp_path):
    source = tmp_path / "pack.pptx"
    source.write_text("as uploaded")
    folder = tmp_path / "job"
    folder.mkdir()
    write = ["sh", "-c", "cat /in/pack.pptx; echo; echo changed > /in/pack.pptx"]
    assert sandbox.run(write, folder=folder, limit=ENOUGH, source=source) != 0
    assert sandbox.said(folder).startswith("as uploaded\n")
    assert source.read_text() == "as uploaded"


@pytest.mark.office
def test_after_the_limit_nothing_that_the_program_started_is_left(tmp_path):
    mark = f"300.{os.getpid()}"  # an argument by which to know them again
    program = ["sh", "-c", f"setsid sleep {mark} & sleep {mark}"]
    with pytest.raises(sandbox.TookTooLong):
        sandbox.run(program, folder=tmp_path, limit=timedelta(seconds=0.3))
    assert processes_with(mark) == []


def processes_with(mark):
    commands = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = file.read_bytes().decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if mark in arguments:
            commands.append(arguments)
    return commands
