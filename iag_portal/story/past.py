"""What has happened: the talk, the pack, the meeting, the advice, the answers."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from accounts.models import User
from core.jobs import run_due_jobs
from deliberation import actions as talk
from deliberation.models import AgreementRound, Choice, KeyMessage, Position, Topic
from iag_portal.story import everyday, said, words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from meetings import actions as meet
from meetings.actions import PlannedItem
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.slides.example_deck import build_front_counter_deck

Mode = Attendance.Mode
PACK = "Front counter: options"
COMES = {
    Mode.ROOM: "marjorie tariq harpreet nuala colin sally ansty adeyemi joan",
    Mode.VIDEO: "doreen piotr ama gwen hannah",
    Mode.TELEPHONE: "leroy",
    Mode.APOLOGIES: "zainab kerry",
}
ARRIVALS = {  # minutes after the start; with the fourth member the meeting is quorate
    0: "marjorie sally ansty adeyemi",
    1: "tariq joan",
    2: "doreen hannah",
    4: "leroy",
    5: "harpreet nuala colin piotr ama gwen",
}
VOTERS = [
    "marjorie",
    "tariq",
    "doreen",
    "piotr",
    "ama",
    "gwen",
    "leroy",
    "harpreet",
    "nuala",
    "colin",
]


def topics(cast: Cast, today: datetime) -> tuple[Topic, Topic]:
    """Two topics are opened and sorted; people write, ask and are answered."""
    sally = cast.people["sally"]
    police = [cast.people["ansty"], cast.people["adeyemi"]]
    with then(today - timedelta(days=35)):
        due = localdate(today + timedelta(days=40))
        counter = talk.open_topic(
            actor=sally,
            group=cast.group,
            decision_due=due,
            guests=[*police, cast.people["hannah"]],
            **words.FRONT_COUNTER,
        )
        bus = talk.open_topic(
            actor=sally, group=cast.group, decision_due=due, guests=police, **words.BUS
        )
        everyday.sort(sally, counter, "Access", "Opening hours")
        everyday.sort(sally, bus, "Transport")
    latest = everyday.talk(cast, counter, today, said.FRONT_COUNTER)
    everyday.settle_questions(cast, latest, today)
    everyday.sum_up(cast, counter, today)
    return counter, bus


def upload_pack(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    """The deck of the story, a real .pptx, converted for real."""
    with tempfile.TemporaryDirectory(prefix="iag-story-") as folder:
        path = build_front_counter_deck(Path(folder) / "front-counter.pptx", version=2)
        file = SimpleUploadedFile(path.name, path.read_bytes())
    meet.upload_paper(
        actor=cast.people["sally"], meeting=meeting, title=PACK, file=file, kind="pptx", item=item
    )
    run_due_jobs()


def come(cast: Cast, meeting: Meeting) -> None:
    """Everybody says how they come; the secretary writes it down for the caller."""
    for mode, names in COMES.items():
        for name in names.split():
            person = cast.people[name]
            actor = cast.people["sally"] if name == "leroy" else person
            meet.say_attendance(actor=actor, meeting=meeting, mode=mode, user=person)


def come_in(cast: Cast, held: Meeting, names: str) -> None:
    """These people come in, in the way in which they meant to; the secretary for the caller."""
    for way in Attendance.PRESENT:
        for name in COMES.get(way, "").split():
            if name in names.split():
                person = cast.people[name]
                actor = cast.people["sally"] if name == "leroy" else person
                meet.come_in(actor=actor, meeting=held, mode=way, user=person)


def meeting(cast: Cast, counter: Topic, bus: Topic, evening: datetime) -> Meeting:
    """The quarterly meeting of the story, three weeks ago, from the invitation to its end."""
    people = cast.people
    guests = [people[name] for name in ("ansty", "adeyemi", "hannah", "joan")]
    tied = {"Front counter: options": counter, "Late-night bus patrols": bus}
    with then(evening - timedelta(days=20)):
        held = meet.call_meeting(
            actor=people["sally"],
            group=cast.group,
            title="Quarterly meeting",
            starts_at=evening,
            venue="Harbour Community Hub, room 2",
            telephone="01632 960 456, code 7714",
            agenda=[PlannedItem(title, topic=tied.get(title)) for title in words.AGENDA],
            guests=guests,
        )
    agenda = {item.title: item for item in held.agenda.all()}
    with then(evening - timedelta(days=8)):
        upload_pack(cast, held, agenda["Front counter: options"])
        come(cast, held)
        meet.declare_interest(
            actor=people["ama"],
            item=agenda["Late-night bus patrols"],
            reason="I work for the bus company.",
        )
    with then(evening):
        meet.open_meeting(actor=people["marjorie"], meeting=held)
    for minutes, names in ARRIVALS.items():
        with then(evening + timedelta(minutes=minutes)):
            come_in(cast, held, names)
    with then(evening + timedelta(minutes=30)):
        meet.start_item(
            actor=people["marjorie"], meeting=held, item=agenda["Front counter: options"]
        )
        _speak(cast, held)
    _agree_counter(cast, held, counter, evening + timedelta(minutes=50))
    with then(evening + timedelta(minutes=80)):
        held.refresh_from_db()
        meet.start_item(
            actor=people["marjorie"], meeting=held, item=agenda["Late-night bus patrols"]
        )
        voters = [name for name in VOTERS if name != "ama"]
        proposed = _propose(cast, held, bus, words.BUS_MESSAGE)
        _agree(cast, held, proposed, dict.fromkeys(voters, Choice.SUPPORT))
    _call_back(cast, held, counter, evening)
    return held


def _call_back(cast: Cast, held: Meeting, counter: Topic, evening: datetime) -> None:
    """A5: nine of ten have answered when Leroy's line drops. Sally rings him after the meeting."""
    people = cast.people
    last = KeyMessage.objects.get(topic=counter, state=KeyMessage.State.PROPOSED)
    _text, counts = words.MESSAGES[-1]
    choices = [choice for choice, n in zip(Choice, counts, strict=True) for _ in range(n)]
    positions = dict(zip(VOTERS, choices, strict=True))
    his = positions.pop("leroy")
    with then(evening + timedelta(minutes=98)):
        held.refresh_from_db()
        asked = _agree(cast, held, last, positions)
    with then(evening + timedelta(minutes=102)):
        meet.leave(actor=people["sally"], meeting=held, user=people["leroy"])
    with then(evening + timedelta(hours=2)):
        meet.end_meeting(actor=people["marjorie"], meeting=held)
    with then(evening + timedelta(minutes=131)):
        _take(asked, people["leroy"], his, people["sally"], via=Position.Via.CALL_BACK)
    with then(evening + timedelta(minutes=135)):
        talk.close_agreement_round(actor=people["marjorie"], agreement_round=asked)


def _speak(cast: Cast, held: Meeting) -> None:
    """Doreen from home, Leroy, whose hand the secretary raises, and Nuala, who writes."""
    doreen = meet.raise_hand(actor=cast.people["doreen"], meeting=held)
    leroy = meet.raise_hand_for(actor=cast.people["sally"], meeting=held, user=cast.people["leroy"])
    nuala = meet.write_contribution(actor=cast.people["nuala"], meeting=held, text=words.IN_WRITING)
    for asked in (doreen, leroy, nuala):
        meet.call_speaker(actor=cast.people["marjorie"], request=asked)
        meet.finish_speaker(actor=cast.people["marjorie"], request=asked)


def _agree_counter(cast: Cast, held: Meeting, counter: Topic, start: datetime) -> None:
    """A1 to A5, with the minority's words on A3 and the two views on A4."""
    agreed = []
    for number, (text, counts) in enumerate(words.MESSAGES):
        with then(start + timedelta(minutes=5 * number)):
            choices = [c for c, n in zip(Choice, counts, strict=True) for _ in range(n)]
            proposed = _propose(cast, held, counter, text)
            if text != words.MESSAGES[-1][0]:  # which is asked about at the end
                _agree(cast, held, proposed, dict(zip(VOTERS, choices, strict=True)))
            agreed.append(proposed)
    with then(start + timedelta(minutes=28)):
        statements = [
            (2, "colin", words.MINORITY),
            (3, "tariq", words.VIEW_FOR),
            (3, "harpreet", words.VIEW_AGAINST),
        ]
        for index, who, text in statements:
            agreed[index].refresh_from_db()
            written = talk.write_minority_statement(
                actor=cast.people[who], key_message=agreed[index], text=text
            )
            if who == "colin":  # and Nuala, who objected too
                nuala = cast.people["nuala"]
                talk.sign_minority_statement(actor=nuala, statement=written, version=1)


def _propose(cast: Cast, held: Meeting, topic: Topic, text: str) -> KeyMessage:
    """One key message, with why and to whom where the story says so."""
    chair, secretary = cast.people["marjorie"], cast.people["sally"]
    key_message = talk.propose_key_message(actor=chair, topic=topic, text=text, meeting_id=held.pk)
    if text in words.WHY:
        reasons = {"why": words.WHY[text], "addressed_to": words.ADDRESSED_TO}
        talk.explain_key_message(actor=secretary, key_message=key_message, after=0, **reasons)
    return key_message


def _agree(
    cast: Cast, held: Meeting, key_message: KeyMessage, positions: dict[str, Choice]
) -> AgreementRound:
    """One key message: asked about, answered, and closed once everybody has answered."""
    chair, secretary = cast.people["marjorie"], cast.people["sally"]
    asked = meet.open_round(actor=chair, meeting=held, key_message=key_message)
    for name, choice in positions.items():
        _take(asked, cast.people[name], choice, secretary if name == "leroy" else None)
    if asked.entitlements.filter(recused=False).count() == len(positions):
        talk.close_agreement_round(actor=chair, agreement_round=asked)
    return asked


def _take(
    asked: AgreementRound,
    person: User,
    choice: Choice,
    secretary: User | None,
    via: Position.Via = Position.Via.TELEPHONE,
) -> None:
    reason = words.REASONS.get(choice, "")
    if secretary:
        talk.record_position(
            actor=secretary,
            agreement_round=asked,
            user=person,
            choice=choice,
            via=via,
            reason=reason,
        )
    else:
        talk.take_position(actor=person, agreement_round=asked, choice=choice, reason=reason)
