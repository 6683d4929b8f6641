"""Texts that stand in no topic, each in the state in which a permission is asked about it."""

from core.clock import now, today
from deliberation.models import Announcement, HandbookPage, Note, Readers
from tests.factories import UserFactory

OF_A_PAGE = {"change_handbook_page", "restore_handbook_page", "view_handbook_versions"}
OF_AN_ANNOUNCEMENT = {
    "change_announcement",
    "withdraw_announcement",
    "read_announcement",
    "record_announcement_told",
    "view_announcement_readers",
}
ACTIONS = {"answer_note", *OF_A_PAGE, *OF_AN_ANNOUNCEMENT}


def thing(action, condition, world):
    if action == "answer_note":
        return note_of_member(world, condition)
    if action in OF_AN_ANNOUNCEMENT:
        return announcement_of(world, condition)
    return page_of(world, archived=condition == "archived" or action == "restore_handbook_page")


def page_of(world, *, archived):
    text = {"title": "Expenses", "body": "Ask Sally", "archived_at": now() if archived else None}
    number = HandbookPage.objects.count() + 1
    return HandbookPage.objects.create(group=world.group, number=number, **text)


def note_of_member(world, condition):
    """To the chair, or the other way round: the member organises nothing."""
    two = (world.chair, world.member) if condition else (world.member, world.chair)
    return Note.objects.create(group=world.group, written_by=two[0], addressee=two[1], body="x")


def announcement_of(world, condition):
    """By somebody who is not in the table, but where the row says so."""
    writer = world.chair if condition == "the chair wrote it" else UserFactory()
    readers = Readers.GROUP if condition == "for everybody" else Readers.INSIDE
    withdrawn = condition == "withdrawn"
    text = {"withdrawn_at": now()} if withdrawn else {"title": "Buses", "body": "No buses run"}
    facts = {"written_by": writer, "readers": readers, "stands_until": today()}
    return Announcement.objects.create(group=world.group, **facts, **text)
