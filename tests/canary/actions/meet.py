"""Meetings: called, papers added, opened, steered, ended."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from deliberation.models import KeyMessage
from meetings.models import AgendaItem, Paper, PaperCopy, SpeakerRequest
from meetings.models import Meeting as MeetingRow
from tests.canary.actions import captions
from tests.canary.actions.agree import begun, drop_reason, keep, lapse
from tests.canary.files import pdf
from tests.canary.history import ADVISERS, GUESTS, Group, Meeting, Message, Round, Topic, Word
from tests.canary.world import World


def call(
    world: World, by: str, group: Group, topics: list[Topic], guests: tuple[str, ...]
) -> Meeting | None:
    """Arrange a meeting for a quarter of an hour from now, on these topics."""
    words = [world.history.new_word("meeting", by) for _part in range(4)]
    title, venue, telephone, item = (word.text for word in words)
    starts = timezone.localtime(world.history.now + timedelta(minutes=16))
    fields = {
        "title": title, "venue": venue, "telephone": telephone, "agenda": f"Welcome\n{item}",
        "day_day": starts.day, "day_month": starts.month, "day_year": starts.year,
        "time": f"{starts:%H:%M}", "minutes": 120, "marking": "official",
        "topics": [topic.pk for topic in topics],
        "guests": [world.users[guest].pk for guest in guests],
    }  # fmt: skip
    if not world.does(by, "meetings:meeting-new", group.pk, fields=fields):
        return None
    roll = {name for name, place in group.places.items() if place.role not in GUESTS}
    meeting = Meeting(
        MeetingRow.objects.latest("pk").pk,
        group,
        roll | set(guests),
        world.history.now,
        list(topics),
    )
    for word in words:
        word.meeting = meeting
    for topic in topics:
        topic.meetings.append(meeting)
    world.history.say(*words)
    world.history.meetings.append(meeting)
    about = [topic.pk for topic in topics]
    world.tell(
        f"{by} calls meeting {meeting.pk} of {group.name} on topics {about}, with {list(guests)}"
    )
    return meeting


def add_paper(world: World, by: str, meeting: Meeting, topic: Topic | None) -> bool:
    """Upload a pack for an item; the job makes its slides."""
    where = {"meeting": meeting, "topic": topic}
    title, text = (world.history.new_word("paper", by, **where) for _part in range(2))
    name = world.history.new_word("file", by, **where)
    items = AgendaItem.objects.filter(meeting=meeting.pk, topic=topic and topic.pk)
    file = SimpleUploadedFile(f"{name.text}.pdf", pdf(f"See {text.text}"), "application/pdf")
    fields = {"title": title.text, "item": items[0].pk if topic else "", "file": file}
    done = world.does(by, "meetings:paper-new", meeting.pk, fields=fields)
    if done:
        state = Paper.objects.latest("pk").version.state
        world.history.say(title, name, *([text] if state == "ready" else []))
        about = f" on topic {topic.pk}" if topic else ""
        world.tell(f"{by} adds a paper to meeting {meeting.pk}{about}: {state}")
    return done


def ask_copy(world: World, by: str, meeting: Meeting, number: int) -> bool:
    """Somebody asks for a copy of a paper, with their name on each page; it is made by a job."""
    paper = Paper.objects.filter(meeting=meeting.pk).order_by("pk")[number]
    before = PaperCopy.objects.filter(user=world.users[by].pk).count()
    world.send(by, "meetings:copy-ask", paper.pk)
    done = PaperCopy.objects.filter(user=world.users[by].pk).count() > before
    if done:
        world.tell(f"{by} asks for a copy of paper {paper.pk}")
    return done


def open_meeting(world: World, by: str, meeting: Meeting) -> bool:
    """The chair opens the meeting."""
    done = world.does(by, "meetings:meeting-open", meeting.pk)
    if done:
        meeting.state = "open"
        world.tell(f"{by} opens meeting {meeting.pk}")
    return done


def start_item(world: World, by: str, meeting: Meeting, topic: Topic | None) -> bool:
    """Move to the item on a topic, or for members: the first slide of its paper comes up."""
    items = AgendaItem.objects.filter(meeting=meeting.pk)
    item = items.get(topic=topic.pk) if topic else items.get(members_only=True)
    done = world.does(by, "meetings:item-start", item.pk)
    if done:
        asked = [
            asked_round
            for m in world.history.messages
            for asked_round in m.rounds
            if asked_round.state == "open"
        ]
        here = [asked_round for asked_round in asked if asked_round.meeting is meeting]
        meeting.screen = here[0].message.wordings[-1] if here else None
        meeting.has_item, meeting.item = True, topic
        about = f"on topic {topic.pk}" if topic else "for members"
        world.tell(f"{by} starts the item {about} in meeting {meeting.pk}")
    return done


def show(world: World, by: str, meeting: Meeting, message: Message) -> bool:
    """Put the newest wording on everybody's screen."""
    done = world.does(by, "meetings:wording-show", meeting.pk, fields={"key_message": message.pk})
    if done:
        meeting.screen = message.wordings[-1]
        world.tell(f"{by} puts key message {message.pk} on the screen of meeting {meeting.pk}")
    return done


def ask(world: World, by: str, meeting: Meeting, message: Message) -> Round | None:
    """Ask the members who are there."""
    if not world.does(by, "meetings:round-open", meeting.pk, message.pk):
        return None
    places = message.topic.group.places
    names = {name for name in meeting.invited if name in places and places[name].role in ADVISERS}
    meeting.screen = message.wordings[-1]
    asked_round = begun(world, by, message, names)
    asked_round.meeting = meeting
    return asked_round


def propose(world: World, by: str, meeting: Meeting, topic: Topic) -> Message | None:
    """Propose a key message in the meeting."""
    word = world.history.new_word("wording", by, topic=topic)
    if not world.does(
        by, "meetings:message-propose", meeting.pk, topic.pk, fields={"text": word.text}
    ):
        return None
    row = KeyMessage.objects.latest("pk")
    message = Message(row.pk, row.reference, topic)
    keep(world, message, word)
    world.history.messages.append(message)
    world.tell(f"{by} proposes key message {message.pk} in meeting {meeting.pk}: {word.text}")
    return message


def reword(world: World, by: str, meeting: Meeting, message: Message) -> bool:
    """Give a message a new wording while everybody looks."""
    word = world.history.new_word("wording", by, topic=message.topic)
    fields = {"text": word.text, "after": len(message.wordings)}
    shown = meeting.screen is message.wordings[-1] and meeting.state == "open"
    done = world.does(by, "meetings:wording-change", meeting.pk, message.pk, fields=fields)
    if done:
        keep(world, message, word)
        lapse(message)
        meeting.screen = word if shown else meeting.screen
        world.tell(f"{by} rewords key message {message.pk} in meeting {meeting.pk}: {word.text}")
    return done


def say_needs(world: World, by: str, meeting: Meeting) -> bool:
    """Say what one needs to take part, in one's own words, for the secretary alone."""
    word = world.history.new_word("needs", by, group=meeting.group)
    done = world.does(by, "meetings:needs-say", meeting.pk, fields={"words": word.text})
    if done:
        world.history.say(word)
        world.tell(f"{by} says what they need at meeting {meeting.pk}")
    return done


def declare_interest(world: World, by: str, meeting: Meeting, topic: Topic) -> bool:
    """Take no part in an item; a position that was taken counts no more."""
    item = AgendaItem.objects.get(meeting=meeting.pk, topic=topic.pk)
    word = world.history.new_word("interest", by, topic=topic, meeting=meeting)
    done = world.does(by, "meetings:interest-declare", item.pk, fields={"reason": word.text})
    if done:
        world.history.say(word)
        topic.interested.add(by)
        for message in world.history.messages:
            for asked_round in message.rounds:
                if message.topic is topic and asked_round.state == "open":
                    asked_round.recused.add(by)
                    asked_round.state = "lapsed" if by in asked_round.voted else asked_round.state
                    if not topic.held:
                        drop_reason(world, asked_round, by)
        world.tell(f"{by} declares an interest in topic {topic.pk} at meeting {meeting.pk}")
    return done


def end(world: World, by: str, meeting: Meeting) -> bool:
    """The chair ends the meeting."""
    done = world.does(by, "meetings:meeting-end", meeting.pk)
    if done:
        meeting.state, meeting.screen = "ended", None
        captions.forget(world, meeting)
        _nobody_reads(world, meeting)
        world.tell(f"{by} ends meeting {meeting.pk}")
    return done


def say_in_writing(world: World, by: str, meeting: Meeting) -> Word | None:
    """Hand in words on the item under way, to be read out."""
    where = {"meeting": meeting, "topic": meeting.item, "among": meeting.item is None}
    word = world.history.new_word("contribution", by, **where)
    fields = {"text": f"Say {word.text} for me"}
    if not world.does(by, "meetings:contribution-write", meeting.pk, fields=fields):
        return None
    word.pk, word.turn = SpeakerRequest.objects.latest("pk").pk, "waiting"
    world.history.say(word)
    world.tell(f"{by} hands in words at meeting {meeting.pk}: {word.text}")
    return word


def read_out(world: World, by: str, word: Word) -> bool:
    """The chair gives the floor to what somebody handed in."""
    done = world.does(by, "meetings:speaker-call", word.pk)
    if done:
        _nobody_reads(world, word.meeting)
        word.turn = "reading"
        world.tell(f"{by} has {word.text} read out")
    return done


def finish_reading(world: World, by: str, word: Word) -> bool:
    """It has been read out."""
    done = world.does(by, "meetings:speaker-finish", word.pk)
    if done:
        word.turn = "over"
        world.tell(f"{word.text} has been read out")
    return done


def take_back(world: World, word: Word) -> bool:
    """Its author takes back what was not read out yet: it is gone."""
    done = world.does(word.by, "meetings:hand-lower", word.pk)
    if done:
        word.gone = True
        world.tell(f"{word.by} takes back {word.text}")
    return done


def _nobody_reads(world: World, meeting: Meeting) -> None:
    """What was being read out there is over."""
    for word in world.history.words.values():
        if word.meeting is meeting and word.turn == "reading":
            word.turn = "over"
