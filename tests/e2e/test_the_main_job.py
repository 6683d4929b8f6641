"""One evening of the Harbour District IAG, from the first word to the police response.

Each person sits at a browser of their own; nothing is done but what their pages offer.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import today
from meetings.slides.example_deck import build_front_counter_deck
from tests.e2e.axe import problems
from tests.e2e.pressing import heading, press
from tests.e2e.reading import pdf_text

pytestmark = [pytest.mark.browser, pytest.mark.office, pytest.mark.pdf]

LIVE = "/meetings/2/live/"
UP_TO_DATE = "This page is up to date"
TALK = "Please put the number at the height of a wheelchair."
NEW_WORDING = "Print the telephone number first and largest, and say that a person answers."
TITLE = "The notice on the front counter door"


def go_live(page):
    page.goto(LIVE)
    expect(page.locator("[data-connection]")).to_contain_text(UP_TO_DATE)
    return page


def said(page, words, *, urgent=False):
    expect(page.locator(f"#announce-{'assertive' if urgent else 'polite'}")).to_contain_text(words)


@pytest.mark.long("the whole evening, with eight browsers and a pack that is converted")
def test_the_main_job(people, portal, tmp_path):
    seats = {who: people.page(who) for who in ("marjorie", "doreen", "sally", "ansty")}
    talk(seats["doreen"], seats["sally"])
    read(people, portal, seats["sally"], seats["doreen"], tmp_path)
    meet(people, seats)
    agree(people, seats)
    release(people, portal, seats)
    edition = national_reader_reads(people)
    answer(seats["ansty"], edition, people)


def talk(doreen, sally):
    """A post arrives in another window and leaves the words and the focus there alone."""
    sally.goto("/topics/3/")
    box = sally.get_by_label("Your post")
    box.fill("Half a sentence")
    doreen.goto("/topics/3/")

    doreen.get_by_label("Your post").fill(TALK)
    press(doreen, "Post to the shared space")

    expect(doreen.locator("article.app-post").last).to_contain_text(TALK)
    expect(sally.locator("article.app-post").last).to_contain_text(TALK)
    expect(box).to_be_focused()
    expect(box).to_have_value("Half a sentence")


def read(people, portal, sally, doreen, folder):
    """The secretary calls a meeting and uploads the pack; a member reads it slide by slide."""
    sally.goto("/meetings/")
    sally.get_by_role("button", name="Arrange a meeting of Harbour District IAG").click()
    sally.get_by_label("What is the meeting called?").fill("Winter meeting")
    on = today() + timedelta(days=100)
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        sally.get_by_label(part, exact=True).fill(str(value))
    sally.get_by_label("Start").fill("6:30pm")
    sally.get_by_label("Agenda").fill("Welcome\nFront counter")
    press(sally, "Call the meeting")
    sally.get_by_role("button", name="Add a paper").click()
    sally.get_by_label("What is it called?").fill("Front counter, once more")
    sally.get_by_label("File").set_input_files(build_front_counter_deck(folder / "deck.pptx"))
    press(sally, "Upload")
    expect(sally.get_by_role("progressbar", name="Preparing the slides")).to_be_visible()
    portal.work()
    expect(sally.get_by_role("button", name="Start reading")).to_be_visible(timeout=20_000)

    doreen.goto("/meetings/")
    doreen.get_by_role("link", name="Winter meeting").click()
    doreen.get_by_role("link", name="Front counter, once more", exact=True).click()
    doreen.get_by_role("button", name="Start reading").click()
    expect(doreen.get_by_text("Slide 1 of 11", exact=True).first).to_be_visible()
    doreen.get_by_role("link", name="Next slide").click()
    expect(doreen.get_by_role("heading", level=1)).to_have_text("What we are asking you")
    doreen.get_by_role("link", name="Previous slide").click()
    expect(doreen.get_by_role("heading", level=1)).to_have_text("Front counter: options")
    doreen.get_by_role("link", name="The whole pack as text").click()
    expect(doreen.get_by_role("main").get_by_role("heading", level=2)).to_have_count(11)


def meet(people, seats):
    """Doreen joins the video, asks to speak behind Leroy, waits her turn and has the floor."""
    doreen, marjorie, sally = seats["doreen"], seats["marjorie"], seats["sally"]
    for page in seats.values():
        go_live(page)
    press(doreen, "Join the video")
    said(doreen, "You are in the video.")
    frame = doreen.frame_locator("[data-video-frame] iframe")
    expect(frame.get_by_role("listitem")).to_have_text(["Doreen Whitcombe"])
    microphone = doreen.get_by_role("button", name="Microphone")
    before = microphone.get_attribute("aria-pressed")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "false" if before == "true" else "true")

    press(doreen, "Raise my hand")
    said(doreen, "You are number 2 in the queue.")
    expect(doreen.get_by_role("heading", name="My hand")).to_be_focused()
    queue = marjorie.locator("[data-region=queue] .app-queue__name")
    expect(queue).to_have_text(["Leroy Samuels", "Doreen Whitcombe"])
    press(marjorie, "Invite Leroy Samuels to speak")
    said(doreen, "You are next to speak.", urgent=True)
    press(marjorie, re.compile("Finished.*Leroy Samuels"))
    press(marjorie, "Invite Doreen Whitcombe to speak")
    said(doreen, "It’s your turn to speak.", urgent=True)
    for page in (sally, seats["ansty"], marjorie):
        expect(page.locator("[data-region=now]")).to_contain_text("Doreen Whitcombe")
    press(marjorie, re.compile("Finished.*Doreen Whitcombe"))
    expect(doreen.get_by_role("button", name="Raise my hand")).to_be_visible()
    expect(frame.get_by_role("listitem")).to_have_text(["Doreen Whitcombe"])  # the call went on


def take(page, choice, reason=""):
    form = page.locator("[data-position-form]")
    form.get_by_label(choice, exact=True).check()
    if reason:
        form.get_by_label("Your reason").fill(reason)
    form.get_by_role("button", name="Save my position").click()
    expect(form).to_contain_text(f"Your position: {choice}.")


def agree(people, seats):
    """New words end the old round; five answer, one by telephone; all see the outcome at once."""
    doreen, marjorie, sally = seats["doreen"], seats["marjorie"], seats["sally"]
    reference = people.portal.as_told("HAR-2026-007")
    card = marjorie.locator("[data-region=messages] article", has_text=reference)
    card.get_by_text("Change the wording").click()
    card.get_by_label(f"New wording of {reference}").fill(NEW_WORDING)
    card.get_by_role("button", name="Save the new wording").click()
    for page in seats.values():
        shown = page.locator("[data-region=round]")
        expect(shown).to_contain_text(NEW_WORDING)
        expect(shown).to_contain_text("positions on the earlier one no longer count")
    expect(doreen.locator("[data-position-form]")).to_have_count(0)

    card.get_by_role("button", name="Ask for positions").click()
    take(doreen, "I support it with reservations", "Only if the line is answered after five, too.")
    take(marjorie, "I support it")
    for who, choice, reason in (
        ("gwen", "I can live with it", ""),
        ("colin", "No view: I am not taking part in this one", ""),
        ("ama", "I object", "It says nothing about the bus."),
    ):
        page = people.page(who)
        page.goto("/")
        page.get_by_role("link", name="We need your answer").click()
        take(page, choice, reason)
        page.context.close()
    record_leroy(sally)
    expect(marjorie.locator("[data-region=round]")).to_contain_text("6 of 10")
    expect(doreen.locator("[data-region=round]")).not_to_contain_text("object")

    marjorie.get_by_text("Stop collecting answers").click()
    press(marjorie, "Yes, stop and show the result")
    outcome = "2 support, 1 with reservations, 1 can live with it, 1 stand aside, 1 object"
    for page in seats.values():
        expect(page.locator("[data-region=round] .app-outcome")).to_contain_text(outcome)


def record_leroy(sally):
    sally.get_by_role("link", name="Write down somebody’s position").click()
    sally.get_by_label("Whose position is it?").select_option("Leroy Samuels")
    sally.get_by_label("By telephone").check()
    sally.get_by_label("I support it", exact=True).check()
    press(sally, "Record this position")
    go_live(sally)


def release(people, portal, seats):
    """Secretary, police lead, chair and secretary with a factor shown anew: then it is out."""
    marjorie, sally, ansty = seats["marjorie"], seats["sally"], seats["ansty"]
    marjorie.get_by_text("End the meeting", exact=True).click()
    press(marjorie, "Yes, end the meeting")
    expect(marjorie.locator("[data-region=now]")).to_contain_text("The meeting has ended.")

    sally.goto("/publications/release/")
    sally.get_by_role("link", name="Short meeting: the notice on the door").click()
    sally.get_by_label("Title").fill(TITLE)
    sally.get_by_label("National readers and the group’s own people").check()
    sally.get_by_label("The opening").fill("The group asks for a number before an address.")
    sally.get_by_label("What the group was asked").fill("What is missing on the door?")
    press(sally, "Hand to the police lead")

    step(ansty, "Check facts and handling", "The facts are right and it may be handled as it is")
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
    expect(sally.get_by_role("heading", level=1)).to_have_text(TITLE)
    portal.work()


def step(page, button, words):
    page.goto("/publications/release/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name=button).click()
    faultless(page, button)
    confirm(page, words)


def faultless(page, words):
    heading(page, words)
    assert problems(page) == []


def confirm(page, words):
    page.get_by_label(words).check()
    press(page, "Confirm")
    expect(page.locator("#messages")).to_contain_text("Done")


def national_reader_reads(people):
    """Listed, read as a page and as a PDF, and checked by its code."""
    imran = people.page("imran")
    imran.goto("/")
    imran.get_by_role("link", name=TITLE).click()
    expect(imran.locator(".app-document")).to_contain_text(NEW_WORDING)
    address = imran.url
    pdf = imran.request.get(imran.get_by_role("link", name="Download as PDF").get_attribute("href"))
    assert NEW_WORDING in pdf_text(pdf.body())
    imran.get_by_role("link", name="Verify this document").click()
    expect(imran.get_by_role("main")).to_contain_text("This document is genuine and current.")
    stranger = people.stranger()
    people.answers_expected.add(404)
    assert stranger.goto(address).status == 404  # for readers only
    return address


def answer(ansty, edition, people):
    """What the police answer stands beside the message, for the reader too."""
    reason = "The printer has the new notice; it hangs from Monday."
    ansty.goto(edition)
    ansty.get_by_role("link", name=people.portal.as_told("Respond to HAR-2026-007")).click()
    people.show_again(ansty, "ansty")
    ansty.get_by_label("Accepted", exact=True).check()
    ansty.get_by_label("What will be done, or why not").fill(reason)
    press(ansty, "Respond")
    imran = people.page("imran")
    imran.goto(edition)
    expect(imran.locator(".app-document")).to_contain_text(reason)
