"""What the tests of the panel do and look at, in the words of somebody who uses it."""

from playwright.sync_api import expect

from tests.meetings.video.host import WORDS_SHOWN


def join(page):
    page.get_by_role("button", name="Join the video").click()


def joined(page):
    join(page)
    expect(status(page)).to_have_text(WORDS_SHOWN["joined"])


def status(page):
    return page.locator("[data-video-status]")


def announced(page):
    return page.locator("#announce-polite")


def button(page, name):
    return page.get_by_role("button", name=name)


def shown(page):
    """What the newest frame shows, once there is one: it may be put in place this moment."""
    return page.frame_locator("[data-video-frame] iframe")


def inside(page):
    """The window of the newest frame, where ``fakeJitsi`` makes things happen."""
    return page.locator("[data-video-frame] iframe").element_handle().content_frame()


def happen(page, what):
    return inside(page).evaluate(f"() => fakeJitsi.{what}")
