"""What the frame shows in each way of joining: overrides of Jitsi's own configuration.

They travel in the frame's address, so the person can undo them: they are presentation, never a
right. What must not happen is refused by the token or by the video host (docs/operations.md).
Jitsi renames options without an alias; both names are sent, and unknown ones are ignored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

Config = dict[str, Any]


class Mode(StrEnum):
    """A way of joining: all have a frame but the telephone. In the room there need be none."""

    REMOTE = "remote"
    REMOTE_LOW = "remote_low"
    REMOTE_SOUND = "remote_sound"
    IN_ROOM = "in_room"
    ROOM_DEVICE = "room_device"
    TELEPHONE = "telephone"
    LISTENER = "listener"

    @property
    def is_remote(self) -> bool:
        """Whether its frame is for people who are not in the room."""
        return self in {self.REMOTE, self.REMOTE_LOW, self.REMOTE_SOUND}


# A hand that is raised in the frame goes into the one queue: static/js/video-hands.js.
_PERSON = ["microphone", "camera", "raisehand", "tileview", "settings", "fullscreen"]
_CHAIR = ["desktop", "participants-pane", "mute-everyone"]
_WATCHING = ["tileview", "fullscreen", "hangup"]
_LACKS = {
    Mode.REMOTE_LOW: {"tileview"},
    Mode.REMOTE_SOUND: {"tileview", "camera"},
    Mode.ROOM_DEVICE: {"raisehand"},  # of nine people it is nobody's
}

# Nothing that is of record may happen inside the frame: our queue, our messages, our positions.
_COMMON: Config = {
    "defaultLanguage": "enGB",
    "disableChat": True,
    "disablePolls": True,
    "disableReactions": True,
    "disableInviteFunctions": True,
    "disableThirdPartyRequests": True,
    "disableProfile": True,
    "disableGrantModerator": True,
    "readOnlyName": True,
    # Letters as commands would fire while somebody types with a screen reader (WCAG 2.1.4).
    "disableShortcuts": True,
    "disableDeepLinking": True,
    "deeplinking": {"disabled": True},
    "gravatar": {"disabled": True},
    "giphy": {"enabled": False},
    "whiteboard": {"enabled": False},
    "fileSharing": {"enabled": False},
    "localRecording": {"disable": True},
    "speakerStats": {"disabled": True},
    "breakoutRooms": {
        "hideAddRoomButton": True,
        "hideAutoAssignButton": True,
        "hideJoinRoomButton": True,
    },
    # The queue says when a hand goes down: no moderator in the frame, and not Jitsi by itself.
    "raisedHands": {
        "disableRemoveRaisedHandOnFocus": True,
        "disableLowerHandByModerator": True,
        "disableLowerHandNotification": True,
    },
    # The title stands on our own page; words do not travel in addresses.
    "hideConferenceSubject": True,
    "hideConferenceTimer": False,
    # Between two people Jitsi would connect their homes directly and show each the other's address.
    "p2p": {"enabled": False},
    "feedbackPercentage": 0,
    "enableClosePage": False,
    "tileView": {"numberOfVisibleTiles": 25},
    "notifications": [
        "connection.CONNFAIL",
        "dialog.cameraNotSendingData",
        "dialog.kickTitle",
        "dialog.micNotSendingData",
        "dialog.tokenAuthFailed",
        "notify.mutedRemotelyTitle",
        "notify.videoMutedRemotelyTitle",
        "toolbar.talkWhileMutedPopup",
    ],
}


def config_for(
    mode: Mode,
    *,
    chair: bool = False,
    captions: bool = False,
    queue: bool = True,
    listens: bool = False,
) -> Config:
    """Return the overrides for ``mode``, ready to be sent as JSON.

    ``chair`` adds what a moderator's browser can do; ``captions`` the captions button. Without a
    ``queue`` there is no hand to raise. Who ``listens`` has neither microphone nor camera.
    """
    watches = listens or mode in {Mode.IN_ROOM, Mode.LISTENER}
    buttons = list(_WATCHING) if watches else _buttons(chair=chair, captions=captions)
    lacks = _LACKS.get(mode, set()) | (set() if queue else {"raisehand"})
    buttons = [button for button in buttons if button not in lacks]
    return {
        **_COMMON,
        "participantsPane": {"enabled": chair and not watches},
        "toolbarButtons": buttons,
        **_OF_MODE[mode](),
        **(_listener() if listens else {}),
    }


def _buttons(*, chair: bool, captions: bool) -> list[str]:
    return [
        *_PERSON,
        *(["closedcaptions"] if captions else []),
        *(_CHAIR if chair else []),
        "hangup",
    ]


def _prejoin(*, shown: bool) -> Config:
    # Jitsi's own page checks the devices: a check of ours would ask for the same permission twice.
    return {
        "prejoinConfig": {
            "enabled": shown,
            "hideDisplayName": True,
            "hideExtraJoinButtons": ["no-audio", "by-phone"],
        },
        "prejoinPageEnabled": shown,
    }


def _remote() -> Config:
    return {**_prejoin(shown=True), "startWithAudioMuted": True, "startWithVideoMuted": False}


def _remote_low() -> Config:
    return {
        **_prejoin(shown=True),
        "startWithAudioMuted": True,
        "startWithVideoMuted": True,
        "channelLastN": 1,  # whoever speaks
        "resolution": 180,
        "disableTileView": True,
        "virtualBackground": {"disabled": True},
        "disableVirtualBackground": True,
    }


def _remote_sound() -> Config:
    return {
        **_remote_low(),
        "channelLastN": 0,
        "startLowBandwidthMode": True,
        "startAudioOnly": True,
    }


def _in_room() -> Config:
    # Silent for good: a second open microphone in one room makes an echo for everybody.
    return {
        **_prejoin(shown=False),
        "startSilent": True,
        "startWithAudioMuted": True,
        "startWithVideoMuted": True,
        "channelLastN": 4,
    }


def _listener() -> Config:
    # The sound of others, and neither camera nor microphone: the browser asks for no permission.
    return {
        **_prejoin(shown=False),
        "disableInitialGUM": True,
        "startWithAudioMuted": True,
        "startWithVideoMuted": True,
        "disableSelfView": True,
    }


def _room_device() -> Config:
    return {
        **_prejoin(shown=True),
        "startWithAudioMuted": False,
        "startWithVideoMuted": False,
        "disableSelfView": True,
        "resolution": 720,
    }


_OF_MODE = {
    Mode.REMOTE: _remote,
    Mode.REMOTE_LOW: _remote_low,
    Mode.REMOTE_SOUND: _remote_sound,
    Mode.IN_ROOM: _in_room,
    Mode.ROOM_DEVICE: _room_device,
    Mode.LISTENER: _listener,
}
