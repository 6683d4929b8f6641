"""People of the story in front of their browsers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

if TYPE_CHECKING:
    from tests.e2e.portal import Portal

PATIENCE = 30_000  # milliseconds that anything may take: other tests share the machine
PERIOD = 30  # seconds that a code of an authenticator app is shown
MARGIN = 10  # seconds from reading a code to its arrival, on a busy machine
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# Chromium says this of every answer that is not 2xx; the tests say which ones they expect.
CLEARED = "Clear-Site-Data header on"
STATUS = re.compile(r"(?:responded with a status of|Status Error Code) (\d+)")


class App:
    """An authenticator app: each code that it gives is newer than the one before."""

    def __init__(self, secret: str) -> None:
        letters = re.sub(r"[^A-Z2-7]", "", secret)
        self._key = base64.b32decode(letters + "=" * (-len(letters) % 8))
        self._last = 0

    def code(self) -> str:
        """The oldest code that the portal still takes and that was not used."""
        now = int(time.time()) // PERIOD
        oldest = int(time.time() + MARGIN) // PERIOD - 1  # it must still be taken when it arrives
        self._last = max(self._last + 1, oldest)
        assert self._last <= now + 1, "too many codes within a minute"
        digest = hmac.new(self._key, struct.pack(">Q", self._last), hashlib.sha1).digest()
        (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


class People:
    """Opens a browser for a person; what its console says must be empty at the end.

    :param states: folder of the cookies of those who have signed in already.
    """

    def __init__(
        self, browser: Browser, portal: Portal, states: Path, apps: dict[str, App]
    ) -> None:
        self.portal = portal
        self.browser = browser
        self._states = states
        self._apps = apps
        self._contexts: list[BrowserContext] = []
        self.said: list[str] = []
        self.answers_expected: set[int] = set()

    def stranger(self, **options: Any) -> Page:
        """A new browser in which nobody is signed in."""
        context = self.browser.new_context(
            base_url=self.portal.origin,
            **{"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/London", **options},
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self._contexts.append(context)
        context.on("page", self._listen)
        return context.new_page()

    def page(self, short: str, **options: Any) -> Page:
        """A new browser in which this person signed in earlier."""
        return self.stranger(storage_state=self._states / f"{short}.json", **options)

    def app(self, short: str) -> App:
        """Their authenticator app."""
        if short not in self._apps:
            self._apps[short] = App(self.portal.account(short)["totp_secret"])
        return self._apps[short]

    def sign_in(self, page: Page, short: str) -> None:
        """Through the pages: password, then the code of the app."""
        account = self.portal.account(short)
        page.goto("/accounts/login/")
        page.get_by_label("Email address").fill(account["email"])
        page.get_by_label("Password", exact=True).fill(account["password"])
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Security code").fill(self.app(short).code())
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    def show_again(self, page: Page, short: str) -> None:
        """Answer the page that asks for the second step once more."""
        expect(page.get_by_role("heading", level=1)).to_have_text("Confirm it’s you")
        page.get_by_label("Security code").fill(self.app(short).code())
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Confirm it’s you")
        # The session has a new name from now on.
        page.context.storage_state(path=self._states / f"{short}.json")

    def close(self) -> None:
        """Close every browser; what a test still held up on its way ends with it, unsaid."""
        for context in self._contexts:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")
            context.close()
        self._contexts.clear()

    def complaints(self) -> list[str]:
        """What consoles said beyond the answers that a test announced."""
        return [
            line
            for line in self.said
            if not (
                (status := STATUS.search(line)) and int(status.group(1)) in self.answers_expected
            )
        ]

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self._heard(page, message.type, message.text))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind == "info" and CLEARED in text:  # what signing out asks the browser to do
            return
        self.said.append(f"{page.url}: {kind}: {text}")
