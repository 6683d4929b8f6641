"""The pictures in the docs: there, small, described, and drawn by one command."""

import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from _setup.screenshots import PICTURES
from django.urls import resolve

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "images"
LARGEST = 150_000  # bytes
SHORTEST = 60  # characters that describe a page to somebody who does not see it
PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)]+)\)")
PAGES = [ROOT / "README.md", ROOT / "docs" / "hybrid-room.md"]
NAMED = {
    str((page.parent / picture["path"]).relative_to(ROOT)): picture["words"]
    for page in PAGES
    for picture in PICTURE.finditer(page.read_text())
}


def size_of(png):
    """Width and height of a picture in PNG, or None for anything else."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("path", NAMED)
def test_a_picture_is_a_small_png_of_one_window(path):
    png = (ROOT / path).read_bytes()

    assert size_of(png) == (1280, 800)
    assert len(png) <= LARGEST


@pytest.mark.parametrize("path", NAMED)
def test_a_picture_is_described(path):
    assert len(NAMED[path]) >= SHORTEST
    assert NAMED[path].endswith(".")


def test_this_would_notice_a_picture_that_is_none_or_has_no_words():
    assert size_of(b"GIF89a" + bytes(20)) is None
    assert PICTURE.findall("![](docs/images/a.png) [link](b.md)") == [("", "docs/images/a.png")]


def test_the_command_names_the_pictures_that_the_docs_name_and_no_other_is_kept():
    listed = subprocess.run(
        [sys.executable, ROOT / "script" / "screenshots", "--list"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip

    assert [f"docs/images/{name}" for name in listed] == list(NAMED)
    assert sorted(listed) == sorted(path.name for path in FOLDER.iterdir())


def test_each_picture_is_of_a_page_that_there_is():
    assert [resolve(picture.address).view_name for picture in PICTURES] == [
        "home",
        "deliberation:topic-members",
        "meetings:live",
        "publications:edition",
        "meetings:rehearsal",
        "meetings:device",
        "meetings:display",
        "meetings:live",
    ]
