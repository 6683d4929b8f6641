"""Our scripts of captions in Chromium, before a portal of a few lines: reading along, and writing."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from meetings.models import Caption, Meeting
from meetings.queries import Captions
from meetings.views.captions import TIMES
from tests.meetings.video.conftest import chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
BUNDLE = Path("static/build/app.js")
MOVED_ON = "The meeting has moved to another item."
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Captions</title></head>
<body><main>{strip}<div data-region="captions">{offer}</div>{form}</main>
<p id="announce-assertive"></p><p id="announce-polite"></p>
<script type="module" src="/app.js"></script></body></html>"""
OFFER = '<p data-captions-offer><button data-captions-show type="button">Show captions</button></p>'
FORM = """<p data-captions-refused data-unsent="Not sent." hidden></p>
<form method="post" action="/write/" data-captions-write>
<textarea name="text" aria-label="What is said"></textarea><input type="hidden" name="item" value="1">
<button>Send</button></form>
<div data-captions-last hidden><form method="post" data-captions-correct>
<textarea name="text" aria-label="The last line"></textarea><input type="hidden" name="item">
<input type="hidden" name="corrects"><button>Correct</button></form></div>"""

ONE_AFTER_THE_OTHER = """(box) => {
  for (const words of ['Five.\\n', 'Six.\\n']) { box.value = words; box.dispatchEvent(new Event('input')) }
}"""


class Portal:
    """The few answers that the scripts need: ``item`` is under way, ``needed`` who asks needs them."""

    def __init__(self):
        self.item, self.needed, self.lines, self.away = 1, False, [], False
        self.asked = 0

    def answer(self, route):
        path = urlsplit(route.request.url).path
        if path == "/app.js":
            route.fulfill(body=BUNDLE.read_text(), content_type="text/javascript")
        elif self.away:
            route.abort()
        elif path == "/write/":
            self._take(route)
        elif path.endswith("/news/"):
            self._tell(route)
        else:
            self._page(route, alone="alone" in path)

    def _take(self, route):
        fields = dict(
            re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', route.request.post_data, re.DOTALL)
        )
        if fields["item"] != str(self.item):
            route.fulfill(status=403, body=MOVED_ON, headers={"X-Refused": "1"})
            return
        if fields.get("corrects"):
            self.lines.pop()
        self.lines += fields["text"].split("\r\n")
        route.fulfill(status=204)

    def _tell(self, route):
        self.asked += 1
        rows = [Caption(pk=pk, text=text) for pk, text in enumerate(self.lines, start=1)]
        drawn = render_to_string(
            "meetings/live/_caption_lines.html", {"captions": Captions("", rows)}
        )
        state = f"{self.item} {'|'.join(self.lines)}"
        frame = {"state": state, "item": self.item, "needed": self.needed, "lines": drawn}
        route.fulfill(json=frame)

    def _page(self, route, *, alone):
        context = {"meeting": Meeting(pk=7), "me": 5, "caption_times": TIMES, "alone": alone}
        context["captions"] = Captions("", [])
        strip = render_to_string("meetings/live/_caption_strip.html", context)
        page = PAGE.format(strip=strip, offer="" if alone else OFFER, form=FORM if alone else "")
        route.fulfill(body=page, content_type="text/html")


@pytest.fixture
def portal():
    return Portal()


@pytest.fixture
def page(chromium, portal):
    context = chromium.new_context(base_url="http://localhost")
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route("**/*", portal.answer)
    page.clock.install()
    yield page
    context.close()
    assert wrong == []


def lines(page):
    return page.locator("[data-captions-lines] [data-caption]")


def test_captions_are_off_until_somebody_wants_them_or_needs_them_and_can_be_paused(page, portal):
    portal.lines = ["Good evening."]
    strip = page.locator("[data-captions]")
    page.goto("/live/")
    page.wait_for_function("document.querySelector('[data-captions]').captions?.needed === false")
    page.locator("[data-region]").dispatch_event("stream:drawn")  # the meeting goes on
    page.clock.run_for(10_000)
    assert portal.asked == 1  # and no more: nobody wants them
    expect(strip).to_be_hidden()
    page.get_by_role("button", name="Show captions").click()
    expect(lines(page)).to_have_text(["Good evening."])
    page.get_by_role("button", name="Pause").click()
    portal.lines.append("Doreen has the floor.")
    page.clock.run_for(3_000)
    expect(lines(page)).to_have_count(1)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(3_000)
    expect(lines(page)).to_have_text(portal.lines)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Hide captions").click()
    page.get_by_role("button", name="Show captions").click()
    expect(lines(page)).to_have_text(portal.lines)  # whoever shows them anew waits for nothing
    portal.away = True
    page.clock.run_for(3_000)
    expect(page.locator("[data-captions-lost]")).to_be_visible()
    portal.away = False
    page.clock.run_for(3_000)
    expect(page.locator("[data-captions-lost]")).to_be_hidden()
    page.reload()
    expect(lines(page)).to_have_count(2)  # the device remembers
    page.get_by_role("button", name="Hide captions").click()
    portal.needed = True
    page.reload()
    expect(page.get_by_role("button", name="Show captions")).to_be_visible()
    expect(strip).to_be_hidden()  # what was chosen last counts
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(lines(page)).to_have_count(2)


def test_what_ends_with_enter_goes_out_in_order_and_what_is_refused_comes_back(page, portal):
    page.goto("/alone/")
    box = page.get_by_role("textbox", name="What is said")
    page.wait_for_function("document.querySelector('[data-captions]').captions?.item === 1")
    box.press_sequentially("Good evening.\nDoreen has the flaw.\n")
    box.evaluate("(it) => { it.value = 'One.\\nTwo.\\nThr'; it.dispatchEvent(new Event('input')) }")
    expect(box).to_have_value("Thr")
    page.wait_for_function("() => document.querySelectorAll('[data-caption]').length === 4")
    assert portal.lines == ["Good evening.", "Doreen has the flaw.", "One.", "Two."]
    portal.item = 2
    box.press("End")
    box.press_sequentially("ee.\n")
    expect(page.locator("[data-captions-refused]")).to_have_text(MOVED_ON)
    expect(box).to_have_value("Three.")
    page.wait_for_function("document.querySelector('[data-captions]').captions?.item === 2")
    box.press_sequentially(" Four.\n")  # whoever writes on has not read it
    expect(box).to_have_value("Three. Four.\n")
    assert portal.lines[-1] == "Two."
    page.get_by_role("button", name="Send", exact=True).click()
    expect(lines(page)).to_have_count(5)
    expect(page.locator("[data-captions-refused]")).to_be_hidden()
    portal.away = True
    box.evaluate(ONE_AFTER_THE_OTHER)
    expect(page.locator("[data-captions-refused]")).to_have_text("Not sent.")
    expect(box).to_have_value("Five. Six.")
    portal.away = False
    box.press("Enter")
    expect(lines(page)).to_have_count(6)
    last = page.get_by_label("The last line")
    expect(last).to_have_value("Five. Six.")
    last.fill("Five!")
    page.get_by_role("button", name="Correct").click()
    expect(lines(page)).to_have_text([*portal.lines[:5], "Five!"])
