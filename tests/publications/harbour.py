"""The Harbour meeting of 24 March 2026, as rows: what it said, what must stay inside."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from accounts.models import Role
from core.marking import Marking
from core.names import folded
from deliberation.models import (
    AgreementRound,
    KeyMessage,
    MinorityStatement,
    Position,
    Post,
    Space,
    Topic,
    Wording,
)
from meetings.models import AgendaItem, Attendance, Meeting, Presence
from publications.snapshot import Draft
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

BEFORE = datetime(2025, 9, 1, 9, tzinfo=UTC)
STARTS = datetime(2026, 3, 24, 18, 30, tzinfo=UTC)
PREPARED = datetime(2026, 3, 26, 10, tzinfo=UTC)
CHECKED = datetime(2026, 3, 31, 10, tzinfo=UTC)
APPROVED = datetime(2026, 4, 1, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 4, 2, 9, tzinfo=UTC)

ROOM, VIDEO, TELEPHONE, APOLOGIES = (
    Attendance.Mode.ROOM,
    Attendance.Mode.VIDEO,
    Attendance.Mode.TELEPHONE,
    Attendance.Mode.APOLOGIES,
)
PEOPLE = (
    ("Marjorie Penhale", Role.CHAIR, ROOM),
    ("Tariq Osmani", Role.VICE_CHAIR, ROOM),
    ("Doreen Whitcombe", Role.MEMBER, VIDEO),
    ("Piotr Zielinski", Role.MEMBER, VIDEO),
    ("Ama Boateng", Role.MEMBER, VIDEO),
    ("Gwen Pritchard", Role.MEMBER, VIDEO),
    ("Leroy Samuels", Role.MEMBER, TELEPHONE),
    ("Harpreet Gill", Role.MEMBER, ROOM),
    ("Nuala Devlin", Role.MEMBER, ROOM),
    ("Colin Fairbrass", Role.MEMBER, ROOM),
    ("Zainab Yusuf", Role.MEMBER, APOLOGIES),
    ("Kerry-Ann Moss", Role.MEMBER, APOLOGIES),
    ("Rob Ansty", Role.POLICE_LEAD, ROOM),
    ("Dele Adeyemi", Role.OFFICER, ROOM),
    ("Sally Treloar", Role.SECRETARY, ROOM),
    ("Hannah Voss", Role.OBSERVER, VIDEO),
    ("Joan Reyes", Role.INTERPRETER, ROOM),
)
SURNAMES = tuple(name.split()[-1] for name, role, mode in PEOPLE[:12])
MESSAGES = (
    (
        "Do not move to online-only appointments: keep a telephone line answered by a person, and say so on the door.",
        (10, 0, 0, 0, 0),
        "unanimous",
    ),
    (
        "Redo the equality impact assessment with disabled and older residents before the decision.",
        (7, 2, 1, 0, 0),
        "consensus",
    ),
    (
        "If hours must fall, prefer three fixed days including one evening.",
        (6, 1, 0, 1, 2),
        "majority_with_dissent",
    ),
    ("Move the desk into the library.", (4, 0, 1, 1, 4), "not_agreed"),
    ("Publish monthly footfall so people can see the reason.", (9, 0, 0, 1, 0), "consensus"),
)
MINORITY = (
    "Three days is a door half shut. The people who come at all are those who cannot telephone"
    " or type. Keep five days, shorter if you must, and tell us after a year who stopped coming,"
    " before anything more is taken away."
)
FOR = (
    "The library is warm, open late and has a lift; more people would pass the desk in a day than"
    " come to the counter in a week."
)
AGAINST = (
    "Nobody reports a beating from their neighbour across a library desk where the neighbour"
    " borrows books."
)
INSIDE = "The counter is empty most days, and I said so between us"
REASON = "My sister works behind that counter"
SENSITIVE = "Keep the night bus patrol until the summer timetable starts."


PIECES = (  # what people type into what leaves the group
    "Keep a person on the telephone.", "The library is warm.", "By 24 April 2026, in writing.",
    "Mrs Whitcombe asked.", "kerry ann said so", "OSMANI wants it", "Write to doreen@example.org.",
    INSIDE, INSIDE.upper(), "Call 01632 960 123.", "Ask the vice-chair, not Piotr.",
)  # fmt: skip


def of_inside(text):
    """Parts of a name, an address and runs of eight words of a post that stand in ``said``."""
    names = {part for name, _role, _way in PEOPLE for part in re.findall(r"\w{3,}", name)}
    words = set(re.findall(r"\w+", text.casefold()))
    post = folded(INSIDE).split()
    runs = {" ".join(post[start : start + 8]) for start in range(len(post) - 7)}
    return [
        *sorted({part.casefold() for part in names} & words),
        *re.findall(r"\S+@\S+", text),
        *(run for run in sorted(runs) if run in folded(text)),
    ]


def decided(topic, text, counts, outcome, *, reference, by):
    """A key message with one closed round."""
    agreed = outcome != "not_agreed"
    key_message = KeyMessage.objects.create(
        topic=topic,
        reference=reference,
        state=KeyMessage.State.AGREED if agreed else KeyMessage.State.NOT_AGREED,
        proposed_by=by,
    )
    wording = Wording.objects.create(key_message=key_message, version=1, text=text, written_by=by)
    names = ("support", "reservations", "live_with", "stand_aside", "objections")
    AgreementRound.objects.create(
        key_message=key_message,
        wording=wording,
        state=AgreementRound.State.CLOSED,
        quorum=4,
        opened_by=by,
        closed_by=by,
        closed_at=STARTS + timedelta(hours=1),
        outcome=outcome,
        **dict(zip(names, counts, strict=True)),
    )
    return key_message


def topic_of(group, title, by, marking=Marking.OFFICIAL):
    return Topic.objects.create(
        group=group,
        title=title,
        ask="What do you think?",
        asker="The command team",
        decision_due=date(2026, 5, 15),
        marking=marking,
        opened_by=by,
    )


def harbour(code="HAR"):
    """The group, its people by first name, the meeting and its key messages by number."""
    force = OrganisationFactory(name=f"Solentshire Constabulary {code}".removesuffix(" HAR"))
    group = AdvisoryGroupFactory(
        organisation=force, name=f"Harbour District IAG {code}".removesuffix(" HAR"), code=code
    )
    people = {}
    for name, role, _mode in PEOPLE:
        person = people[name.split()[0].partition("-")[0].lower()] = UserFactory(name=name)
        MembershipFactory(user=person, group=group, role=role, starts_at=BEFORE)
    meeting = Meeting.objects.create(
        group=group,
        title="Front counter and appointments",
        starts_at=STARTS,
        state=Meeting.State.ENDED,
        called_by=people["sally"],
        opened_at=STARTS,
        ended_at=STARTS + timedelta(hours=2),
    )
    for (_name, _role, mode), person in zip(PEOPLE, people.values(), strict=True):
        Attendance.objects.create(meeting=meeting, user=person, mode=mode, said_at=BEFORE)
        if mode in Attendance.PRESENT:
            there = {"began_at": meeting.opened_at, "ended_at": meeting.ended_at}
            Presence.objects.create(meeting=meeting, user=person, mode=mode, **there)
    counter = topic_of(group, "Front counter: options", people["sally"])
    bus = topic_of(group, "Late-night bus patrols", people["sally"], Marking.OFFICIAL_SENSITIVE)
    for number, topic in ((4, counter), (5, bus)):
        AgendaItem.objects.create(meeting=meeting, number=number, title=topic.title, topic=topic)
    messages = [
        decided(counter, *row, reference=f"{code}-2026-{n:03}", by=people["marjorie"])
        for n, row in enumerate(MESSAGES, start=1)
    ]
    messages.append(
        decided(
            bus,
            SENSITIVE,
            (9, 0, 0, 0, 0),
            "unanimous",
            reference=f"{code}-2026-006",
            by=people["marjorie"],
        )
    )
    for n, side, text in ((2, "against", MINORITY), (3, "for", FOR), (3, "against", AGAINST)):
        MinorityStatement.objects.create(
            key_message=messages[n], side=side, text=text, written_by=people["colin"]
        )
    Position.objects.create(
        round=messages[2].rounds.get(), user=people["colin"], choice="object", reason=REASON
    )
    Post.objects.create(
        topic=counter, space=Space.MEMBERS, author=people["colin"], body=INSIDE, html=INSIDE
    )
    return SimpleNamespace(group=group, meeting=meeting, messages=messages, **people)


def draft(**changes):
    """What the secretary chose and typed for that meeting."""
    return Draft(
        title="The front counter at Harbour police station",
        audience="public",
        lede="The group asks the police to keep a person on the telephone, to hear disabled and"
        " older residents first, and to keep an evening.",
        asked="The force is deciding on 15 May 2026 whether to keep, shorten or close the counter.\n"
        "The group was asked what matters most, who would be left out, and what to do about it.",
        next_steps=[
            "The police hold a workshop on the impact assessment with six residents or more, by 24 April 2026.",
            "The police tell the group what was decided on 15 May, by 20 May 2026.",
        ],
        references=[f"HAR-2026-{n:03}" for n in range(1, 6)],
        not_names=[],
    )._replace(**changes)
