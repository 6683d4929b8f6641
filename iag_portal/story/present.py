"""What is happening now: a meeting that is open, with a hand up and a question on the screen."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from accounts.actions import Needs
from core.marking import Marking
from core.pdf.tools import write
from deliberation import actions as talk
from deliberation.anchors import split
from deliberation.attachments import Upload
from deliberation.models import Choice, KeyMessage, Space, Suggestion, Topic
from iag_portal.story import everyday, said, words
from iag_portal.story.moments import then
from iag_portal.story.past import come, come_in, upload_pack
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedItem
from meetings.models import Meeting, Recusal


def notes() -> Upload:
    """What a member attaches: a real PDF of one page."""
    content = write(words.DOOR_NOTES, words.NOTES_STYLE)
    return Upload(SimpleUploadedFile("What people read at a closed door.pdf", content), "pdf")


def open_now(cast: Cast, moment: datetime) -> Meeting:
    """A short meeting that began ten minutes before ``moment``; two positions are in already."""
    people = cast.people
    start = moment - timedelta(minutes=10)
    with then(start - timedelta(days=6)):
        topic = talk.open_topic(
            actor=people["sally"],
            group=cast.group,
            decision_due=localdate(moment + timedelta(days=12)),
            guests=[people["ansty"], people["adeyemi"], people["hannah"]],
            **words.DOOR,
        )
        talk.write_post(
            actor=people["nuala"],
            topic=topic,
            space=Space.SHARED,
            body=said.DOOR_OFFER,
        )
        held = meet.call_meeting(
            actor=people["sally"],
            group=cast.group,
            title="Short meeting: the notice on the door",
            starts_at=start,
            venue="Harbour Community Hub, room 2",
            telephone="01632 960 456, code 2208",
            agenda=[
                PlannedItem(title, topic=topic if title == "The notice on the door" else None)
                for title in words.DOOR_AGENDA
            ],
            guests=[people[name] for name in ("ansty", "adeyemi", "hannah", "joan")],
        )
    item = held.agenda.get(topic=topic)
    with then(start - timedelta(days=5)):
        upload_pack(cast, held, item)
        come(cast, held)
    with then(start - timedelta(days=4)):
        meet.declare_interest(
            actor=people["marjorie"],
            item=held.agenda.get(title="Any other business"),
            reason="His brother prints the notices of the station.",
            user=people["leroy"],
            part=Recusal.Part.LISTENS,
        )
        meet.open_to_listeners(
            actor=people["marjorie"], meeting=held, kinds=[Meeting.Listeners.MEMBERS]
        )
        meet.arrange_captions(
            actor=people["sally"],
            meeting=held,
            address=words.DOOR_CAPTIONS,
            captioner=people["kerry"],
        )
        talk.write_post(
            actor=people["harpreet"],
            topic=topic,
            space=Space.SHARED,
            body="Six of us stood at the door last night. What we noted is attached.",
            uploads=[notes()],
        )
    everyday.talk_of_the_door(cast, topic, start)
    everyday.announce(cast, start)
    with then(start):
        meet.open_meeting(actor=people["marjorie"], meeting=held)
        come_in(cast, held, "marjorie tariq colin sally")
    with then(start + timedelta(minutes=3)):
        come_in(cast, held, "harpreet nuala leroy gwen")
    with then(start + timedelta(minutes=4)):
        meet.start_item(actor=people["marjorie"], meeting=held, item=item)
        first = talk.propose_key_message(
            actor=people["marjorie"], topic=topic, text=words.DOOR_MESSAGE, meeting_id=held.pk
        )
        second = talk.propose_key_message(
            actor=people["nuala"], topic=topic, text=words.DOOR_SECOND, meeting_id=held.pk
        )
        suggest_other_words(cast, second)
        held.refresh_from_db()
        asked = meet.open_round(actor=people["marjorie"], meeting=held, key_message=first)
        meet.set_floor_rules(
            actor=people["marjorie"],
            meeting=held,
            fresh_first=True,
            remote_first=True,
            soft_limit=3,
        )
        spoke = meet.raise_hand(actor=people["harpreet"], meeting=held)
        meet.call_speaker(actor=people["marjorie"], request=spoke)
    with then(start + timedelta(minutes=6)):
        meet.finish_speaker(actor=people["marjorie"], request=spoke)
        for name in ("harpreet", "nuala"):
            talk.take_position(actor=people[name], agreement_round=asked, choice=Choice.SUPPORT)
    with then(start + timedelta(minutes=8)):
        meet.raise_hand_for(actor=people["sally"], meeting=held, user=people["leroy"])
    return held


def pair_screen(cast: Cast, held: Meeting, moment: datetime) -> None:
    """Sally's code let in the screen of the room; another lets in a screen of one's own."""
    with then(moment - timedelta(minutes=8)):
        code = meet.create_display(actor=cast.people["sally"], meeting=held)
        meet.open_display(actor=None, code=code)


def say_what_they_need(cast: Cast, held: Meeting, moment: datetime) -> None:
    """Nuala and Doreen say it themselves, Leroy on the telephone; nobody but Sally reads it."""
    with then(moment - timedelta(days=2)):
        for name, needs in (
            ("nuala", Needs(interpreter=True)),
            ("doreen", Needs(words="Captions on, and time to read them")),
            ("leroy", Needs(large_print=True)),
        ):
            person = cast.people[name]
            actor = cast.people["sally"] if name == "leroy" else person
            meet.say_needs(actor=actor, meeting=held, needs=needs, user=person)


def suggest_other_words(cast: Cast, key_message: KeyMessage) -> None:
    """Nuala says why; Harpreet and Gwen would word the same sentence otherwise."""
    talk.explain_key_message(
        actor=cast.people["nuala"],
        key_message=key_message,
        why=words.DOOR_WHY,
        addressed_to=words.ADDRESSED_TO,
        after=0,
    )
    sentence = split(key_message.wording.text)[0]
    for name, other, why in words.DOOR_SUGGESTIONS:
        change = talk.Change(Suggestion.Kind.REPLACE, sentence, other, why)
        talk.suggest_wording(
            actor=cast.people[name], key_message=key_message, change=change, after=1
        )


def ask_in_confidence(cast: Cast, moment: datetime) -> Topic:
    """A sensitive question of yesterday, which opens to each member once they accept its handling."""
    people = cast.people
    with then(moment - timedelta(days=1)):
        topic = talk.open_topic(
            actor=people["sally"],
            group=cast.group,
            decision_due=localdate(moment + timedelta(days=20)),
            marking=Marking.OFFICIAL_SENSITIVE,
            handling_first=True,
            guests=[people["ansty"]],
            **words.TENSION,
        )
        for name in ("marjorie", "zainab"):
            talk.accept_handling(actor=people[name], topic=topic, version=topic.handling_version)
        talk.write_post(
            actor=people["zainab"],
            topic=topic,
            space=Space.MEMBERS,
            body="Ask the two women who run the breakfast club before anybody in a uniform knocks.",
        )
    return topic
