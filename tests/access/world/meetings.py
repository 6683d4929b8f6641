"""A meeting that is called, one that is live, papers with real slides, and hands that are up."""

import functools
import tempfile
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile

from core.clock import now, today
from core.marking import Marking
from core.notices.models import Notice
from deliberation.models import HandbookPage
from meetings.actions import finish_paper
from meetings.models import (
    AgendaItem,
    Attendance,
    BusyDate,
    Meeting,
    PaperCopy,
    PaperVersion,
    Presence,
    Rehearsal,
    RoomDisplay,
    SpeakerRequest,
)
from meetings.slides.convert import convert
from meetings.slides.package import Kind
from tests.access.world.inhabitants import ENTITLED
from tests.factories import (
    MeetingFactory,
    PaperFactory,
    PaperVersionFactory,
    PollDateFactory,
    UserFactory,
)
from tests.meetings.slides import packs

INVITED = ("member", "secretary", "chair", "police lead", "observer", "ex-member", *ENTITLED)


def add_to(world):
    world.called = meeting(world, "called", INVITED)
    opened = {"state": "open", "opened_at": now() - timedelta(minutes=20)}
    world.live = meeting(world, "live", INVITED, **opened)
    world.inner = meeting(world, "inner", INVITED[:3])  # neither police nor observer is invited
    world.item, world.live_item = item(world.called, 1), item(world.live, 1)
    world.busy_date = BusyDate.objects.create(
        name="Half-term",
        first_day=today() + timedelta(days=60),
        last_day=today() + timedelta(days=64),
    )
    world.poll_date = PollDateFactory(poll__group=world.group)
    world.poll = world.poll_date.poll
    world.loose_item = item(world.called, 2)
    world.topic_item = item(world.live, 2, topic=world.topic)
    world.named_item = item(world.live, 3, topic=world.named)
    world.briefing_item = item(world.live, 4, topic=world.briefing)
    world.held_meeting = meeting(world, "held", INVITED)
    world.notice = Notice.objects.create(
        recipient=UserFactory(name="Leroy Lowe", email=None),
        kind="meeting.cancelled",
        about=f"meetings.meeting:{world.called.pk}",
        key="record.0",
        group_id=world.group.pk,
    )
    add_papers(world)
    add_interests(world)
    on_the_screen(world)
    world.display = RoomDisplay.objects.create(meeting=world.live, made_by=world.sally)
    world.rehearsal = Rehearsal.objects.create(meeting=world.called, user=world.doreen)
    add_floor(world)


def add_interests(world):
    """Leroy's in an item that everybody knows of, in one for members and in one for some."""
    about = {"interest": world.item, "members_interest": world.members_item}
    for name, of_item in {**about, "named_interest": world.named_item}.items():
        setattr(world, name, of_item.recusals.create(user=world.leroy, reason="A relative"))


def add_floor(world):
    """Hands that are up, words that wait to be read out, and who is there."""
    hands = {"ama": "waiting", "leroy": "speaking", "doreen": "waiting"}
    for name, state in hands.items():
        person = getattr(world, name)
        Attendance.objects.get_or_create(meeting=world.live, user=person)
        hand = SpeakerRequest.objects.create(
            meeting=world.live, user=person, mode="video", state=state
        )
        setattr(world, f"hand_of_{name}", hand)
    world.contribution = SpeakerRequest.objects.create(
        meeting=world.live,
        user=world.person["password"],
        mode="video",
        kind="written",
        item=world.live_item,
        words="Keep a line that a person answers",
        recorded_by=world.sally,
    )
    world.presence_of_leroy = Presence.objects.create(
        meeting=world.live,
        user=world.leroy,
        mode="telephone",
        began_at=world.live.opened_at,
        source="recorded",
        recorded_by=world.sally,
    )


def add_papers(world):
    """One for each kind of item, post and page of the handbook, and the copies people took."""
    world.paper = add_paper(world, world.topic_item, "group")
    world.named_paper = add_paper(world, world.named_item, "named")
    world.members_item = world.called.agenda.create(
        number=3, title=f"{world.words['members']} vote", members_only=True
    )
    world.members_paper = add_paper(world, world.members_item, "members")
    world.briefing_paper = add_paper(world, world.briefing_item, "briefing")
    world.attachment = add_paper(world, world.post, "group")
    world.members_attachment = add_paper(world, world.members_post, "members")
    world.document = add_paper(world, world.page, "group")
    world.members_document = add_paper(world, world.members_page, "group")
    Meeting.objects.filter(pk=world.called.pk).update(marking=Marking.OFFICIAL_SENSITIVE)
    world.sensitive_paper = add_paper(world, world.item, "group")
    world.copy = {who: copy(world.paper, person) for who, person in world.person.items()}
    world.copy_of_another = copy(world.paper, world.ama)
    world.named_copy = {
        who: copy(world.named_paper, person) for who, person in world.person.items()
    }
    world.slide = world.paper.version.slides.get(number=1)
    world.named_slide = world.named_paper.version.slides.get(number=1)


def on_the_screen(world):
    """The briefing is under way: its slide and a wording of its message are shown."""
    Meeting.objects.filter(pk=world.live.pk).update(
        item=world.briefing_item,
        captioner=world.person["member"],
        slide=world.briefing_paper.version.slides.get(number=1),
        wording=world.briefing_message.wordings.get(),
    )


def copy(of, person):
    """A copy of the paper that somebody asked for while they could."""
    paper_copy = PaperCopy.objects.create(
        version=of.version, user=person, head="0" * 12, expires_at=now() + timedelta(days=1)
    )
    PaperCopy.objects.note_ready(paper_copy, f"{of.title} of {person.name}".encode())
    return PaperCopy.objects.get(pk=paper_copy.pk)


def meeting(world, name, invited, **more):
    word = world.words["group"]
    called = MeetingFactory(
        group=world.group,
        title=f"{word} {name}",
        venue=f"{word} hall",
        telephone=f"{word} code",
        called_by=world.sally,
        **more,
    )
    for who in invited:
        Attendance.objects.create(meeting=called, user=world.person[who], mode="video")
    return called


def item(about, number, topic=None):
    title = topic.title if topic else f"Item {number}"
    return about.agenda.create(number=number, title=title, topic=topic)


def add_paper(world, about, word):
    """A PDF of two pages, for an item, a post or the handbook, converted as the job does it."""
    word = world.words[word]
    place = {"meeting": None, "post": about}
    if isinstance(about, AgendaItem):
        place = {"meeting": about.meeting, "item": about}
    elif isinstance(about, HandbookPage):
        place = {"meeting": None, "page": about}
    paper = PaperFactory(**place, title=f"{word} paper")
    version = PaperVersionFactory(
        paper=paper, state=PaperVersion.State.WAITING, file_name=f"{word}.pdf"
    )
    content, slides = pack(word)
    version.file.save(f"papers/{paper.pk}/1/original.pdf", ContentFile(content))
    finish_paper(actor=None, version=version, slides=slides)
    return paper


@functools.cache
def pack(word):
    """The file with ``word`` in it, and its slides."""
    with tempfile.TemporaryDirectory() as folder:
        file = packs.write_pdf(Path(folder) / "pack.pdf", f"{word} options", f"{word} cost")
        slides = convert(file, Kind.PDF, Path(folder), lambda done, total: None)
        return file.read_bytes(), slides
