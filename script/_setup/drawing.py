"""Drawing pictures of pages: a portal with a fresh story, and a browser that somebody signs in."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.e2e.people import FLAGS, People
from tests.e2e.portal import Portal, tell

from . import system

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
        with Portal(data) as portal, sync_playwright() as playwright:
            portal.work()  # slides and editions
            browser = playwright.chromium.launch(executable_path=system.chromium(), args=FLAGS)
            people = People(browser, portal, Path(name), {})
            for picture in pictures:
                _save(_look(people, picture), folder / picture.name)
            people.close()
            browser.close()


def _look(people: People, picture: "Picture") -> bytes:
    page = people.stranger(viewport=WINDOW)
    people.sign_in(page, picture.who)
    page.goto(people.portal.as_told(picture.address))
    page.evaluate("document.fonts.ready")
    page.locator(picture.begins).evaluate("one => one.scrollIntoView({ behavior: 'instant' })")
    return page.screenshot(animations="disabled", caret="hide")


def _save(drawn: bytes, file: Path) -> None:
    few = Image.open(BytesIO(drawn)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
