"""One's own position on the live page, while the page is drawn for many and lines fail."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIVE = "/meetings/2/live/"
STREAM = re.compile("/stream/")
COUNT_DRAWN = """window.drawn = 0
addEventListener('stream:drawn', () => { window.drawn += 1 })"""
FRAME = """async () => {
  const { stream } = document.querySelector('[data-stream]').dataset
  return (await fetch(`/stream/${stream}/?after=0`)).text()
}"""


def live(people, who):
    page = people.page(who)
    page.goto(LIVE)
    return page


def ask(people, marjorie, wording):
    """New words of a message, and a new round on them."""
    reference = people.portal.as_told("HAR-2026-007")
    card = marjorie.locator("[data-region=messages] article", has_text=reference)
    card.get_by_text("Change the wording").click()
    card.get_by_label(f"New wording of {reference}").fill(wording)
    card.get_by_role("button", name="Save the new wording").click()
    card.get_by_role("button", name="Ask for positions").click()


def answer(page, choice):
    form = page.locator("[data-position-form]")
    form.get_by_label(choice, exact=True).check()
    form.get_by_role("button", name="Save my position").click()
    expect(form).to_contain_text(f"Your position: {choice}.")
    return form


def test_a_redraw_from_before_my_answer_does_not_take_it_from_the_page(people):
    marjorie, gwen = live(people, "marjorie"), people.page("gwen")
    sockets, held, asked = [], [], []

    def pass_on(socket):
        sockets.append(socket)
        server = socket.connect_to_server()
        server.on_message(lambda frame: held.append(frame) if held else socket.send(frame))

    gwen.route_web_socket(STREAM, pass_on)
    gwen.on(
        "request",
        lambda request: asked.append(request.method) if "/position/" in request.url else None,
    )
    gwen.goto(LIVE)
    ask(people, marjorie, "Print the number first.")
    expect(gwen.locator("[data-region=round]")).to_contain_text("Print the number first.")
    expect(gwen.locator("[data-position-form] form")).to_be_visible()
    held.append(gwen.evaluate(FRAME))
    gwen.route(STREAM, lambda _route: None)  # what is newer is later still
    form = answer(gwen, "I can live with it")

    gwen.evaluate(COUNT_DRAWN)
    sockets[-1].send(held[0])
    gwen.wait_for_function("drawn")

    expect(form).to_contain_text("Your position: I can live with it.")
    assert asked == ["GET", "POST"]
    gwen.unroute(STREAM)


def test_a_form_that_did_not_come_is_fetched_with_the_next_redraw(people):
    people.answers_expected = {503}
    marjorie, doreen, colin = (live(people, who) for who in ("marjorie", "doreen", "colin"))
    failed = []

    def fail_once(route):
        if failed:
            route.fallback()
        else:
            failed.append(route)
            route.fulfill(status=503)

    colin.route("**/position/**", fail_once)
    ask(people, marjorie, "Print the number large.")
    expect(colin.get_by_role("link", name="Tell us what you think")).to_be_visible()
    assert len(failed) == 1

    answer(doreen, "I support it")

    answer(colin, "I support it")


def test_an_answer_from_elsewhere_while_the_form_is_on_its_way_leaves_one_form(people):
    marjorie, gwen, elsewhere = live(people, "marjorie"), live(people, "gwen"), people.page("gwen")
    held = []

    def hold_the_first(route):
        if held:
            route.fallback()
        else:
            held.append(route)

    gwen.route("**/position/**", hold_the_first)
    ask(people, marjorie, "Print the number twice.")
    asked = gwen.get_by_role("link", name="Tell us what you think")
    expect(asked).to_be_visible()
    elsewhere.goto(asked.get_attribute("href"))
    answer(elsewhere, "I support it")
    waiting = gwen.locator("[data-region=position] [data-keep$=-answered]")
    expect(waiting).to_have_count(1)

    held[0].continue_()

    form = gwen.locator("[data-region=position] [data-position-form]")
    expect(form.get_by_text("You can change it until the round closes.")).to_be_attached()
    expect(form).to_contain_text("Your position: I support it.")
    assert form.count() == 1
