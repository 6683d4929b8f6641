"""The lines that an operator copies into Prosody's configuration: Prosody finds no fault with them."""

import tempfile
from pathlib import Path

import pytest
from _setup.deployment import A_HOST, prosody_faults

from tests.video.prosody import ROOT

pytestmark = pytest.mark.prosody
FOLDER = ROOT / "deploy/prosody"


def faults(lines):
    """Not in pytest's folder, which is closed to the user of Prosody."""
    with tempfile.TemporaryDirectory(prefix="iag-prosody-") as name:
        return prosody_faults(lines, Path(name))


def test_prosody_finds_no_fault_with_the_example_and_with_what_containers_read():
    example = (FOLDER / "example.cfg.lua").read_text()
    containers = (FOLDER / "containers.cfg.lua").read_text() + A_HOST

    assert [faults(example), faults(containers)] == ["", ""]
    assert "A problem occurred while reading" in faults(example.replace('"token"', '"token'))
