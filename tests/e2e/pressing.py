"""Small things that every walk through the pages does."""

from playwright.sync_api import expect

from tests.e2e.axe import problems


def press(page, name, *, within="body"):
    """Press the button of that name."""
    page.locator(within).get_by_role("button", name=name).click()


def heading(page, words):
    """The page that is there has this first heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def said(page, words):
    """The page said this at its top after an action."""
    expect(page.locator("#messages")).to_contain_text(words)


def faultless(page, words):
    """The page with this first heading, on which nothing is found wrong."""
    heading(page, words)
    assert problems(page) == []


def confirm(page, words):
    """Tick the box with these words, and confirm: it is done."""
    page.get_by_label(words).check()
    press(page, "Confirm")
    said(page, "Done")
