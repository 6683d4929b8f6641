"""The table in ``docs/notices.md`` is true: who is told of what, and at which level of a topic."""

from dataclasses import fields
from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import AccessNeeds, Role
from core.emit import emit
from core.notices import kinds
from core.notices.models import Following, Level
from core.notices.tell import tell_of_day
from deliberation.models import AgreementRound, HotSeat, Post
from meetings.models import Action, Meeting, Minutes, PaperMark
from network.models import AskedForce, NationalTopic
from publications.models import Publication, Release, VisitNote
from tests.factories import PaperFactory
from tests.notices.between import arrange
from tests.notices.conftest import told
from visits.models import Visit
from webcasts.models import Webcast

DOC = Path(__file__).parents[2] / "docs" / "notices.md"
ROLES = ["chair", "vice_chair", "member", "secretary", "police_lead", "officer", "observer",
         "interpreter"]  # fmt: skip
KINDS = {kind.name: kind for kind in kinds.every_kind()}
MUTED = {Level.ALL: "every post", Level.DECISIONS: "decisions"}


def row(kind, roles):
    level = MUTED[kind.level] if kind.place else "always"
    answers = ["yes" if role in roles else "no" for role in ROLES]
    return "| " + " | ".join([kind.name, str(kind.says), level, *answers]) + " |"


def rows():
    lines = [line for line in DOC.read_text().splitlines() if line.startswith("| ")][1:]
    return {line.split("|")[1].strip(): line for line in lines}


def event_of(kind, world):
    """The event that causes this kind, about the things of ``world``."""
    things = {
        "user_id": world.observer.pk,
        "person_id": world.member.pk,
        "captioner_id": world.observer.pk,
        "post_id": (world.post if kind.name.startswith("question.") else world.reply).pk,
        "membership_id": world.places[Role.MEMBER].pk,
        "space": "shared",
        "side": "against",
        "role": "member",
        "role_before": "officer",
        "version": 1,
        "version_id": 1,
        "changed": ("venue",),
        "minor": 0,
        "before": 0,
    }
    for field in fields(kind.event):
        thing = getattr(world, field.name.removesuffix("_id"), None)
        things.setdefault(field.name, getattr(thing, "pk", None) or 1)
    return kind.event(**{field.name: things[field.name] for field in fields(kind.event)})


def cause(kind, world):
    Post.objects.update(unattributed=kind.name.endswith("_unattributed"))
    if kind.name == "paper.replaced":
        PaperMark.objects.note_opened(world.member, world.paper)
        world.paper = PaperFactory(meeting=world.meeting, title=world.paper.title)
    if kind.name == "captions.arranged":  # whoever said so is told; here it is the member
        AccessNeeds.objects.create(membership=world.places[Role.MEMBER], captions=True)
    if kind.name == "visit_note.returned":
        VisitNote.objects.update(state="returned")
    if kind.name == "visit_note.report_withdrawn":  # of which something stands
        Release.objects.update(meeting=None, visit_note=world.visit_note)
        Publication.objects.update(title=world.visit_note.title)
    if kind.event is None:
        things = {
            Action: world.action,
            Meeting: world.meeting,
            Minutes: world.minutes,
            Publication: world.publication,
            Release: world.release,
            AgreementRound: world.round,
            AskedForce: world.asked,
            NationalTopic: world.national_topic,
            HotSeat: world.hot_seat,
            Webcast: world.webcast,
            Visit: world.visit,
        }
        thing = things.get(kind.about, world.key_message)
        tell_of_day(kind, thing, key="today")
        return
    if kind.name.startswith(("forwarding", "enquiry")):
        arrange(kind, world)
    with transaction.atomic():
        emit(event_of(kind, world), actor=None)


@pytest.mark.parametrize("name", KINDS)
def test_the_table_is_true(whole, name):
    kind = KINDS[name]
    for role in ROLES:
        follows = {"place": whole.topic.place, "level": kind.level}
        Following.objects.create(user=getattr(whole, role), **follows)
    cause(kind, whole)
    people = told(name)
    roles = [role for role in ROLES if getattr(whole, role).pk in people]

    assert rows().get(name) == row(kind, roles), f"the row should read:\n{row(kind, roles)}"
    assert len(people) == len(roles), "nobody of another group"


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.place])
def test_muted_means_silent(whole, name):
    for role in ROLES:
        muted = {"place": whole.topic.place, "level": Level.NONE}
        Following.objects.create(user=getattr(whole, role), **muted)
    cause(KINDS[name], whole)

    assert told(name) == set()


def test_the_table_is_complete():
    assert list(rows()) == list(KINDS)


def test_every_sentence_is_said_once():
    sentences = [str(kind.says) for kind in KINDS.values()]

    assert sorted(sentences) == sorted(set(sentences))
