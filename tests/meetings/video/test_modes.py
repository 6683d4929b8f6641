"""What each way of joining asks of the frame. The snapshot is for reviewers: a change must be meant."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from meetings.video.modes import Mode, config_for

SNAPSHOT = Path(__file__).with_name("modes.json")
CASES = {
    "remote": {"mode": Mode.REMOTE},
    "remote, captions": {"mode": Mode.REMOTE, "captions": True},
    "remote, chair": {"mode": Mode.REMOTE, "chair": True},
    "remote_low": {"mode": Mode.REMOTE_LOW},
    "remote_sound": {"mode": Mode.REMOTE_SOUND},
    "in_room": {"mode": Mode.IN_ROOM},
    "in_room, chair": {"mode": Mode.IN_ROOM, "chair": True},
    "room_device": {"mode": Mode.ROOM_DEVICE},
    "listener": {"mode": Mode.LISTENER, "captions": True},
    "remote, before the meeting": {"mode": Mode.REMOTE, "queue": False},
}


def test_the_configuration_of_each_mode_is_the_reviewed_one():
    now = {name: config_for(**case) for name, case in CASES.items()}

    assert now == json.loads(SNAPSHOT.read_text())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_of_record_can_happen_inside_the_frame(case):
    config = config_for(**case)

    assert [config[name] for name in ("disableChat", "disablePolls", "disableReactions")] == [
        True
    ] * 3
    assert set(config["toolbarButtons"]).isdisjoint(
        {
            "chat",
            "reactions",
            "recording",
            "livestreaming",
            "invite",
            "profile",
            "whiteboard",
        }
    )
    assert config["p2p"] == {"enabled": False}
    assert config["disableShortcuts"]
    assert config["disableThirdPartyRequests"]


def test_a_member_in_the_room_has_no_microphone_to_open():
    config = config_for(Mode.IN_ROOM, chair=True, captions=True)

    assert config["startSilent"]
    assert config["toolbarButtons"] == ["tileview", "fullscreen", "hangup"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (lambda c: c["startAudioOnly"], lambda c: c["startLowBandwidthMode"]),
        (lambda c: c["disableVirtualBackground"], lambda c: c["virtualBackground"]["disabled"]),
        (lambda c: c["prejoinPageEnabled"], lambda c: c["prejoinConfig"]["enabled"]),
        (lambda c: c["disableDeepLinking"], lambda c: c["deeplinking"]["disabled"]),
    ],
)
def test_renamed_options_are_sent_by_both_names(old, new):
    config = config_for(Mode.REMOTE_SOUND)

    assert old(config) is new(config) is True


def test_the_configuration_is_small_enough_for_an_address_and_shared_by_nobody():
    first = config_for(Mode.REMOTE, chair=True, captions=True)
    address = "&".join(f"config.{key}={quote(json.dumps(value))}" for key, value in first.items())

    assert len(address) < 4_000
    first["toolbarButtons"].append("chat")
    assert "chat" not in config_for(Mode.REMOTE, chair=True, captions=True)["toolbarButtons"]
