"""How a picture of a hybrid meeting comes about: each scene answers the page to be drawn."""

from playwright.sync_api import Page, expect

from tests.e2e.people import People

IN_TWO_DAYS = """
from datetime import timedelta
from accounts.models import AdvisoryGroup, User
from core.clock import now
from meetings import actions
sally = User.objects.get(email="sally@example.org")
group = AdvisoryGroup.objects.get(pk=1)
agenda = [actions.PlannedItem("Welcome")]
begins = (now() + timedelta(days=2)).replace(minute=30, second=0, microsecond=0)
actions.call_meeting(
    actor=sally, group=group, title="Extra meeting", starts_at=begins, agenda=agenda
)
"""


def room_screen(people: People, secretary: Page, address: str) -> Page:
    """The screen of the room, while people speak and decide."""
    screen = _let_in(people, secretary, "Make a code for a screen")
    expect(screen.locator("[data-region=screen]")).to_contain_text("Hands:")
    screen.wait_for_url(f"**{address}")
    return screen


def room_sound(people: People, secretary: Page, address: str) -> Page:
    """The computer of the speakerphone, in the call."""
    device = _let_in(people, secretary, "Make a code for the sound")
    device.wait_for_url(f"**{address}")
    device.get_by_role("button", name="Join").first.click()
    expect(device.locator("[data-video-status]")).to_contain_text("You are in the video.")
    return device


def rehearsal(people: People, page: Page, _address: str) -> Page:
    """A room of one's own, two days before a meeting: the next that is arranged."""
    people.portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", IN_TWO_DAYS)
    page.goto(f"{people.portal.address_of('Extra meeting')}rehearsal/")
    return page


def slow_line(_people: People, page: Page, address: str) -> Page:
    """In the call with one picture, for a slow line."""
    page.goto(address)
    page.get_by_label("One picture, for a slow connection").check()
    page.get_by_role("button", name="Join the video").click()
    expect(page.locator("[data-video-status]")).to_contain_text("You are in the video.")
    return page


def _let_in(people: People, secretary: Page, button: str) -> Page:
    secretary.goto("/meetings/2/displays/")
    secretary.get_by_role("button", name=button).click()
    code = secretary.get_by_role("link", name="Open it here").get_attribute("href")
    computer = people.stranger(viewport=secretary.viewport_size)
    computer.goto(code or "")
    computer.get_by_role("main").get_by_role("button").click()
    return computer
