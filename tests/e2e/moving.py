"""The live page of the story, opened by somebody, and what was said on it."""

from playwright.sync_api import expect

LIVE = "/meetings/2/live/"
SEEN = """addEventListener('stream:drawn', ({ detail }) => { window.seq = detail.seq })
window.heard = []
addEventListener('DOMContentLoaded', () => {
  const polite = document.querySelector('#announce-polite')
  new MutationObserver(() => window.heard.push(polite.textContent)).observe(polite, { childList: true })
})"""


def live(people, who, **options):
    page = people.page(who, **options)
    page.add_init_script(SEEN)
    page.goto(LIVE)
    expect(page.locator("[data-connection]")).to_contain_text("This page is up to date")
    return page
