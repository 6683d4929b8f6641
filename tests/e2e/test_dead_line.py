"""A line that is dead without being closed: the page says so in time, and says when it is back."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Portal, copy
from tests.e2e.line import Line
from tests.e2e.people import People

pytestmark = pytest.mark.browser

MEETING, TOPIC = "/meetings/2/live/", "/topics/3/"
LOST = "Connection lost, this page is not being updated. What you type stays here"
BACK = "Back. This page is being updated again."
POLLING = "Slow connection: this page looks for news every few seconds"
SILENCE, ANSWER, POLL = 25_000, 10_000, 3_000  # as in the settings: 35 seconds at the most
# All that is said aloud at once, for what was said is cleared again.
NOTE_SAID = """() => {
  const region = document.getElementById('announce-assertive')
  window.heard = []
  new MutationObserver(() => region.textContent && window.heard.push(region.textContent))
    .observe(region, { childList: true })
}"""
NOISE = re.compile(r"ERR_|WebSocket|htmx:")


@pytest.fixture(scope="module")
def portal(story_data, tmp_path_factory):
    """A portal that people reach over a line."""
    data = copy(story_data / "data", tmp_path_factory.mktemp("portal") / "data")
    portal = Portal(data)
    with Line(portal.port) as line:
        portal.line = line
        portal.origin = portal.env["IAG_ORIGIN"] = line.origin
        with portal:
            yield portal


@pytest.fixture
def line(portal):
    yield portal.line
    portal.line.flow()


@pytest.fixture
def people(chromium, portal, states, apps, line):
    here = People(chromium, portal, states, apps)
    yield here
    line.flow()
    here.close()
    assert [complaint for complaint in here.complaints() if not NOISE.search(complaint)] == []


def words(page):
    return page.locator("[data-connection] [data-when]:visible")


def opened(people, address, *, socket):
    """A page whose clock a test can move on, by socket or by polling."""
    page = people.page("doreen")
    page.clock.install()
    if not socket:
        page.route_web_socket(re.compile("/stream/"), lambda socket: socket.close())
    page.goto(address)
    if not socket:
        page.clock.fast_forward(POLL)
        expect(words(page)).to_have_text(POLLING)
    page.wait_for_load_state("networkidle")
    page.evaluate(NOTE_SAID)
    return page


def pass_silence(page):
    page.clock.fast_forward(SILENCE)


def pass_pause(page):
    page.clock.fast_forward(POLL)


def come_back(page):
    page.evaluate("dispatchEvent(new Event('focus'))")


def go_online(page):
    page.evaluate("dispatchEvent(new Event('online'))")


def be_seen(page):
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize(
    ("address", "socket", "until_it_asks"),
    [
        (TOPIC, True, pass_silence),
        (MEETING, True, pass_silence),
        (MEETING, False, pass_pause),
        (MEETING, True, come_back),
        (TOPIC, True, go_online),
        (TOPIC, True, be_seen),
    ],
)
def test_a_dead_line_is_said_within_40_seconds_and_its_return_once(
    people, line, address, socket, until_it_asks
):
    page = opened(people, address, socket=socket)
    before = words(page).text_content()

    line.stall()
    with page.expect_request(lambda request: "after=" in request.url):
        until_it_asks(page)
    page.clock.fast_forward(ANSWER)
    expect(words(page)).to_have_text(LOST)
    expect(page.locator("#announce-assertive")).to_have_text(LOST)
    line.flow()
    page.clock.fast_forward(POLL)

    expect(words(page)).to_have_text(before)
    expect(page.locator("#announce-assertive")).to_have_text(BACK)
    assert page.evaluate("window.heard") == [LOST, BACK]


def test_one_press_that_failed_is_told_and_what_arrives_takes_it_back(people, line):
    page = opened(people, MEETING, socket=True)
    sally = people.page("sally")
    sally.goto(MEETING)
    page.route(re.compile("/hand|/stream/"), lambda route: route.abort())

    page.get_by_role("button", name="Raise my hand").click()
    expect(page.locator("[data-not-sent]")).to_contain_text("That was not sent.")
    expect(words(page)).to_have_text(LOST)
    sally.get_by_role("button", name="Next slide").click()

    expect(words(page)).to_have_text("This page is up to date")


def hurry(route):
    """The page as it is, but with little patience for an answer to a press."""
    answer = route.fetch()
    text, number = re.subn(r'"timeout": (\d+)', '"timeout": 1000', answer.text())
    assert number == 1
    route.fulfill(response=answer, body=text)


def test_a_press_that_gets_no_answer_is_told_and_keeps_the_words(people, line):
    page = people.page("doreen")
    page.route(re.compile(f"{MEETING}$"), hurry)  # and not what the page asks for itself
    page.goto(MEETING)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Your reason").fill("Half a sentence")

    line.stall()
    page.get_by_role("button", name="Raise my hand").click()

    expect(page.locator("[data-not-sent]")).to_contain_text("That was not sent.")
    expect(page.get_by_label("Your reason")).to_have_value("Half a sentence")
