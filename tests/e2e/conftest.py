import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import CAMERA, launched
from tests.e2e.addresses import ON_THE_WAY
from tests.e2e.axe import problems
from tests.e2e.fake_jitsi.server import FakeJitsi
from tests.e2e.people import DESKTOP, PHONE, People
from tests.e2e.portal import Portal, copy, only_one, tell

SIGNED_IN = [
    "marjorie", "doreen", "sally", "ansty", "imran", "hannah", "tom", "gwen", "colin", "ama",
    "nadia", "emrys", "gwenllian", "kerry", "nuala", "tariq", "piotr",
]  # fmt: skip


@pytest.fixture(scope="session")
def story_data(tmp_path_factory, request):
    """The story, told once for all test processes, with seventeen people signed in.

    While writing tests, IAG_TOLD names the folder of an earlier run, and saves a quarter minute.
    """
    if earlier := os.environ.get("IAG_TOLD"):
        return Path(earlier)
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    folder = shared / "portal"
    folder.mkdir(exist_ok=True)
    with only_one(folder) as first:
        if first:
            shutil.rmtree(folder / "data", ignore_errors=True)  # of one that failed
            shutil.rmtree(folder / "states", ignore_errors=True)
            tell(folder / "data", folder / "states", SIGNED_IN)
    return folder


@pytest.fixture(scope="package")
def video_host():
    with FakeJitsi() as server:
        yield server


@pytest.fixture(scope="module")
def video(video_host):
    """A page of ours that speaks as a video host does."""
    video_host.plan = "join"
    video_host.requests.clear()
    return video_host


@pytest.fixture(scope="package")
def house(story_data, video_host, tmp_path_factory):
    """One portal for all modules, one after the other: starting one costs three seconds."""
    data = copy(story_data / "data", tmp_path_factory.mktemp("portal") / "data")
    with Portal(data, video=video_host.origin) as portal:
        yield portal
    shutil.rmtree(data)


@pytest.fixture(scope="module")
def portal(story_data, house):
    """A portal with the story so far, and nothing of what other modules did."""
    house.begin_again(story_data / "data")
    return house


@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = launched(playwright, *CAMERA)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def apps():
    """Authenticator apps, which must not show a code twice within this portal's life."""
    return {}


@pytest.fixture(scope="module")
def states(portal, story_data, tmp_path_factory):
    """The cookies of those who have signed in at this module's portal."""
    return Path(
        shutil.copytree(story_data / "states", tmp_path_factory.mktemp("states") / "states")
    )


@pytest.fixture
def people(chromium, portal, states, apps):
    """Browsers of the people of the story. Consoles must stay silent."""
    here = People(chromium, portal, states, apps)
    yield here
    here.close()
    assert here.complaints() == []


@pytest.fixture
def shots():
    """Keep pictures of pages for people to look at, in the folder that IAG_SHOTS names."""
    folder = os.environ.get("IAG_SHOTS")

    def take(page, name):
        if folder:
            file = Path(folder) / f"{name.replace('/', '_')}.png"
            page.screenshot(path=file, full_page=True)

    return take


@pytest.fixture
def look(shots):
    """``look(page, name)``: measure a page that is only reached on the way, at both widths."""

    def measure(page, name):
        assert name in ON_THE_WAY
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            shots(page, f"{name}-{size['width']}")
            assert problems(page) == []
        page.set_viewport_size(DESKTOP)

    return measure
