"""What is typed stays on the device until it is sent: sealed, and gone at sign-out."""

import pytest
from playwright.sync_api import expect

from deliberation.models import Post, Topic
from tests.accounts.test_joining_in_a_browser import browser_at, origin  # noqa: F401 -- a fixture
from tests.accounts.test_session_in_a_browser import enter
from tests.deliberation.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Zinnia: not sent yet"
KEPT = "JSON.stringify({ ...localStorage, ...sessionStorage })"
DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('draft ')).length"

LOOK = f"const look = () => {DRAFTS} ? done() : requestAnimationFrame(look)"


@pytest.fixture(autouse=True)
def beside_the_browser(monkeypatch):
    """Playwright's loop runs in this thread, and Django would think that we are inside it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def page(people, origin):  # noqa: F811
    with browser_at(origin) as page:
        enter(page, people.member, origin)
        yield page
        assert page.complaints == []


def write(page, address):
    """Type a draft, as far as it is kept."""
    page.goto(address)
    page.get_by_role("radio", name="Concern").check()
    page.locator("#id_body").fill(WORDS)
    page.evaluate(f"new Promise((done) => {{ {LOOK}; look() }})")


@pytest.mark.long("a browser, from the first word to the next person at the device")
def test_a_draft_comes_back_to_its_writer_and_to_nobody_else(page, people, topic, origin):  # noqa: F811
    address, before = url("topic", topic.pk), Post.objects.count()
    box, line = page.locator("#id_body"), page.get_by_text("Your draft from")
    write(page, address)
    assert "Zinnia" not in page.evaluate(KEPT)
    page.goto(address)
    expect(line).to_be_visible()
    expect(box).to_have_value(WORDS)
    expect(page.get_by_role("radio", name="Concern")).to_be_checked()
    page.get_by_role("button", name="Discard").click()
    expect(line).to_be_hidden()
    expect(box).to_have_value("")
    assert page.evaluate(DRAFTS) == 0

    write(page, address)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("this is not posted yet").wait_for()
    page.get_by_role("button", name="Post to the shared space").click()
    page.get_by_text("Your post is in").wait_for()
    page.wait_for_load_state()  # its script has looked what has arrived
    expect(box).to_have_value("")
    assert (page.evaluate(DRAFTS), Post.objects.count()) == (0, before + 1)

    write(page, address)
    Topic.objects.update(marking="official_sensitive")
    page.goto(address)
    expect(box).to_have_value("")
    assert page.evaluate(DRAFTS) == 0
    Topic.objects.update(marking="official")

    write(page, address)
    enter(page, people.chair, origin)
    page.goto(address)
    expect(box).to_have_value("")
    assert page.evaluate(DRAFTS) == 0

    write(page, address)
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_label("Email address").wait_for()
    assert page.evaluate(DRAFTS) == 0
