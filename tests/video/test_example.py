"""The lines that an operator copies into Prosody's configuration: Prosody finds no fault with them."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.video.prosody import ROOT, somebody

pytestmark = pytest.mark.prosody
FOLDER = ROOT / "deploy/prosody"
AROUND = 'modules_enabled = { "tls" }\n'  # what Debian's own configuration has besides
INSTALLED = "/etc/prosody/iag-plugins"


def faults(lines):
    """What ``prosodyctl check config`` says of them; nothing where all is well."""
    with tempfile.TemporaryDirectory(prefix="iag-prosody-") as name:
        (Path(name) / "certs").mkdir()
        config = Path(name) / "prosody.cfg.lua"
        config.write_text(AROUND + lines.replace(INSTALLED, str(FOLDER)))
        somebody(Path(name))
        command = ["prosodyctl", "--config", str(config), "check", "config"]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return checked.stdout + checked.stderr if checked.returncode else ""


def test_prosody_finds_no_fault_with_the_example():
    example = (FOLDER / "example.cfg.lua").read_text()

    assert faults(example) == ""
    assert "A problem occurred while reading" in faults(example.replace('"token"', '"token'))
