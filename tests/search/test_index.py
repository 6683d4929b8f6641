"""The documents follow the rows: in the transaction of the change, and never behind it."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.actions import anonymise_person, ask_departure, end_membership
from accounts.models import LegalHold, User
from core.clock import at, now, today
from core.emit import emit
from core.rights.retention import run
from core.search.index import rebuild
from core.search.models import Document
from deliberation import actions
from deliberation.actions import retention as deliberation_retention
from deliberation.events import PostWritten
from deliberation.models import KeyMessage, MinorityStatement, Post, Readers, Space, Topic
from meetings import actions as meetings
from meetings.actions import retention as meetings_retention
from meetings.models import Meeting, PaperVersion
from meetings.slides.convert import SlideContent
from publications.events import EditionPublished
from publications.models import Edition, Publication
from tests.factories import (
    KeyMessageFactory,
    PaperFactory,
    PaperVersionFactory,
    PostFactory,
    UserFactory,
)
from tests.search.conftest import WORD, names


def words_of(thing, kind):
    return list(Document.objects.filter(kind=kind, row=thing.pk).values_list("text", flat=True))


def held(**things):
    """Which of these have a document still."""
    there = {f"{document.kind} {document.row}" for document in Document.objects.all()}
    return [name for name in names(**things) if name in there]


def stored(word):
    """Whether the index of the database itself still has this word."""
    if connection.vendor != "sqlite":
        return Document.objects.filter(text__icontains=word).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM search_fulltext_data")
        return any(word.encode() in bytes(block) for (block,) in cursor.fetchall())


def test_a_post_is_found_as_soon_as_it_is_written_and_not_if_that_failed(world):
    post = actions.write_post(
        actor=world.doreen, topic=world.topic, space=Space.SHARED, body="*Cowslip* at noon"
    )
    assert world.find(world.rob, "cowslip") == names(post=post)
    assert words_of(post, "post") == ["Cowslip at noon\n"]

    with transaction.atomic():
        actions.write_post(
            actor=world.doreen, topic=world.topic, space=Space.SHARED, body="Foxglove"
        )
        transaction.set_rollback(True)
    assert world.find(world.doreen, "foxglove") == []


def test_removed_words_leave_at_once_also_the_index_inside_the_database(world):
    post = actions.write_post(
        actor=world.doreen, topic=world.topic, space=Space.SHARED, body="Zebrafinch at nine"
    )
    assert stored("zebrafinch")
    actions.remove_post(actor=world.marjorie, post=post, reason="It named a neighbour")

    assert held(post=post) == []
    assert not stored("zebrafinch")
    assert world.find(world.marjorie, "neighbour") == []


@dataclass(frozen=True, kw_only=True)
class PostChanged(PostWritten):
    """As one that is still to be thought of. It is in nobody's list: it has no name of its own."""


def writes_of(world):
    """What is written for search, after an event about the shared post."""
    pointers = {"topic_id": world.topic.pk, "post_id": world.shared.pk, "space": Space.SHARED}
    pointers |= {"user_id": world.shared.author_id}
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        emit(PostChanged(group_id=None, **pointers), actor=None)
    about_documents = [query["sql"] for query in asked if "search_document" in query["sql"]]
    return [sql.split(" ")[0] for sql in about_documents if not sql.startswith("SELECT")]


def test_any_event_about_a_post_has_it_read_anew_and_writes_what_changed_alone(world):
    unchanged = writes_of(world)
    Post.objects.filter(pk=world.shared.pk).update(html="<p>A tulip instead</p>\n")

    assert (unchanged, writes_of(world)) == ([], ["INSERT"])
    assert words_of(world.shared, "post") == ["A tulip instead\n"]
    assert f"post {world.shared.pk}" not in world.find(world.doreen)


def test_a_message_is_found_by_its_newest_wording_statements_and_answer(world):
    message = actions.propose_key_message(
        actor=world.doreen, topic=world.topic, text="Keep a cowslip"
    )
    actions.change_wording(actor=world.doreen, key_message=message, text="Keep a foxglove", after=1)
    assert words_of(message, "key_message") == ["Keep a foxglove"]

    MinorityStatement.objects.create(key_message=message, text="No", written_by=world.doreen)
    rebuild()
    assert words_of(message, "key_message") == ["Keep a foxglove\nNo"]


def test_a_withdrawn_message_leaves_at_once(world):
    actions.withdraw_key_message(actor=world.marjorie, key_message=world.draft)

    assert held(key_message=world.draft) == []


def test_a_new_handling_text_is_found(world):
    actions.change_handling(
        actor=world.marjorie, topic=world.topic, text="Only at the cowslip", first=False
    )

    assert world.find(world.doreen, "cowslip") == names(topic=world.topic)


def test_slides_are_found_when_they_are_ready_and_leave_with_their_paper(world):
    version = PaperVersionFactory(paper__meeting=world.meeting, state=PaperVersion.State.CONVERTING)
    contents = [
        SlideContent(number=1, title="Cowslip", text="", no_picture_reason="No office here."),
        SlideContent(number=2, title="Hidden cowslip", text="", hidden=True),
    ]
    meetings.finish_paper(actor=None, version=version, slides=contents)
    assert world.find(world.doreen, "cowslip") == names(slide=version.slides.get(number=1))

    meetings.remove_paper(actor=world.sally, paper=version.paper)
    assert world.find(world.doreen, "cowslip") == []
    assert not Document.objects.filter(text__contains="owslip").exists()
    assert held(paper=version.paper) == []


def test_a_meeting_is_found_by_its_new_name_and_no_longer_by_the_old_one(world):
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    plan = meetings.Plan(*(getattr(meeting, name) for name in meetings.Plan._fields))
    meetings.change_meeting(
        actor=world.sally, meeting=meeting, plan=plan._replace(title="Cowslip"), version=1
    )

    assert world.find(world.doreen, "cowslip") == names(meeting=meeting)
    assert f"meeting {meeting.pk}" not in world.find(world.doreen, "spring", kind="meeting")


def test_the_newest_edition_alone_is_found(world):
    publication = Publication.objects.create(
        group=world.group, reference="HAR-2026-S01", title="Cowslip", audience="readers"
    )
    for number in (1, 2):
        edition = Edition.objects.create(
            publication=publication,
            number=number,
            snapshot={"title": f"Cowslip {number}", "audience": "readers"},
            text="Words",
            marking="OFFICIAL",
            language="en",
        )
        pointers = {"group_id": world.group.pk, "release_id": 1, "version": 1}
        with transaction.atomic():
            emit(EditionPublished(edition_id=edition.pk, **pointers), actor=None)

    assert world.find(world.doreen, "cowslip") == names(edition=edition)
    assert Document.objects.filter(kind="edition").count() == 1
    assert world.find(world.elsewhere, "cowslip") == []


def test_a_name_leaves_with_its_place_and_for_good_when_it_is_forgotten(world):
    place = world.doreen.memberships.get()
    assert held(person=place) == [f"person {place.pk}"]
    end_membership(actor=world.sally, membership=place)
    assert held(person=place) == []

    place.refresh_from_db()
    departure = ask_departure(actor=world.sally, membership=place)
    anonymise_person(actor=UserFactory(is_staff=True), departure=departure)
    rebuild()
    results = world.find(User.objects.get(pk=world.marjorie.pk), person="Doreen")
    assert results == []
    assert not Document.objects.filter(title__contains="Doreen").exists()
    assert world.find(world.marjorie, person="Former member") != []


def test_what_the_schedule_removes_leaves_and_what_a_hold_covers_stays(world):
    held_topic = world.late
    LegalHold.objects.begin(held_topic, world.group.pk, world.sally, "An inquest")
    both = [world.topic.pk, held_topic.pk]
    Topic.objects.filter(pk__in=both).update(state=Topic.State.CLOSED)
    deliberation_retention.remove_expired_posts(actor=None, ids=both)

    assert held(post=[world.shared, world.members, world.early]) == names(post=world.early)
    assert held(topic=world.topic, key_message=world.draft) != []


def test_an_expired_topic_leaves_with_all_that_came_of_it(world):
    topic = world.named
    message = KeyMessageFactory(topic=topic, text="A marigold between us")
    rebuild()
    Topic.objects.filter(pk=topic.pk).update(state=Topic.State.CLOSED)
    before = held(topic=topic, post=world.named_post, key_message=message)
    deliberation_retention.remove_expired_topics(actor=None, ids=[topic.pk])

    assert len(before) == 3
    assert not Document.objects.filter(place=f"topic.{topic.pk}").exists()


def test_an_expired_meeting_leaves_with_its_papers(world):
    Meeting.objects.filter(pk=world.meeting.pk).update(state=Meeting.State.ENDED)
    meetings_retention.remove_expired_meetings(actor=None, ids=[world.meeting.pk])

    assert not Document.objects.filter(place=f"meeting.{world.meeting.pk}").exists()
    assert Document.objects.filter(kind="slide", row=world.careful_slide.pk).exists()


def test_no_document_outlives_its_row_when_all_that_can_expire_does(world):
    announcement = actions.write_announcement(
        actor=world.sally,
        group=world.group,
        text=actions.AnnouncementText("Cowslip", "At the gate", Readers.INSIDE, today()),
    )
    page = actions.write_handbook_page(
        actor=world.sally, group=world.group, text=actions.PageText("Rota", "Cowslip", "inside")
    )
    document = PaperVersionFactory(paper=PaperFactory(meeting=None, page=page)).paper
    rebuild()
    before = held(announcement=announcement, handbook_page=page, paper=[document, world.paper])
    actions.archive_handbook_page(actor=world.sally, page=page)
    Topic.objects.update(state=Topic.State.CLOSED)
    Meeting.objects.update(state=Meeting.State.ENDED)
    with at(now() + timedelta(days=20 * 365)):
        expired = {expired.kind for expired in run(apply=True)}

    assert len(before) == 4
    assert expired == {"announcements", "handbook", "meetings", "posts", "topics"}
    assert set(Document.objects.values_list("kind", flat=True)) == {"person"}


def test_events_leave_the_documents_as_a_rebuild_makes_them(world):
    """What was done by actions is read anew; then everything is, and nothing differs."""
    actions.write_post(actor=world.doreen, topic=world.topic, space=Space.MEMBERS, body="One")
    actions.propose_key_message(actor=world.doreen, topic=world.topic, text="Two")
    columns = ("kind", "row", "group_id", "place", "person", "at", "title", "text")
    before = sorted(map(str, Document.objects.values_list(*columns)))
    call_command("rebuild_search", verbosity=0)

    assert sorted(map(str, Document.objects.values_list(*columns))) == before
    assert KeyMessage.objects.count() == 3


def test_a_document_has_no_letters_that_stand_for_marks_and_is_never_endless(world):
    post = PostFactory(topic=world.topic, body="\ue000cow\ue001slip " + "a " * 60_000)
    rebuild()
    text = words_of(post, "post")[0]

    assert text.startswith("cowslip a a")
    assert len(text) == 100_000
    assert WORD not in text
