"""Something has happened on every live page, so that each of its regions is drawn for whoever asks."""

from core.audit.chain import append
from core.live import streams
from deliberation.events import KeyMessageProposed, PostWritten
from deliberation.models import Space
from meetings.events import MeetingOpened
from webcasts.events import BookmarkWritten

HAPPENED = {
    "topic": (PostWritten, KeyMessageProposed),
    "meeting": (MeetingOpened,),
    "webcast": (BookmarkWritten,),
}


def add_to(world):
    topics = (world.topic, world.quiet, world.named, world.briefing)
    keys = [topic.stream(space) for topic in topics for space in Space]
    keys += [meeting.stream for meeting in (world.called, world.live, world.inner)]
    webcasts = (world.webcast, world.named_webcast)
    keys += [webcast.stream(space) for webcast in webcasts for space in Space]
    for key in keys:
        for event in HAPPENED[key.partition(".")[0]]:
            facts = {"group_id": world.group.pk, "actor": None, "facts": {}}
            streams.advance(key, append(event=event.name, **facts))
