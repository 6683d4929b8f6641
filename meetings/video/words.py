"""What the page says about the call. The script has no words of its own: it is given these."""

from __future__ import annotations

import json

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "joining": _("Joining the video."),
    "prepare": _("Check your camera and microphone in the video frame, then choose join there."),
    "still": _(
        "If nothing happens once you have chosen join in the video frame, take part as shown below."
    ),
    "joined": _("You are in the video."),
    "waiting": _("You are waiting to be let in to the video."),
    "lost": _("The video was lost. Joining again."),
    "left": _("You have left the video. The meeting goes on, on this page."),
    "removed": _(
        "You were taken out of the video, or joined it elsewhere. "
        "The meeting goes on, on this page."
    ),
    "failed": _("The video could not be joined. You can try again, or take part as shown below."),
    "no_answer": _("The video does not answer. You can try again, or take part as shown below."),
    "refused": _("The video did not let you in. Load this page again and try once more."),
    "sign_in": _("You have been signed out. Load this page again and sign in to join the video."),
    "no_microphone": _("The video cannot use your microphone. You can still listen and write."),
    "no_camera": _("The video cannot use your camera. You can still listen and speak."),
    "microphone_on": _("Your microphone is on."),
    "microphone_off": _("Your microphone was switched off."),
    "camera_on": _("Your camera is on."),
    "camera_off": _("Your camera was switched off."),
    "moved": _("You are in the video in another tab now. The meeting goes on, on this page."),
    "in_room": _(
        "You said that you are in the room, so you have the pictures without sound. "
        "To speak here, say first that you take part on video."
    ),
    "remote_low": _(
        "Your line is weak: you see whoever speaks, and your camera is off. "
        "For more, leave and join again."
    ),
    "remote_sound": _(
        "Your line is very weak: you have the sound alone. For pictures, leave and join again."
    ),
    "captions_failed": _("There are no captions: they could not be written. Try again later."),
    "your_floor": _("You have the floor. Turn on your microphone when you are ready."),
    "turn_over": _("Your turn is over. Your microphone was switched off."),
    "muted_all": _("Everybody else is muted. They can turn their microphones on again themselves."),
    "no_hand": _("You cannot raise your hand now. The chair can ask you to speak."),
    "apart_members": _(
        "This item is for members, so you are out of the video. You come back by yourself when it"
        " is over."
    ),
    "apart_interest": _(
        "You declared an interest in this item, so you are out of the video. You come back by"
        " yourself when it is over."
    ),
    "apart_heard": _(
        "You declared an interest in this item, and this video cannot keep your microphone off. So"
        " you are out of it, and come back by yourself when the item is over."
    ),
    "part_listens": _(
        "You declared an interest in this item, so nobody hears or sees you. You come back by"
        " yourself when it is over."
    ),
    "apart_ended": _("The meeting has ended, and the video with it."),
    "not_done": _("The video did not answer. Try again."),
}


# What is said otherwise before a meeting: to whoever tries it, and to whoever helps them.
REHEARSED: dict[str, str | Promise] = {
    "joined": _("You are in. Say a few words, then listen, and look at your picture."),
    "left": _("You have left."),
    "removed": _("You were taken out."),
    "moved": _("You try it in another tab now."),
    "no_hand": _("There is no queue here: speak when you like."),
    "failed": _("The video could not be joined. You can try again."),
    "no_answer": _("The video does not answer. You can try again."),
    "still": _(
        "If nothing happens once you have chosen join in the video frame, load this page again."
    ),
}


# What is said otherwise to whoever only listens.
LISTENED: dict[str, str | Promise] = {
    "joined": _("You hear and see the meeting. Nobody hears or sees you."),
    "left": _("You have left the video. You can go on reading here."),
    "removed": _("You were taken out of the video. You can press the button again."),
    "no_hand": _("Listeners do not speak."),
    "apart_listeners": _(
        "This item is not for listeners, so the video is off. It comes back by itself when the"
        " next item begins."
    ),
}


def words_json(*, rehearsal: bool = False, listens: bool = False) -> str:
    """Return the words in the reader's language, for the ``data-words`` attribute."""
    words = WORDS | (REHEARSED if rehearsal else {}) | (LISTENED if listens else {})
    return json.dumps({name: str(text) for name, text in words.items()}, ensure_ascii=False)
