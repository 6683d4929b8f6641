"""When the server goes away, or the session does: the page says so and loses nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import problems
from tests.e2e.people import DESKTOP, PHONE

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"
UP_TO_DATE = "This page is up to date"
LOST = "Connection lost, this page is not being updated. What you type stays here"
SIGNED_OUT = "You are signed out. What you type stays here. Sign in again (opens in a new tab)"
POLL = 3_000  # milliseconds without a socket before each question, as in the settings
WAIT = 30_000  # milliseconds: the page waits up to 15 seconds between two tries
# What Chromium says while nobody listens.
AWAY = re.compile(r"ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket|htmx:")


# By its borders alone: with colours of one's own no background is drawn.
LOOKS = """line => {
    const { width, color, borderRadius } = getComputedStyle(line, '::before')
    return [parseFloat(width) === 0 ? 'filled' : 'hollow', color, borderRadius]
}"""
NOTE_STATES = """line => {
    window.states = []
    new MutationObserver(() => window.states.push(line.dataset.state))
        .observe(line, { attributes: true, attributeFilter: ['data-state'] })
}"""


def state(page):
    return page.locator("[data-connection] [data-when]:visible")


def mark(page):
    """How the sign before the words looks: fill, colour and shape."""
    return page.locator("[data-connection]").evaluate(LOOKS)


def without_socket(page, answer):
    """Let no socket live, and ``answer`` what the page asks instead, by a clock to move on."""
    page.clock.install()
    page.route_web_socket(re.compile("/stream/"), lambda socket: socket.close())
    page.route(re.compile(r"/stream/.*after="), answer)


def until_it_asks(page):
    """The time passes after which the page asks."""
    with page.expect_request(lambda request: "after=" in request.url):
        page.clock.fast_forward(POLL)


@pytest.mark.long("the server ends and is started again")
def test_the_page_catches_up_by_itself_after_the_server_was_gone(people, portal):
    doreen, marjorie = people.page("doreen"), people.page("marjorie")
    for page in (doreen, marjorie):
        page.goto(LIVE)
        expect(state(page)).to_have_text(UP_TO_DATE)
    box = doreen.get_by_label("Your reason")
    box.fill("Half a sentence")

    portal.stop()
    expect(state(doreen)).to_have_text(LOST, timeout=WAIT)
    doreen.get_by_role("button", name="Raise my hand").click()
    expect(doreen.locator("#announce-assertive")).to_contain_text("That was not sent.")
    expect(doreen.locator("[data-not-sent]")).to_contain_text("That was not sent.")
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()
    portal.start()
    marjorie.reload()
    marjorie.get_by_role("button", name=re.compile("Start.*Any other business")).click()

    expect(doreen.locator("[data-region=now]")).to_contain_text(
        "3. Any other business", timeout=WAIT
    )
    expect(state(doreen)).to_have_text(UP_TO_DATE, timeout=WAIT)
    expect(box).to_have_value("Half a sentence")
    people.said[:] = [line for line in people.said if not AWAY.search(line)]


def test_a_post_that_was_not_sent_stays_in_its_box(people, portal):
    page = people.page("gwen")
    page.goto("/topics/3/")
    page.get_by_label("Your post").fill("Please wait for me.")
    portal.stop()
    page.get_by_role("button", name="Post to the shared space").click()
    page.wait_for_url("chrome-error://chromewebdata/")
    portal.start()
    page.go_back()

    expect(page.get_by_label("Your post")).to_have_value("Please wait for me.")
    page.get_by_role("button", name="Post to the shared space").click()
    expect(page.locator("article.app-post").last).to_contain_text("Please wait for me.")
    people.said[:] = [line for line in people.said if not AWAY.search(line)]


def test_signing_out_in_another_tab_is_said_in_this_one(people):
    page = people.page("ama")
    page.goto(LIVE)
    expect(state(page)).to_have_text(UP_TO_DATE)
    box = page.get_by_label("Your reason")
    box.fill("Half a sentence")
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    expect(other).to_have_url(re.compile("/accounts/login/"))

    expect(state(page)).to_contain_text("You are signed out.", timeout=WAIT)
    expect(page.locator("#announce-assertive")).to_contain_text("You are signed out.")
    expect(page.get_by_role("link", name="Sign in again (opens in a new tab)")).to_be_visible()
    expect(page).to_have_title("You are signed out")  # not of what it was
    expect(box).to_have_value("Half a sentence")
    expect(page.get_by_role("heading", level=1, name="You are signed out")).to_be_visible()
    expect(page.locator("main [data-region='queue']")).to_have_count(0)  # it shows no more
    assert problems(page) == []


RED = "rgb(166, 27, 27)"
ENDED = ["filled", RED, "0px"]


@pytest.mark.parametrize(
    ("name", "answer", "words", "expected_mark"),
    [
        (
            "polling",
            lambda route: route.continue_(),
            "Slow connection: this page looks for news every few seconds",
            ["hollow", "rgb(168, 106, 17)", "50%"],
        ),
        (
            "offline",
            lambda route: route.abort(),
            LOST,
            ["hollow", RED, "0px"],
        ),
        (
            "signed-out",
            lambda route: route.fulfill(status=401),
            SIGNED_OUT,
            ENDED,
        ),
        (
            "gone",
            lambda route: route.fulfill(status=404),
            "This meeting is no longer open to you.",
            ENDED,
        ),
    ],
)
def test_the_sign_of_the_connection_changes_with_its_words(
    people, shots, name, answer, words, expected_mark
):
    people.answers_expected = {401, 404}
    page = people.page("doreen")
    page.goto(LIVE)
    expect(state(page)).to_have_text(UP_TO_DATE)
    assert mark(page) == ["filled", "rgb(15, 107, 67)", "50%"]

    without_socket(page, answer)
    page.reload()
    until_it_asks(page)

    expect(state(page)).to_have_text(words, timeout=WAIT)
    assert mark(page) == expected_mark
    assert words.startswith(page.title()) is (expected_mark == ENDED)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        shots(page, f"connection-{name}-{size['width']}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    people.said[:] = [line for line in people.said if "ERR_FAILED" not in line]


def test_a_page_without_connection_does_not_waver_between_two_answers(people):
    page = people.page("doreen")
    without_socket(page, lambda route: route.abort())
    page.goto(LIVE)
    until_it_asks(page)
    expect(state(page)).to_have_text(LOST, timeout=WAIT)
    page.locator("[data-connection]").evaluate(NOTE_STATES)

    for _question in range(2):
        with page.expect_event("requestfailed", lambda request: "after=" in request.url):
            until_it_asks(page)

    assert set(page.evaluate("window.states")) <= {"offline"}
    people.said[:] = [line for line in people.said if "ERR_FAILED" not in line]


def test_an_answer_that_comes_after_the_end_is_not_looked_at(people):
    held_routes = []

    def answer(route):
        if held_routes:
            route.fulfill(status=401)
        held_routes.append(route)

    people.answers_expected = {401}
    page = people.page("doreen")
    without_socket(page, answer)
    page.goto(LIVE)
    until_it_asks(page)
    until_it_asks(page)
    expect(state(page)).to_contain_text("You are signed out.", timeout=WAIT)
    page.locator("[data-connection]").evaluate(NOTE_STATES)

    with page.expect_event("requestfinished", lambda request: "after=" in request.url):
        held_routes[0].fulfill(json={"seq": 10**6, "after": 0, "regions": {}})

    page.evaluate("new Promise((done) => setTimeout(done))")  # what waits for it has run
    assert (page.evaluate("window.states"), page.title()) == ([], "You are signed out")
