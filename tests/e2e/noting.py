"""A member writes for everybody about their visit, and the group publishes it."""

from playwright.sync_api import expect

from tests.e2e.pressing import confirm, faultless, heading, press
from tests.e2e.reading import pdf_text
from tests.pdf.reading import failures

TITLE = "An evening on foot"
WORDS = "Everybody who was stopped heard the reason first."
CONSENT = "My name may stand beside it"


def offer(member, visit, shows, fits):
    """Written, checked and offered from a telephone, with a photograph and a name."""
    member.goto(visit)
    member.get_by_role("link", name="Write a public note").click()
    member.get_by_label("Title").fill(TITLE)
    member.get_by_label("What do you want people to know?").fill(WORDS)
    member.get_by_label(shows).check()
    member.get_by_label(CONSENT).check()
    fits(member)
    press(member, "Save it")
    press(member, "Check and offer it")
    for box in member.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    fits(member)
    faultless(member, "Check and offer the note")
    press(member, "Offer it")
    expect(member.get_by_role("main")).to_contain_text("Offered to the group")
    fits(member)


def publish(people):
    """Secretary, police lead, chair and secretary: then it is out; its address."""
    sally, ansty, marjorie = (people.page(name) for name in ("sally", "ansty", "marjorie"))
    sally.goto("/publications/release/")
    sally.get_by_role("link", name=TITLE).click()
    press(sally, "Prepare it for publication")
    faultless(sally, "Prepare a note")
    press(sally, "Hand to the police lead")
    _step(ansty, "Check facts and handling")
    expect(ansty.get_by_role("main")).not_to_contain_text("Kerry")
    confirm(ansty, "The facts are right and it may be handled as it is")
    _step(marjorie, "Read and approve")
    people.show_again(marjorie, "marjorie")
    faultless(marjorie, "Approve this note")
    confirm(marjorie, "I approve this for the group")
    sally.reload()
    press(sally, "Go on to publish")
    people.show_again(sally, "sally")
    faultless(sally, "Publish this note?")
    press(sally, "Publish")
    heading(sally, TITLE)
    return sally.url


def _step(page, button):
    page.goto("/publications/release/")
    page.get_by_role("link", name=TITLE).click()
    press(page, button)


def read(stranger, address, shows, fits):
    """Anybody reads it with its photograph; the PDF says the same, without the name."""
    stranger.goto(address)
    main = stranger.get_by_role("main")
    expect(main).to_contain_text(WORDS)
    expect(main).to_contain_text("Written by Kerry-Ann Moss")
    picture = main.get_by_role("img", name=shows)
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("picture => picture.naturalWidth") == 400
    fits(stranger)
    faultless(stranger, TITLE)
    link = stranger.get_by_role("link", name="Download as PDF").get_attribute("href")
    pdf = stranger.request.get(link).body()
    assert failures(pdf) == []
    printed = pdf_text(pdf)
    assert [words for words in (TITLE, WORDS, shows) if words not in printed] == []
    assert "Kerry" not in printed


def unname(member, visit, stranger, address):
    """The name goes with one press."""
    member.goto(visit)
    member.get_by_role("link", name="Public note about this visit").click()
    member.get_by_role("link", name="Take my name away").click()
    press(member, "Take my name away")
    stranger.goto(address)
    expect(stranger.get_by_role("main")).to_contain_text(WORDS)
    expect(stranger.get_by_role("main")).not_to_contain_text("Kerry")
