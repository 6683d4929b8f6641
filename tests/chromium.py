"""Chromium as all tests start it: what a test does not look at is switched off."""

from _setup import system
from playwright.sync_api import Browser, Playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Each page begins with an empty heap: room for what it and axe make saves a tenth of the seconds.
    # No page lives long enough to win back what it costs to optimise its code: another fifth.
    "--js-flags=--min-semi-space-size=16 --single-threaded --no-turbofan --no-maglev",
)  # fmt: skip
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


def launched(playwright: Playwright, *more: str) -> Browser:
    """A browser of one's own; ``more`` are flags besides, such as ``*CAMERA``."""
    return playwright.chromium.launch(executable_path=system.chromium(), args=[*FLAGS, *more])
