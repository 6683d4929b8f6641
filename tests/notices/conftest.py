"""One group with somebody in every role, and one thing of each kind that people are told of."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from accounts.models import Role
from core import clock
from core.jobs import run_due_jobs
from core.notices.models import Notice
from deliberation.models import (
    AgreementRound,
    Announcement,
    AudienceChange,
    Entitlement,
    HandbookPage,
    HotSeat,
    Mention,
    Note,
    Position,
    PostReport,
    Readers,
    Space,
    Suggestion,
    Summary,
    Unmasking,
)
from meetings.models import Minutes
from network.models import (
    AskedForce,
    MessageOffer,
    NationalTopic,
    NetworkForce,
    ReleasedMessage,
    Representation,
)
from publications.models import Edition, Feedback, Publication, Release, VisitNote
from tests.factories import (
    ActionFactory,
    AdvisoryGroupFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    PollDateFactory,
    PostFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)
from visits.models import RiskAssessment, Visit, VisitReport
from webcasts.models import Webcast

WORD = "lobelia"  # in whatever people write; it is in no notice and in no email
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
LONG_AGO = NOON - timedelta(days=400)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def world(db):
    """Everybody is invited to the meeting; the police lead and the observer to the topic."""
    group = AdvisoryGroupFactory(name=f"{WORD} IAG", code="LOB")
    world = SimpleNamespace(group=group, places={})
    for role in Role:
        person = UserFactory(name=f"{role} {WORD}")
        world.places[role] = MembershipFactory(
            user=person, group=group, role=role, starts_at=LONG_AGO
        )
        setattr(world, role, person)
    MembershipFactory(role=Role.CHAIR, starts_at=LONG_AGO)  # next door
    world.topic = TopicFactory(group=group, title=f"{WORD} topic", opened_by=world.chair)
    for guest in (world.police_lead, world.observer):
        TopicGuestFactory(topic=world.topic, user=guest)
    world.post = PostFactory(topic=world.topic, author=world.chair, body=WORD, space=Space.MEMBERS)
    world.meeting = MeetingFactory(group=group, title=f"{WORD} meeting", called_by=world.secretary)
    for role in Role:
        AttendanceFactory(meeting=world.meeting, user=getattr(world, role))
    return world


@pytest.fixture
def whole(world):
    """The same with a round, a paper, an edition and a wider audience."""
    world.reply = PostFactory(
        topic=world.topic, author=world.officer, space=Space.SHARED, reply_to=PostFactory(
            topic=world.topic, author=world.member, space=Space.SHARED
        )
    )  # fmt: skip
    Mention.objects.create(post=world.reply, user=world.vice_chair, version=1)
    world.summary = Summary.objects.create(
        topic=world.topic, space=Space.SHARED, version=1, body=WORD, written_by=world.chair
    )
    world.key_message = KeyMessageFactory(topic=world.topic, text=WORD, state="sent")
    decide(world)
    world.round = AgreementRound.objects.create(
        key_message=world.key_message,
        wording=world.key_message.wordings.get(),
        quorum=1,
        opened_by=world.chair,
    )
    for role in (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER):
        Entitlement.objects.create(round=world.round, user=getattr(world, role))
    world.report = PostReport.objects.create(
        post=world.reply, reason="other", words=WORD, reported_by=world.member
    )
    world.unmasking = Unmasking.objects.create(
        post=world.reply.reply_to, unmasked_by=world.chair, reason=WORD
    )
    world.audience_change = AudienceChange.objects.create(
        topic=world.topic, kind=AudienceChange.Kind.FROM_START, proposed_by=world.chair
    )
    add_texts(world)
    add_summary(world)
    add_national_topic(world)
    add_webcast(world)
    add_visit(world)
    add_hot_seat(world)
    return world


def add_visit(world):
    """The member goes out tomorrow."""
    starts_at = clock.now() + timedelta(days=1)
    world.risk_assessment = RiskAssessment.objects.create(
        group=world.group, version=1, text=WORD, adopted_by=world.chair
    )
    world.visit = Visit.objects.create(
        group=world.group,
        observer=world.member,
        wants=WORD,
        dates=WORD,
        state="booked",
        risks=world.risk_assessment,
        checked_on=starts_at.date(),
        checked_by=world.chair,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        meeting_place=WORD,
        officer=WORD,
    )
    world.visit_report = VisitReport.objects.create(
        visit=world.visit, state="approved", words=WORD, safety=WORD
    )
    world.visit_note = VisitNote.objects.create(
        report=world.visit_report, state="offered", title=WORD, words=WORD
    )


def add_hot_seat(world):
    """An officer answers questions in the topic, within the hour."""
    begins = clock.now() + timedelta(minutes=30)
    world.hot_seat = HotSeat.objects.create(
        topic=world.topic,
        guest=world.officer,
        opens_at=begins,
        closes_at=begins + timedelta(hours=1),
        answers_by=clock.today(),
        planned_by=world.chair,
    )


def add_webcast(world):
    """Something to watch beside the topic, which begins within the hour."""
    world.webcast = Webcast.objects.create(
        topic=world.topic,
        title=WORD,
        address="https://conference.example/1",
        starts_at=clock.now() + timedelta(minutes=30),
        added_by=world.member,
    )


def add_national_topic(world):
    """The group is a network here, and the lead group of its own force besides."""
    force = NetworkForce.objects.create(
        host=world.group, organisation=world.group.organisation, lead_group=world.group, code="SOL"
    )
    opened = {"state": "open", "opened_at": NOON, "closes_on": NOON.date()}
    world.force = force
    world.national_topic = NationalTopic.objects.create(topic=world.topic, **opened)
    world.asked = AskedForce.objects.create(
        national_topic=world.national_topic, force=force, group=world.group, standing="force"
    )
    world.representation = Representation.objects.create(
        force=force, group=world.group, user=world.member, named_by=world.chair
    )
    world.offer = MessageOffer.objects.create(
        asked=world.asked, key_message=world.key_message, offered_by=world.secretary
    )
    world.released = ReleasedMessage.objects.create(
        national_topic=world.national_topic,
        asked=world.asked,
        reference="NAT-2026-R001",
        words={"reference": "NAT-2026-R001", "text": WORD, "statements": []},
    )


def decide(world):
    """A suggestion, and an earlier round: the chair was for it, vice-chair and member were not."""
    world.suggestion = Suggestion.objects.create(
        key_message=world.key_message,
        wording=world.key_message.wordings.get(),
        kind=Suggestion.Kind.DELETE,
        sentence=WORD,
        why=WORD,
        suggested_by=world.member,
    )
    closed = AgreementRound.objects.create(
        key_message=world.key_message,
        wording=world.key_message.wordings.get(),
        quorum=1,
        opened_by=world.chair,
        state=AgreementRound.State.CLOSED,
        closed_at=LONG_AGO,
        outcome="majority_with_dissent",
    )
    choices = {Role.CHAIR: "support", Role.VICE_CHAIR: "object", Role.MEMBER: "stand_aside"}
    for role, choice in choices.items():
        Position.objects.create(round=closed, user=getattr(world, role), choice=choice)


def add_texts(world):
    """A note, a page of the handbook, an announcement, an action, a paper, minutes."""
    between = {"written_by": world.member, "addressee": world.chair}
    world.note = Note.objects.create(group=world.group, topic=world.topic, body=WORD, **between)
    world.handbook_page = HandbookPage.objects.create(
        group=world.group, number=1, title=f"{WORD} page", body=WORD, readers=Readers.GROUP
    )
    world.announcement = Announcement.objects.create(
        group=world.group,
        title=f"{WORD} announcement",
        body=WORD,
        readers=Readers.GROUP,
        stands_until=NOON.date() + timedelta(days=14),
        written_by=world.secretary,
    )
    world.action = ActionFactory(
        group=world.group, owner=world.member, task=f"{WORD} to do", due_on=NOON.date()
    )
    world.paper = PaperFactory(meeting=world.meeting, title=f"{WORD} paper")
    world.minutes = Minutes.objects.create(
        meeting=world.meeting,
        drafted_by=world.secretary,
        state="published",
        published_at=NOON,
        check_until=NOON.date() + timedelta(days=14),
    )
    added = world.meeting.agenda.create(number=99, title=f"{WORD} item")
    world.minutes_item = world.minutes.items.create(item=added, body=WORD)
    world.poll = PollDateFactory(poll__group=world.group).poll
    world.correction = world.minutes_item.corrections.create(
        says=WORD, why=WORD, proposed_by=world.member
    )


def add_summary(world):
    """A summary of the meeting on its way out, and one that is out."""
    world.publication = Publication.objects.create(
        group=world.group, reference="LOB-2026-S01", title=f"{WORD} summary"
    )
    world.release = Release.objects.create(
        publication=world.publication,
        meeting=world.meeting,
        prepared_by=world.secretary,
        asked_to_check=world.member,
        snapshot={},
    )
    world.feedback = Feedback.objects.create(group=world.group, words=WORD)
    world.edition = Edition.objects.create(
        publication=world.publication, number=1, snapshot={"audience": "readers", "title": WORD}
    )


def told(kind):
    """Ids of the people who have a notice of this kind, after the worker has run."""
    run_due_jobs()
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))
