"""The retention schedule removes what is due, all of it, and nothing else; never under a hold."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from accounts.models import DataExport, Invitation, LegalHold
from core.audit.chain import append, broken_link
from core.audit.models import Record
from core.clock import at, now
from core.rights.registry import every_expiry
from core.rights.retention import run
from deliberation.models import Post, Topic
from deliberation.personal_data.expiries import old_topics
from meetings.models import AgendaItem, Meeting, Paper, PaperVersion, Slide, VideoKick
from publications.models import Edition
from tests.factories import AdvisoryGroupFactory, PostFactory, TopicFactory, UserFactory
from tests.publications.harbour import harbour

TODAY = datetime(2035, 6, 1, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
KEPT = {"posts": 2 * YEAR, "topics": 7 * YEAR, "meetings": 7 * YEAR}


def topic_of_age(group, age, *, closed=True, held=False, on_agenda_of=None):
    """A topic with one key message's worth of talk, all of it ``age`` ago."""
    moment = TODAY - age
    with at(moment):
        topic = TopicFactory(group=group, state="closed" if closed else "open")
        PostFactory(topic=topic, reply_to=PostFactory(topic=topic))
        Topic.objects.filter(pk=topic.pk).update(decision_due=moment.date())
        if on_agenda_of:
            AgendaItem.objects.create(meeting=on_agenda_of, number=1, title="x", topic=topic)
    if held:
        LegalHold.objects.begin(topic, group.pk, UserFactory(), "An inquest")
    return topic


def meeting_of_age(group, age, *, held=False):
    moment = TODAY - age
    with at(moment):
        meeting = Meeting.objects.create(
            group=group, title="x", starts_at=moment, state="ended", called_by=UserFactory()
        )
    if held:
        LegalHold.objects.begin(meeting, group.pk, UserFactory(), "An inquest")
    return meeting


def due(**expected):
    return sorted((kind, sorted(ids)) for kind, ids in expected.items() if ids)


def apply(*, really=True):
    with at(TODAY):
        return sorted((removal.kind, removal.ids) for removal in run(apply=really))


class TestWhatIsDue(TestCase):
    """Over many invented pasts."""

    AGE = some.integers(min_value=0, max_value=9 * 365).map(lambda days: timedelta(days=days))
    TOPIC = some.tuples(
        AGE, some.booleans(), some.booleans(), some.sampled_from(["", "young", "old", "held"])
    )

    @tries(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(past=some.lists(TOPIC, max_size=10))
    @pytest.mark.long("a hundred topics in all, each judged once and removed twice")
    def test_what_is_due_goes_and_nothing_else_does(self, past):
        group = AdvisoryGroupFactory()
        fates = [self.fate(group, *age) for age in past]
        expected = {
            "meetings": [fate.meeting.pk for fate in fates if fate.meeting_goes],
            "posts": [fate.topic.pk for fate in fates if fate.posts_go],
            "topics": [fate.topic.pk for fate in fates if fate.topic_goes],
        }
        untouched = {m: m.objects.count() for m in (LegalHold,)}

        assert apply(really=False) == due(**expected)
        assert Topic.objects.count() == len(fates)
        assert apply() == due(**expected)

        for fate in fates:
            assert Topic.objects.filter(pk=fate.topic.pk).exists() is not fate.topic_goes
            is_gone = fate.posts_go or fate.topic_goes
            assert Post.objects.filter(topic_id=fate.topic.pk).count() == (0 if is_gone else 2)
            if fate.meeting:
                assert Meeting.objects.filter(pk=fate.meeting.pk).exists() is not fate.meeting_goes
        assert {m: m.objects.count() for m in untouched} == untouched
        assert apply() == []
        assert broken_link(f"group.{group.pk}") is None

    def fate(self, group, age, closed, held, agenda):
        """A topic, perhaps on an agenda, and what has to become of both: the rule in other words."""
        meeting_age = {"": None, "young": timedelta(days=1), "old": 8 * YEAR, "held": 8 * YEAR}[
            agenda
        ]
        meeting = meeting_age and meeting_of_age(group, meeting_age, held=agenda == "held")
        topic = topic_of_age(group, age, closed=closed, held=held, on_agenda_of=meeting)
        free = closed and not held
        meeting_goes = agenda == "old" and not held
        return SimpleNamespace(
            topic=topic,
            meeting=meeting,
            meeting_goes=meeting_goes,
            posts_go=free and age > KEPT["posts"],
            topic_goes=free and age > KEPT["topics"] and (meeting is None or meeting_goes),
        )


@pytest.fixture
def world(db):
    """The Harbour group in 2026, with a paper on file, an edition and a record of it all."""
    with at(TODAY - 9 * YEAR):
        return _harbour_with_papers()


def _harbour_with_papers():
    world = harbour()
    paper = Paper.objects.create(meeting=world.meeting, title="Pack")
    name = default_storage.save("papers/old.pdf", ContentFile(b"%PDF-"))
    version = PaperVersion.objects.create(
        paper=paper, file=name, file_name="old.pdf", kind="pdf", sha256="0", uploaded_by=world.sally
    )
    Slide.objects.create(
        version=version, number=1, large=default_storage.save("papers/1.webp", ContentFile(b"x"))
    )
    Topic.objects.update(state="closed")
    append(
        event="topic.closed", group_id=world.group.pk, actor=world.marjorie, facts={"topic_id": 1}
    )
    return world


@pytest.mark.django_db(transaction=True)
def test_after_seven_years_a_whole_meeting_goes_with_its_files(world):
    files = list(PaperVersion.objects.values_list("file", flat=True)) + list(
        Slide.objects.values_list("large", flat=True)
    )
    week = {"asked_at": TODAY - timedelta(days=8), "expires_at": TODAY}
    copy = DataExport.objects.create(user=world.doreen, **week)
    DataExport.objects.note_ready(copy, b"a copy of her own data")
    files.append(DataExport.objects.get().file)
    assert [default_storage.exists(file) for file in files] == [True, True, True]

    apply(really=False)
    assert [default_storage.exists(file) for file in files] == [True, True, True]
    apply()

    assert [default_storage.exists(file) for file in files] == [False, False, False]
    assert Meeting.objects.count() == Topic.objects.count() == Post.objects.count() == 0


def test_it_leaves_people_groups_editions_holds_and_the_audit_log(world):
    left = [model for model in apps.get_models() if model._meta.label in {
        "accounts.User", "accounts.AdvisoryGroup", "accounts.Membership", "accounts.Acceptance",
        "publications.Edition", "publications.Publication", "publications.Answer", "accounts.LegalHold",
    }]  # fmt: skip
    before = {model: model._default_manager.count() for model in left}
    records = list(Record.objects.values())
    apply()

    assert len(left) == 8
    assert {model: model._default_manager.count() for model in left} == before
    assert list(Record.objects.values())[: len(records)] == records
    assert broken_link(f"group.{world.group.pk}") is None
    assert {record.event for record in Record.objects.all()[len(records) :]} == {
        "topic.posts_expired", "topic.expired", "meeting.expired",
    }  # fmt: skip


def test_a_hold_on_the_topic_keeps_the_meetings_on_whose_agenda_it_stands(world):
    topic = world.messages[0].topic
    LegalHold.objects.begin(topic, world.group.pk, world.sally, "An inquest")
    apply()

    assert list(Meeting.objects.all()) == [world.meeting]
    assert topic in Topic.objects.all()
    assert Post.objects.filter(topic=topic).count() == 1


@pytest.mark.parametrize(("day", "is_old"), [(1, True), (2, False)])
def test_a_topic_is_as_old_as_its_decision_day_where_the_portal_is(db, day, is_old):
    with at(TODAY - YEAR):
        topic = TopicFactory(state="closed", decision_due=date(2035, 6, day))
    night = datetime(2035, 6, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 June

    assert old_topics(night) == [topic.pk] * is_old


def test_the_audit_log_has_no_line_in_the_schedule():
    assert [expiry.kind for expiry in every_expiry()] == [
        "national_topics",
        "forwardings",
        "enquiries",
        "releases",
        "feedback",
        "visits",
        "actions",
        "meetings",
        "polls",
        "webcasts",
        "posts",
        "notes",
        "topics",
        "handbook",
        "announcements",
        "break_glass",
        "invitations",
        "resets",
        "holds",
        "notices",
        "access_needs",
        "reaches",
        "data_exports",
    ]
    assert {expiry.kind for expiry in every_expiry()} == set(settings.RETENTION)


def test_invitations_and_copies_of_own_data_go_too(world):
    sent = {"name": "New Person", "group": world.group, "invited_by": world.sally, "sent_at": TODAY}
    old = Invitation.objects.create(email="old@example.org", expires_at=TODAY - 2 * YEAR, **sent)
    Invitation.objects.create(email="new@example.org", expires_at=TODAY, **sent)
    copy = DataExport.objects.create(
        user=world.doreen, asked_at=TODAY - timedelta(days=8), expires_at=TODAY
    )
    removed = dict(apply())

    assert (removed["invitations"], removed["data_exports"]) == ([old.pk], [copy.pk])
    assert list(Invitation.objects.values_list("email", flat=True)) == ["new@example.org"]
    assert not DataExport.objects.exists()


def test_an_edition_stays_when_what_led_to_it_goes(world):
    assert not Edition.objects.exists()  # harbour() has none; the model has no key to a release
    assert {field.name for field in Edition._meta.concrete_fields if field.is_relation} == {
        "publication"
    }


def printed(*options):
    out = StringIO()
    with at(TODAY):
        call_command("retention", *options, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_lists_kinds_and_ids_and_removes_nothing(world):
    topics = sorted(Topic.objects.values_list("pk", flat=True))
    lines = printed()

    assert lines == [
        f"meetings (kept 2555 days): 1: {world.meeting.pk}",
        f"posts (kept 730 days): 1: {world.messages[0].topic_id}",
        f"topics (kept 2555 days): 2: {topics[0]}, {topics[1]}",
        "Nothing was removed. Use --apply to remove it.",
    ]
    assert Meeting.objects.count() == 1


def test_the_command_removes_with_apply(world):
    assert len(printed("--apply")) == 3
    assert printed() == ["Nothing is due."]
    assert now() != TODAY


@pytest.mark.django_db
def test_a_meeting_goes_also_when_somebody_was_sent_out_of_its_video():
    """One row that holds it would stop the whole schedule, every night."""
    meeting = meeting_of_age(AdvisoryGroupFactory(), 8 * YEAR)
    VideoKick.objects.create(
        meeting=meeting, user=UserFactory(), participant_id="x", why="membership.ended"
    )

    assert apply() == [("meetings", [meeting.pk])]
    assert (Meeting.objects.count(), VideoKick.objects.count()) == (0, 0)
