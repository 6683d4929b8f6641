"""Somebody at the pages without a browser: links are followed, forms filled by name and sent."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

import httpx
from lxml import html

from tests.e2e.people import App

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import FormElement, HtmlElement

PASSWORD = "seven lanterns over the quay"
AGAIN = "/accounts/2fa/reauthenticate/"
TIMEOUT = 60  # seconds


class Visitor:
    """One person with a session of their own; ``page`` is what they see."""

    page: HtmlElement
    address: str
    _app: App

    def __init__(self, origin: str, way: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(
            base_url=origin, follow_redirects=True, timeout=TIMEOUT, transport=way
        )

    def close(self) -> None:
        self._http.close()

    def keep(self, state: Path) -> None:
        """Take the seat of somebody who signed in earlier: their cookies, as Playwright keeps them."""
        for cookie in json.loads(state.read_text())["cookies"]:
            self._http.cookies.set(cookie["name"], cookie["value"])

    @property
    def words(self) -> str:
        """The text of the page on one line."""
        (main,) = self.page.xpath("//main")
        return " ".join(main.text_content().split())

    @property
    def cookies(self) -> list[dict[str, str]]:
        """The session, as Playwright takes it."""
        return [
            {"name": cookie.name, "value": cookie.value or "", "url": str(self._http.base_url)}
            for cookie in self._http.cookies.jar
        ]

    def go(self, path: str) -> Self:
        """Open a page that must be there, with a code of the app where it asks for one."""
        self._see(self._http.get(path))
        if self.address == AGAIN:
            self.send("Continue", code=self._app.code())
        return self

    def follow(self, words: str) -> Self:
        """Press the first link with these words in it."""
        for link in self.page.xpath("//main//a"):
            if words in " ".join(link.text_content().split()):
                return self.go(str(link.get("href")))
        raise AssertionError(f"no link {words!r} at {self.address}: {self.words}")

    def send(self, button: str, **fields: str | list[str]) -> Self:
        """Fill the form that has this button and press it; nothing may be found wrong."""
        form, name, value = self._form(button)
        names = set(form.fields.keys())
        assert fields.keys() <= names, f"{self.address} asks for {sorted(names)}"
        data: dict[str, str | list[str]] = {}
        for key, filled in form.form_values():
            data[key] = [*data.get(key, []), filled]
        # lxml says "on" where a radio that is checked stands for nothing.
        data |= dict.fromkeys(form.xpath(".//input[@checked and @value='']/@name"), "")
        data |= fields
        if name:
            data[name] = value
        action = form.get("action") or self.address
        return self._see(self._http.request(form.method, action, data=data))

    def value(self, field: str, words: str) -> str:
        """What the page would send for the choice with these words: a box, or a line of a list."""
        for option in self.page.xpath("//select[@name=$name]/option", name=field):
            if words in option.text_content():
                return str(option.get("value"))
        for box in self.page.xpath("//input[@name=$name]", name=field):
            (label,) = self.page.xpath("//label[@for=$id]", id=box.get("id"))
            if words in label.text_content():
                return str(box.get("value"))
        raise AssertionError(f"no choice {words!r} of {field} at {self.address}: {self.words}")

    def join(self, link: str) -> Self:
        """From the link of an invitation to the home page, with an authenticator app."""
        self.go(link).send("Continue", password=PASSWORD)
        self.send("Continue", accept="on")
        self.follow("Set up an app")
        (secret,) = self.page.xpath("//strong[@translate='no']")
        self._app = App(secret.text_content())
        self.send("Continue", code=self._app.code())
        return self.go("/")

    def _form(self, button: str) -> tuple[FormElement, str, str]:
        for form in self.page.forms:
            for press in form.xpath(".//button"):
                if " ".join(press.text_content().split()) == button:
                    return form, press.get("name") or "", press.get("value") or ""
        raise AssertionError(f"no button {button!r} at {self.address}: {self.words}")

    def _see(self, answer: httpx.Response) -> Self:
        self.page = html.fromstring(answer.text, base_url=str(answer.url))
        self.address = answer.url.path
        self._http.headers["referer"] = str(answer.url)
        assert answer.status_code == HTTPStatus.OK, f"{answer.status_code}: {self.words}"
        wrong = [summary.text_content() for summary in self.page.find_class("govuk-error-summary")]
        assert not wrong, f"{self.address}: {' '.join(' '.join(wrong).split())}"
        return self
