"""Captions: who writes them is arranged, and then they do."""

from meetings.models import Meeting as MeetingRow
from tests.canary.history import Meeting, Word
from tests.canary.world import World


def caption(world: World, by: str, organiser: str, meeting: Meeting) -> Word | None:
    """The organiser lets somebody write captions, and they write a line of the item under way."""
    world.send(
        organiser,
        "meetings:captions-arrange",
        meeting.pk,
        fields={"address": "", "captioner": world.users[by].pk},
    )
    where = {"meeting": meeting, "topic": meeting.item}
    among = meeting.has_item and meeting.item is None
    word = world.history.new_word("caption", by, among=among, **where)
    item = MeetingRow.objects.get(pk=meeting.pk).item_id
    fields = {"text": f"Hear {word.text} said", "item": item or ""}
    if not world.does(by, "meetings:captions-write", meeting.pk, fields=fields):
        return None
    world.history.say(word)
    world.tell(f"{by} writes a caption at meeting {meeting.pk}: {word.text}")
    return word


def forget(world: World, meeting: Meeting) -> None:
    """The meeting ends: none of them is kept."""
    for word in world.history.words.values():
        if word.kind == "caption" and word.meeting is meeting:
            word.gone = True
