"""Two browsers in a call on a Jitsi that is installed here, started as ``script/demo --jitsi`` starts it.

Only where somebody asks for it: ``JITSI_INSTALLED=/usr/share script/test tests/e2e/test_on_a_real_jitsi.py``.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from _setup import jitsi
from playwright.sync_api import expect

from tests.e2e.portal import Portal, copy
from tests.e2e.standby import ROOT

INSTALLED = os.environ.get("JITSI_INSTALLED", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.jitsi,
    pytest.mark.skipif(not INSTALLED, reason="JITSI_INSTALLED names no folder with a Jitsi in it"),
    pytest.mark.long("starts a whole Jitsi, of which two programs are in Java"),
]
LIVE = "/meetings/2/live/"
FIRST = 60_000  # milliseconds: until Jicofo has found the bridge
PROMISED = 5_000  # within which whoever must leave has left
# Jitsi's page has these for its own tests.
OTHERS = "number => window.APP?.conference?.listMembers()?.length === number"
SEEN_AND_HEARD = """() => window.APP?.conference?.getNumberOfParticipantsWithTracks() === 1
  && APP.conference.getStats()?.bitrate?.download > 0"""
SUSPEND = """from accounts.actions import suspend_person
from accounts.models import User
find = User.objects.get
suspend_person(actor=find(email="{by}@example.org"), person=find(email="{who}@example.org"))"""


@pytest.fixture(scope="module")
def portal(story_data, tmp_path_factory):
    """A portal of its own, with the Jitsi beside it, ended together."""
    data = copy(story_data / "data", tmp_path_factory.mktemp("portal") / "data")
    house = Portal(data)
    house.env |= jitsi.prepare(data, jitsi.find(Path(INSTALLED)), portal_port=house.port)
    command = [sys.executable, "-m", "iag_portal.start", str(house.port), str(data)]
    log = data / "started.log"
    with log.open("w") as out, subprocess.Popen(
        [*command, str(jitsi.parts_file(data))],
        cwd=ROOT, env=house.env, stdout=subprocess.PIPE, stderr=out, text=True,
    ) as process:  # fmt: skip
        assert any(row.startswith("READY") for row in process.stdout), log.read_text()
        yield house
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode == 0


def in_the_call(people, who):
    """Through the page of the portal, and Jitsi's own about camera and microphone."""
    page = people.page(who)
    page.goto(LIVE)
    page.get_by_role("button", name="Join the video").click()
    frame = page.frame_locator("[data-video-frame] iframe")
    frame.get_by_test_id("prejoin.joinMeeting").click(timeout=FIRST)
    expect(page.locator("[data-video-status]")).to_have_text("You are in the video.", timeout=FIRST)
    return page, page.locator("[data-video-frame] iframe").element_handle().content_frame()


def test_two_see_each_other_and_one_who_is_suspended_is_out_within_five_seconds(people, portal):
    marjorie, hers = in_the_call(people, "marjorie")
    doreen, other = in_the_call(people, "doreen")
    for frame in (hers, other):
        frame.wait_for_function(OTHERS, arg=1, timeout=FIRST)
        frame.wait_for_function(SEEN_AND_HEARD, timeout=FIRST)

    suspend = SUSPEND.format(by="tom", who="doreen")
    portal.manage("shell", "--no-imports", "--verbosity", "0", "-c", suspend)

    hers.wait_for_function(OTHERS, arg=0, timeout=PROMISED)
    expect(doreen.locator("[data-video-frame] iframe")).to_have_count(0)
    expect(marjorie.locator("[data-video-status]")).to_have_text("You are in the video.")
    people.said.clear()  # what Jitsi's page writes to the console is Jitsi's
