"""script/screenshots: the pictures of the docs, drawn anew from the story of the demo."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from . import frontend, python_env, system
from .commands import ROOT, exit_code, run
from .say import Trouble, line, step

FOLDER = ROOT / "docs" / "images"
PARTS = [system.BROWSER, system.PDF, system.LETTERS, system.OFFICE]


@dataclass(frozen=True)
class Picture:
    """What somebody of the story sees at an address, from the top or from an element on.

    :ivar begins: a CSS selector.
    :ivar scene: of ``hybrid_room.py``, which leads there; with video, the stand-in of the tests.
    """

    name: str
    who: str
    address: str
    begins: str = "body"
    scene: str = ""


PICTURES = [
    Picture("home.png", "doreen", "/"),
    Picture("members-space.png", "ama", "/topics/1/members/", ".app-tabs"),
    Picture("live-meeting.png", "marjorie", "/meetings/2/live/"),
    Picture("summary.png", "imran", "/publications/HAR-2026-S01/"),
    Picture("rehearsal.png", "doreen", "/meetings/4/rehearsal/", "h1", "rehearsal"),
    Picture("room-sound.png", "sally", "/display/video/", scene="room_sound"),
    Picture("room-screen.png", "sally", "/display/", scene="room_screen"),
    Picture("slow-line.png", "doreen", "/meetings/2/live/", "[data-video]", "slow_line"),
]


def main(words: list[str]) -> int:
    options = _options(words)
    return exit_code(lambda: _do(options))


def _do(options: argparse.Namespace) -> None:
    if options.list:
        line("\n".join(picture.name for picture in PICTURES))
    elif options.draw:
        _draw(options.folder)
    else:
        _provide()
        with step("Telling the story and drawing it, which takes a minute"):
            here = ROOT / "script" / "screenshots"
            run([python_env.PYTHON, here, "--draw", "--folder", options.folder.resolve()])


def _provide() -> None:
    """Install what the portal, its browser and all parts that are to be seen need."""
    if system.provide(PARTS, ask=True):
        raise Trouble("A picture would lack what is off. Type the lines above and start again.")
    python_env.provide(python_env.RUNTIME, python_env.TESTS, ask=True)
    frontend.provide(ask=True)


def _draw(folder: Path) -> None:
    from .drawing import draw  # noqa: PLC0415 - it needs what has just been installed

    draw(PICTURES, folder)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/screenshots",
        description="Draw the pictures of the docs from a story of its own.",
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to (docs/images)")
    parser.add_argument("--list", action="store_true", help="name the pictures, and draw nothing")
    parser.add_argument("--draw", action="store_true", help="install nothing: all is there")
    return parser.parse_args(words)
