"""What the screen of a room may show, where nobody is signed in; from history alone."""

from tests.canary.history import Meeting, Word


def is_for_the_room(meeting: Meeting, word: Word) -> bool:
    """Whether the screen of the room may show it: the call, the item, the wording, if all open it.

    Of papers the slides of the item under way, none that are marked: here nobody is known to be in
    the room who does not read them (0055).
    """
    topic = meeting.item
    kept = topic is not None and (topic.first or topic.named)
    if word.kind == "meeting":
        return word.meeting is meeting
    if meeting.state != "open" or kept or (meeting.has_item and topic is None):
        return False
    if word.kind == "title":
        return word.topic is topic or (topic is not None and word in topic.copied)
    if word.kind == "caption":
        return word.meeting is meeting and word.topic is topic and not (word.among or word.gone)
    if word.kind == "paper":
        here = topic is not None and word.meeting is meeting and word.topic is topic
        return here and not topic.sensitive
    return word is meeting.screen and not (word.topic.first or word.topic.named)


def is_for_listeners(meeting: Meeting, word: Word) -> bool:
    """Whether who only listens may read it: what the room may, and no slide (0074)."""
    return word.kind != "paper" and is_for_the_room(meeting, word)
