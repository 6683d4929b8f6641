"""The live page while it changes: the focus, what is opened and typed, and what is said."""

import pytest
from playwright.sync_api import expect

from tests.e2e.moving import LIVE, live
from tests.e2e.people import PHONE

pytestmark = pytest.mark.browser

ZOOMED = {"width": 640, "height": 450}
TOP = """(name) => Math.round(document.querySelector(name).getBoundingClientRect().top + scrollY)"""


def test_what_is_the_readers_survives_a_new_slide_and_a_new_wording(people):
    doreen, sally = live(people, "doreen"), live(people, "sally")
    doreen.get_by_text("This slide as text").click()
    doreen.get_by_text("Propose a key message").click()
    words = doreen.get_by_label("One sentence on")
    words.fill("Half a sen")
    card = doreen.locator("[data-region=messages] article").nth(1)
    card.get_by_text("Change the wording").click()
    card.get_by_label("New wording").fill("Half a wording")
    doreen.get_by_role("heading", level=1).focus()
    doreen.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    scrolled = doreen.evaluate("(scrollTo(0, 300), scrollY)")

    sally.get_by_role("button", name="Next slide").click()
    other = sally.locator("[data-region=messages] article").nth(1)
    other.get_by_text("Change the wording").click()
    other.get_by_label("New wording").fill("Add a text-relay number.")
    other.get_by_role("button", name="Save the new wording").click()
    expect(card.get_by_role("heading")).to_have_text("Add a text-relay number.")

    expect(doreen.locator("[data-region=slide]")).to_contain_text("Slide 2 of 11")
    expect(doreen.locator("[data-region=slide] .app-prose")).to_be_visible()
    expect(words).to_have_value("Half a sen")
    expect(card.get_by_label("New wording")).to_have_value("Half a wording")
    assert doreen.evaluate("[String(getSelection()), scrollY]") == [
        "Short meeting: the notice on the door", scrolled,
    ]  # fmt: skip
    expect(sally.locator("#announce-polite")).to_contain_text("The new wording is saved.")
    expect(other.get_by_label("New wording")).to_have_value("Add a text-relay number.")


@pytest.mark.long("waits until a burst of news has been said")
def test_one_hears_as_much_as_one_chose_and_finds_the_rest_in_a_list(people):
    chair, doreen = live(people, "marjorie"), live(people, "doreen")
    happened = doreen.locator("[data-happened] li")
    heard, more = "What your screen reader is told", "Changes since you opened this page"

    def hears(value):
        doreen.locator("#happened summary", has_text=heard).click()
        doreen.get_by_label("Tell me").select_option(value)
        doreen.locator("#happened").get_by_role("button", name="Save").click()
        expect(doreen.locator("#announce-polite")).to_have_text("Your choice is saved.")

    hears("turn")
    doreen.locator("#happened summary", has_text=more).click()
    turned = [chair.get_by_role("button", name=name) for name in ("Next slide", "Previous slide")]
    turned[0].click()
    expect(happened.first).to_contain_text("Slide ")
    doreen.get_by_role("button", name="Raise my hand").click()
    expect(happened.first).to_contain_text("You are number 2 in the queue.")
    doreen.get_by_role("button", name="Lower my hand").click()
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()
    quiet = [words for words in doreen.evaluate("window.heard") if words]
    doreen.goto(LIVE)
    expect(doreen.locator("#heard")).to_have_value("turn")
    hears("all")
    turned[1].click()
    expect(doreen.locator("#announce-polite")).to_contain_text("Slide ")

    assert quiet == ["Your choice is saved."]


def test_the_simple_view_shows_one_thing_and_keeps_what_is_typed_in_another(people):
    page = live(people, "gwen")
    page.get_by_role("button", name="Simple view").click()
    links = page.get_by_role("navigation", name="What you see")
    links.get_by_role("link", name="Write").click()
    page.get_by_label("What you want to say").fill("Half a sentence")
    links.get_by_role("link", name="Papers").click()
    expect(page.get_by_label("What you want to say")).to_be_hidden()

    page.get_by_role("link", name="Skip to raise my hand").press("Enter")
    speak = page.get_by_role("button", name="Raise my hand")
    expect(speak).to_be_visible()
    expect(links.locator("[aria-current]")).to_have_text("Speak")
    links.get_by_role("link", name="Write").click()
    expect(page.get_by_label("What you want to say")).to_have_value("Half a sentence")

    page.goto(f"{LIVE}?show=papers#hand")
    expect(speak).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "hand"


def test_an_answer_folds_to_one_line_and_the_request_goes(people):
    page = live(people, "gwen")
    asked = page.locator("[data-region=now]").get_by_text("We need your answer")
    expect(asked).to_be_visible()
    form = page.locator("[data-position-form]")
    form.get_by_label("I support it", exact=True).check()
    form.get_by_role("button", name="Save my position").click()
    expect(asked).to_have_count(0)
    expect(form.get_by_role("radio")).to_have_count(0)
    form.locator("summary").click()
    expect(form.get_by_role("button", name="Change my position")).to_be_visible()


@pytest.mark.parametrize("size", [ZOOMED, PHONE], ids=["zoomed", "phone"])
def test_what_is_used_most_comes_first(people, size, shots):
    tops = {}
    for who in ("marjorie", "sally", "doreen", "ansty"):
        page = live(people, who, viewport=size)
        shots(page, f"live-{who}-{size['width']}")
        names = ["queue", "slide", "hand", "round", "messages", "people"]
        places = {name: page.evaluate(TOP, f'[data-region="{name}"]') for name in names}
        tops[who] = sorted(places, key=lambda name: places[name])
    leads = ["queue", "slide", "messages", "hand", "round", "people"]
    others = ["slide", "hand", "round", "messages", "queue", "people"]
    assert tops == {"marjorie": leads, "sally": leads, "doreen": others, "ansty": others}
