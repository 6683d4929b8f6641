"""The national topic of the story that is over: who finds it beside the open one, and its end."""

import pytest
from playwright.sync_api import expect

from iag_portal.story import decided, nation, plenary
from tests.e2e.people import PHONE

pytestmark = pytest.mark.browser

BOTH = [(nation.TITLE, "Open"), (decided.TITLE, "Closed")]
PEOPLE = {  # what the list says that their group answered the one that is over
    "nadia": [],
    "gwenllian": ["Glan Hafren IAG: Takes part"],
    "doreen": ["Harbour District IAG: Declined"],
    "imran": [],
}
OUTCOMES = [  # what came of each message, and what was replied to it
    ("Agreed unanimously: 4 support, one position for each group.", "Accepted"),
    (
        "Agreed by consensus: 3 support, 1 with reservations, one position for each group.",
        "Accepted in part",
    ),
    (
        "Agreed by a majority, with dissent: 3 support, 1 object, one position for each group.",
        "Under consideration",
    ),
    ("No agreed view: 2 support, 2 object, one position for each group.", ""),
]


@pytest.mark.parametrize("short", PEOPLE)
def test_the_topic_that_is_over_stands_below_the_open_one(people, short):
    page = people.page(short, viewport=PHONE)
    page.goto("/network/")
    rows = page.get_by_role("main").locator(".app-list__item").all()
    titles = [row.locator(".app-list__link").inner_text() for row in rows]
    states = [row.locator(".govuk-tag").inner_text() for row in rows]
    _network, *answers = rows[-1].locator("p").all_inner_texts()
    fits(page)

    assert list(zip(titles, states, strict=True)) == BOTH
    assert answers == PEOPLE[short]


def test_a_reader_reads_which_messages_groups_released_for_the_topic_that_is_over(people):
    imran = people.page("imran", viewport=PHONE)
    imran.goto("/network/")
    imran.get_by_role("link", name=decided.TITLE).click()
    main = imran.get_by_role("main")
    published = main.get_by_text("published in the summary").inner_text()
    fits(imran)
    main.get_by_role("link", name="Read the released messages").click()
    released = main.locator(".app-message__statement").all_inner_texts()
    fits(imran)

    assert published == "3 stand, 3 were published in the summary. Read the summary"
    assert sorted(released) == sorted(advice.text for advice in decided.RELEASED)


def test_the_summary_of_the_topic_that_is_over_has_a_response_to_each_message_sent(people):
    imran = people.page("imran", viewport=PHONE)
    imran.goto("/network/")
    imran.get_by_role("link", name=decided.TITLE).click()
    imran.get_by_role("link", name="Read the summary").click()
    expect(imran.get_by_role("heading", level=1)).to_have_text(plenary.SUMMARY_TITLE)
    messages = imran.get_by_role("main").locator("article.app-message")
    wordings = messages.locator(".app-message__statement").all_inner_texts()
    outcomes = [
        (
            message.locator(".app-message__outcome").inner_text(),
            " ".join(message.locator("[data-beside] .govuk-tag").first.all_inner_texts()),
        )
        for message in messages.all()
    ]
    fits(imran)

    assert wordings == [advice.text for advice in plenary.MESSAGES]
    assert outcomes == OUTCOMES


def fits(page):
    """Nothing on the page is wider than the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.url
