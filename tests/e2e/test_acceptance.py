"""The acceptance tests of the quarterly meeting that can be seen from outside."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.reading import pdf_text
from tests.pdf.reading import failures

pytestmark = pytest.mark.browser

EDITION = "/publications/HAR-2026-S01/"
SURNAMES = [
    "Penhale", "Osmani", "Whitcombe", "Zielinski", "Boateng", "Pritchard", "Samuels", "Gill",
    "Devlin", "Fairbrass", "Yusuf", "Moss",
]  # fmt: skip
BOTH_VIEWS = ("The library is warm, open late", "Nobody reports a beating from their neighbour")
ADVICE = "HAR-2026-001 HAR-2026-002 HAR-2026-003 HAR-2026-005"
ANSWER = "The line is answered from eight to eight. The notice is on the door."
MEMBERS_ONLY = "I would rather have the officer out on the street."


@pytest.mark.long("often the first of a worker, which tells the story for all")
def test_a_t1_leroys_position_is_counted_once_and_says_who_wrote_it_down(people):
    page = people.page("marjorie")
    page.goto("/rounds/3/positions/")
    rows = page.get_by_role("row").filter(has_text="Leroy Samuels")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(re.compile("recorded by Sally Treloar at .*, told by telephone"))
    page.goto("/meetings/2/")
    row = page.get_by_role("row").filter(has_text="Leroy Samuels")
    expect(row).to_contain_text("On the telephone (written down by Sally Treloar)")


def test_a_t2_what_was_not_agreed_is_never_shown_as_advice(people):
    page = people.stranger()
    page.goto(people.portal.as_told(EDITION))
    text = page.locator(".app-document").inner_text()
    _before, advice, other, _after = re.split(
        r"\n(?:Advice given|Discussed, no agreed view|What happens next)\n", text
    )
    assert re.findall(r"HAR-\d{4}-00\d", advice) == people.portal.as_told(ADVICE).split()
    assert "library" not in advice
    assert "Move the desk into the library." in other
    assert [view for view in BOTH_VIEWS if view not in other] == []


def test_a_t4_an_observer_reads_what_was_agreed_and_nothing_of_who_said_what(people):
    people.answers_expected = {403, 404}
    page = people.page("hannah")
    assert page.goto("/topics/1/members/").status == 404
    expect(page.locator("body")).not_to_contain_text(MEMBERS_ONLY)
    assert page.goto("/rounds/3/positions/").status in {403, 404}
    expect(page.locator("body")).not_to_contain_text("Colin Fairbrass")

    page.goto("/topics/1/")
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("link", name="Members’ space")).to_have_count(0)
    page.goto("/key-messages/3/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("If hours must fall, prefer three fixed days")
    expect(main).to_contain_text("6 support, 1 with reservations, 1 stand aside, 2 object")
    for surname in SURNAMES:
        expect(main).not_to_contain_text(surname)
    page.goto("/meetings/2/live/")
    expect(page.get_by_role("button", name="Raise my hand")).to_have_count(0)
    expect(page.locator("[data-position-form]")).to_have_count(0)


@pytest.mark.pdf
def test_a_t5_the_summary_names_no_member_and_its_pdf_says_the_same(people):
    page = people.stranger()
    page.goto(people.portal.as_told(EDITION))
    html = " ".join(page.locator(".app-document").inner_text().split())
    assert ANSWER in html
    address = page.get_by_role("link", name="Download as PDF").get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pdf_text(answer.body())
    first = people.portal.as_told("HAR-2026-001")
    for words in (*BOTH_VIEWS, "Three days is a door half shut.", first):
        assert words in html
        assert words in pdf
    names = {name for name in SURNAMES for text in (html, pdf) if name.lower() in text.lower()}
    assert names == set()
    assert failures(answer.body()) == []


def test_a_public_summary_is_read_and_checked_by_somebody_without_an_account(people):
    page = people.stranger()
    page.goto("/publications/")
    page.get_by_role("link", name="Harbour front counter").click()
    page.get_by_role("link", name="Verify this document").click()
    expect(page.get_by_role("main")).to_contain_text("This document is genuine and current.")
    code = page.url.rstrip("/").rpartition("/")[2]

    page.goto("/verify/")
    page.get_by_label("Code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("main")).to_contain_text("This document is genuine and current.")
