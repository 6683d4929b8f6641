"""Names of the frame protocol: those that were found in a release of Jitsi, and no other, are used.

``script/manage check_video --names FOLDER`` compares them with a release that somebody has fetched,
and ``check_video`` with the one that the video host serves. Nothing of Jitsi's is in this project.
"""

import json
from email.message import Message
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.video import wire
from meetings.video.trial import name_faults
from meetings.video.web import Page
from tests.e2e.fake_jitsi import server

FOUND = json.loads(Path(__file__).with_name("wire_names.json").read_text())


def script(*, without=()):
    """Written as the minified one: what it maps to what, and requests by name alone."""
    known = [name for name in FOUND["names"] if name not in without]
    return ",".join(f'a:"{name}"' for name in known[::2]) + "".join(
        f"b({{name:`{name}`}});" for name in known[1::2]
    )


def compare(folder):
    out = StringIO()
    call_command("check_video", names=folder, stdout=out)
    return out.getvalue()


def test_the_bridge_uses_the_names_that_were_found_in_the_release():
    assert wire.names() == FOUND["names"]


def test_the_stand_in_speaks_by_the_same_names():
    stand_in = (server.HERE / "frame.js").read_text()
    by_hand = {"transcription-chunk-received", "camera-error", "mic-error"}  # tests send them

    # It mutes by a name that it puts together.
    together = {"audio-mute-status-changed", "video-mute-status-changed"}
    assert set(wire.unknown_to(stand_in)) == by_hand | together
    assert "${kind}-mute-status-changed" in stand_in


@pytest.mark.parametrize(
    "place", ["modules/API/external/external_api.js", "libs/external_api.min.js"]
)
def test_a_release_in_a_folder_is_compared_and_a_renamed_command_is_named(tmp_path, place):
    with pytest.raises(CommandError, match="There is no external_api"):
        compare(tmp_path)
    file = tmp_path / place
    file.parent.mkdir(parents=True)
    file.write_text(script())
    output = compare(tmp_path)
    file.write_text(script(without=["toggle-raise-hand", "participant-muted"]))

    assert output == f"{file} knows all {len(FOUND['names'])} names.\n"
    with pytest.raises(CommandError, match="does not know participant-muted, toggle-raise-hand"):
        compare(tmp_path)


@pytest.mark.parametrize(
    ("served", "kind", "says"),
    [
        (script(), "application/javascript", []),
        (
            script(without=["set-subtitles"]),
            "text/javascript; charset=utf-8",
            ["This release of Jitsi does not know set-subtitles. What the page asks"],
        ),
        ("<html></html>", "text/html", []),  # as a host answers that is no Jitsi
    ],
)
def test_the_host_is_asked_for_its_own(served, kind, says):
    headers = Message()
    headers["Content-Type"] = kind
    page = Page(status=200, headers=headers, body=served.encode(), certificate_ends=None)
    beginnings = [sentence[: len(says[0])] for sentence in name_faults(page)] if says else []

    assert (beginnings, len(list(name_faults(page)))) == (says, len(says))
