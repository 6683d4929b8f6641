"""The plenary of the network: one group is one position, whoever speaks for it and however they come."""

import re

import pytest
from playwright.sync_api import expect

from iag_portal.story.messages import DRAFT
from iag_portal.story.nation import MANDATE
from tests.e2e.axe import problems
from tests.e2e.people import PHONE
from tests.e2e.plenary import ASSOCIATE, AT_HOME, WITHOUT_A_BROWSER, Speakers, called
from tests.e2e.pressing import press

pytestmark = pytest.mark.browser

REASON = "Forty-eight hours were what we asked for, and weekends count."
OUTCOME = "3 support, 1 object"


@pytest.fixture
def plenary(people, portal, states):
    meeting = called(portal, states)
    speakers = Speakers(portal, states, meeting)
    yield people.page("nadia"), people.page(AT_HOME, viewport=PHONE), speakers
    speakers.close()


def test_one_group_is_one_position_and_who_speaks_from_a_telephone_holds_it(plenary, shots):
    nadia, nerys, speakers = plenary
    come_in(nadia, nerys, speakers)
    press(nadia, "Ask for positions")
    object_to_it(nerys, shots)
    speakers.support()
    associate = speakers.asked(ASSOCIATE)
    for page in (nadia, nerys):
        expect(page.locator("[data-region=round]")).to_contain_text("4 of 4 have answered")
    stop_collecting(nadia)
    shots(nadia, "plenary")
    for page in (nadia, nerys):
        shown = page.locator("[data-region=round]")
        expect(shown).to_contain_text(OUTCOME)
        expect(shown).to_contain_text("one position for each group")
        expect(shown).not_to_contain_text("Glan Hafren")
    fits(nerys)
    assert associate == []


def come_in(nadia, nerys, speakers):
    nadia.goto(speakers.live.removesuffix("live/"))
    press(nadia, "Open the meeting")
    expect(nadia).to_have_url(re.compile("/live/$"))
    nerys.goto(speakers.live)
    press(nerys, "On video", within="#here")
    speakers.come_in()
    groups = f"{len(WITHOUT_A_BROWSER) + 1} groups are here, 3 are needed."
    for page in (nadia, nerys):
        expect(page.locator("[data-region=quorum]")).to_contain_text(groups)


def object_to_it(nerys, shots):
    """She reads what her group lets her hold beside the wording, and objects with a reason."""
    expect(nerys.locator("[data-region=round]")).to_contain_text(DRAFT)
    form = nerys.locator("[data-position-form]")
    expect(form).to_contain_text(MANDATE)
    form.get_by_label("I object").check()
    form.get_by_label("Your reason").fill(REASON)
    fits(nerys)
    assert problems(nerys) == []
    form.get_by_role("button", name="Save my position").click()
    expect(form).to_contain_text("Your position: I object.")
    shots(nerys, "plenary-320")


def stop_collecting(nadia):
    nadia.get_by_text("Stop collecting answers").click()
    press(nadia, "Yes, stop and show the result")


def fits(page):
    """Nothing on the page is wider than the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.url
