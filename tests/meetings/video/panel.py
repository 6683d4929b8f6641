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
    """Several things with commas between them, each with ``fakeJitsi.`` before it but the first."""
    return inside(page).evaluate(f"() => (fakeJitsi.{what})")


def floor(page, *, speaker="", turn="", person="", way="video", devices=()):
    """The server has drawn who has the floor: nobody, without ``turn``."""
    draw(
        page,
        """([speaker, floorTurn, floorPerson, floorWay, floorRoom]) => {
          const bar = document.querySelector('[data-region="now"]')
          for (const name of Object.keys(bar.dataset)) if (name !== 'region') delete bar.dataset[name]
          if (floorTurn) Object.assign(bar.dataset, { speaker, floorTurn, floorPerson, floorWay })
          if (floorRoom) Object.assign(bar.dataset, { floorRoom })
        }""",
        [speaker, turn, person, way, " ".join(devices)],
    )


def queue(page, *waiting, written=False):
    """The server has drawn who waits to speak."""
    draw(
        page,
        """([waiting, written]) => {
          const entries = waiting.map((person, at) => {
            const entry = document.createElement('li')
            Object.assign(entry.dataset, { person, place: at + 1 }, written ? { written: '' } : {})
            return entry
          })
          document.querySelector('[data-region="queue"] ol').replaceChildren(...entries)
        }""",
        [waiting, written],
    )


def apart(page, why):
    """The server has drawn that this person is not in the call now, or is again."""
    draw(
        page,
        """why => {
          const bar = document.querySelector('[data-region="now"]')
          delete bar.dataset.videoApart
          if (why) bar.dataset.videoApart = why
        }""",
        why,
    )


def draw(page, what, given):
    page.evaluate(f"given => {{ ({what})(given) }}", given)
    page.evaluate("document.dispatchEvent(new CustomEvent('stream:drawn'))")


def keep_wishes(page):
    """The two forms of the hand are sent to nobody; ``wishes(page)`` says which were."""
    page.evaluate(
        """() => {
          window.wishes = []
          for (const form of document.querySelectorAll('#hand-raise, #hand-lower')) {
            form.addEventListener('submit', event => { event.preventDefault(); window.wishes.push(form.id) })
          }
        }"""
    )


def wishes(page):
    return page.evaluate("window.wishes")
