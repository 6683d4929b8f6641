"""Drawing pictures of pages: a portal with a fresh story, and a browser that somebody signs in."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.chromium import CAMERA, launched
from tests.e2e.fake_jitsi.server import FakeJitsi
from tests.e2e.people import App, People
from tests.e2e.portal import Portal, tell

from . import hybrid_room

if TYPE_CHECKING:
    from .screenshots import Picture

WINDOW = {"width": 1280, "height": 800}
COLOURS = 256  # a page has few; a picture of it is then a third as large


def draw(pictures: "list[Picture]", folder: Path) -> None:
    """Draw each picture into ``folder``, from a portal on a free port with data of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="iag-screenshots-") as name:
        data = Path(name) / "data"
        tell(data, Path(name) / "states", [])
        plain = [picture for picture in pictures if not picture.scene]
        apps: dict[str, App] = {}  # of both portals: one data folder, in which a code is used once
        with sync_playwright() as playwright, FakeJitsi() as video:
            browser = launched(playwright, *CAMERA)
            for some, portal in (
                (plain, Portal(data)),
                (
                    [picture for picture in pictures if picture.scene],
                    Portal(data, video=video.origin),
                ),
            ):
                with portal:
                    portal.work()  # slides and editions
                    people = People(browser, portal, Path(name), apps)
                    for picture in some:
                        _save(_look(people, picture), folder / picture.name)
                    people.close()
            browser.close()


def _look(people: People, picture: "Picture") -> bytes:
    page = people.stranger(viewport=WINDOW)
    people.sign_in(page, picture.who)
    if picture.scene:
        page = getattr(hybrid_room, picture.scene)(people, page, picture.address)
    else:
        page.goto(people.portal.as_told(picture.address))
    page.evaluate("document.fonts.ready")
    page.locator(picture.begins).evaluate("one => one.scrollIntoView({ behavior: 'instant' })")
    return page.screenshot(animations="disabled", caret="hide")


def _save(drawn: bytes, file: Path) -> None:
    few = Image.open(BytesIO(drawn)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
