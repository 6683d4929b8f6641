"""What comes of an evening: the summary, who reads it, and what the police answer."""

import re

from playwright.sync_api import expect

from core.clock import today
from core.dates import day
from iag_portal.story.words import BUS_MESSAGE, MESSAGES
from tests.e2e.pressing import confirm, faultless, heading, press
from tests.e2e.reading import pdf_text
from tests.pdf.reading import failures

OUTCOMES = [
    "10 support: unanimous.",
    "7 support, 2 with reservations, 1 can live with it: consensus.",
    "6 support, 1 with reservations, 1 stand aside, 2 object: majority, with dissent.",
    "4 support, 1 can live with it, 1 stand aside, 4 object: no agreed view.",
    "9 support, 1 stand aside: consensus.",
]
TITLE = "What the group says about the front counter"
REASON = "The line is answered from eight to eight."
SAID = "Two buses each way: that is what people come back to."
SURNAMES = ["Penhale", "Osmani", "Whitcombe", "Zielinski", "Boateng", "Pritchard", "Samuels",
            "Gill", "Devlin", "Fairbrass", "Yusuf", "Moss"]  # fmt: skip


def release(evening):
    """Secretary, police lead, chair and secretary with a factor shown anew: then it is out."""
    people, marjorie, sally = evening.people, evening["marjorie"], evening["sally"]
    sally.goto("/publications/release/")
    sally.get_by_role("link", name="Evening at the hub").click()
    sally.get_by_label("Title").fill(TITLE)
    sally.get_by_label("Anyone").check()
    sally.get_by_label("The opening").fill("The group asks for a person on the line.")
    sally.get_by_label("What the group was asked").fill("Who would be shut out?")
    sally.get_by_label(re.compile(re.escape(BUS_MESSAGE))).uncheck()
    press(sally, "Hand to the police lead")
    expect(sally).to_have_url(re.compile(r"/publications/release/\d+/$"))

    step(evening["ansty"], "Check facts and handling")
    confirm(evening["ansty"], "The facts are right and it may be handled as it is")
    marjorie.goto("/publications/release/")
    marjorie.get_by_role("link", name=TITLE).click()
    marjorie.get_by_role("button", name="Read and approve").click()
    people.show_again(marjorie, "marjorie")
    faultless(marjorie, "Approve this summary")
    confirm(marjorie, "I approve this for the group")
    sally.reload()
    sally.get_by_role("button", name="Prepare it again").click()
    faultless(sally, "Prepare a summary")
    sally.go_back()
    sally.get_by_role("button", name="Go on to publish").click()
    people.show_again(sally, "sally")
    faultless(sally, "Publish this summary?")
    press(sally, "Publish")
    heading(sally, TITLE)
    evening.portal.work()
    return read(evening, sally.url)


def step(page, button):
    page.goto("/publications/release/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name=button).click()
    faultless(page, button)


def read(evening, edition):
    """Anybody reads the same on the page and in the PDF: outcomes and counts, and nobody's name."""
    imran = evening.people.page("imran")
    imran.goto("/")
    expect(imran.get_by_role("link", name=TITLE)).to_be_visible()
    stranger = evening.people.stranger()
    stranger.goto(edition)
    html = " ".join(stranger.locator(".app-document").inner_text().split())
    answer = stranger.request.get(
        stranger.get_by_role("link", name="Download as PDF").get_attribute("href")
    )
    assert failures(answer.body()) == []
    for text in (html, pdf_text(answer.body())):
        assert [message for message, _counts in MESSAGES if message not in text] == []
        counts = [outcome.partition(":")[0] for outcome in OUTCOMES]
        assert [words for words in counts if words not in text] == []
        advice = text[text.rindex("Advice given") : text.rindex("Discussed, no agreed view")]
        hidden = (BUS_MESSAGE, SAID, *SURNAMES)
        assert [words for words in hidden if words.lower() in text.lower()] == []
        assert MESSAGES[3][0] not in advice
    stranger.get_by_role("link", name="Verify this document").click()
    expect(stranger.get_by_role("main")).to_contain_text("This document is genuine and current.")
    return edition


def answer(evening, edition):
    """What the police answer stands beside the message with its date, and in what they did."""
    ansty, doreen = evening["ansty"], evening["doreen"]
    ansty.goto(edition)
    ansty.get_by_role("link", name="Respond to").first.click()
    evening.people.show_again(ansty, "ansty")
    ansty.get_by_label("Accepted", exact=True).check()
    ansty.get_by_label("What will be done, or why not").fill(REASON)
    press(ansty, "Respond")
    expect(ansty).not_to_have_url(re.compile("/answer/"))
    stranger = evening.people.stranger()
    stranger.goto(edition)
    expect(stranger.locator(".app-document")).to_contain_text(REASON)
    expect(stranger.locator(".app-document")).to_contain_text(day(today()))
    doreen.goto("/groups/1/answers/")
    expect(doreen.get_by_role("main")).to_contain_text(REASON)
