"""One group that talks about marigolds in every corner of the portal, and another one."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.models import Role
from core.clock import now
from core.marking import Marking
from core.search.index import rebuild
from core.search.phrases import phrases
from core.search.queries import Narrowed, find, results
from deliberation.models import KeyMessage, NamedReader, Space
from meetings.models import Recusal
from tests.factories import (
    AdvisoryGroupFactory,
    AgendaItemFactory,
    AttendanceFactory,
    KeyMessageFactory,
    MeetingFactory,
    MembershipFactory,
    PaperFactory,
    PaperVersionFactory,
    PostFactory,
    SlideFactory,
    TopicFactory,
    TopicGuestFactory,
    UserFactory,
)
from tests.signing_in import signed_in

LONG_AGO = timedelta(days=400)
WORD = "marigold"  # stands in every text of the group


@pytest.fixture
def world(db):
    """Everything at hand by name; the documents are made."""
    w = SimpleNamespace(group=AdvisoryGroupFactory(name="Harbour IAG", code="HAR"))
    for name, role in (
        ("marjorie", Role.CHAIR),
        ("doreen", Role.MEMBER),
        ("sally", Role.SECRETARY),
        ("rob", Role.POLICE_LEAD),
        ("dele", Role.OFFICER),
    ):
        person = UserFactory(name=name.title())
        MembershipFactory(group=w.group, user=person, role=role, starts_at=now() - LONG_AGO)
        setattr(w, name, person)
    w.newcomer = MembershipFactory(group=w.group, starts_at=now() - timedelta(days=1)).user
    w.elsewhere = MembershipFactory(role=Role.CHAIR).user
    _talk(w)
    _meet(w)
    w.find = lambda who, words=WORD, **narrowed: rows(who, words, **narrowed)
    w.search = lambda who, words=WORD, **more: signed_in(who).post(
        reverse("search"), {"words": words, **more}
    )
    rebuild()
    return w


def _talk(w):
    old = {"opened_at": now() - timedelta(days=9)}
    w.topic = TopicFactory(group=w.group, title="Front counter", ask="A marigold?", **old)
    TopicGuestFactory(topic=w.topic, user=w.rob, invited_at=now() - timedelta(days=8))
    fields = {"topic": w.topic, "author": w.doreen, "written_at": now() - timedelta(days=5)}
    w.shared = PostFactory(body="A *marigold* for the police", **fields)
    w.members = PostFactory(body="A marigold among ourselves", space=Space.MEMBERS, **fields)
    w.late = TopicFactory(group=w.group, ask="Late", history="from_joining", **old)
    w.early = PostFactory(**{**fields, "topic": w.late}, body="A marigold before you came")
    w.named = TopicFactory(group=w.group, ask="The marigold inquiry", readers_named=True)
    NamedReader.objects.create(topic=w.named, user=w.doreen)
    w.named_post = PostFactory(topic=w.named, author=w.doreen, body="The marigold is named")
    w.briefing = TopicFactory(group=w.group, ask="A secret marigold", handling_first=True)
    w.draft = KeyMessageFactory(topic=w.topic, text="Keep a marigold on the desk")
    w.sent = KeyMessageFactory(
        topic=w.late, text="A marigold was sent", state=KeyMessage.State.SENT
    )


def _meet(w):
    w.meeting = MeetingFactory(group=w.group, title="Spring", venue="Marigold Hall")
    w.item = AgendaItemFactory(meeting=w.meeting, topic=w.topic)
    AttendanceFactory(meeting=w.meeting, user=w.rob)
    w.paper = PaperFactory(meeting=w.meeting, item=w.item, title="The marigold pack")
    w.version = PaperVersionFactory(paper=w.paper)
    w.slide = SlideFactory(version=w.version, title="Options", text="One marigold or two")
    w.hidden = SlideFactory(version=w.version, title="Hidden marigold", hidden=True)
    w.careful = MeetingFactory(group=w.group, title="Closed", marking=Marking.OFFICIAL_SENSITIVE)
    careful = PaperVersionFactory(paper__meeting=w.careful, paper__title="Plans")
    w.careful_slide = SlideFactory(version=careful, title="Where", text="Bury the marigold here")


def declare_interest(w, person):
    Recusal.objects.create(item=w.item, user=person, reason="A relative")


def rows(who, words=WORD, **narrowed):
    """What ``who`` finds, as ``kind pk``; the page and the count say the same."""
    wanted = phrases(words)
    hits = find(who, wanted, Narrowed(**narrowed))
    names = sorted(f"{hit.kind} {hit.row}" for hit in hits)
    assert hits.count() == len(names) == len(results(who, hits, wanted))
    return names


def names(**things):
    """``kind pk`` of these, sorted; several of a kind in a list."""
    pairs = [(k, v if isinstance(v, list) else [v]) for k, v in things.items()]
    return sorted(f"{kind} {thing.pk}" for kind, some in pairs for thing in some)
