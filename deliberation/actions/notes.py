"""Write a note to the chair or the secretary, and answer one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import RowsExpired
from accounts.models import AdvisoryGroup, LegalHold, User
from core.clock import now
from core.emit import emit
from core.policy import Refused, require
from deliberation.events import NoteAnswered, NoteWritten
from deliberation.models import Note, NoteAnswer, Topic
from deliberation.models.notes import addressees


@transaction.atomic
def write_note(
    *,
    actor: User,
    group: AdvisoryGroup,
    addressee: User,
    body: str,
    topic: Topic | None = None,
) -> Note:
    """Write to one organiser of ``group``, perhaps about one of its topics.

    :raises Refused: unless ``actor`` is of the group's own people, ``addressee`` organises it,
        and both may know of ``topic``.
    """
    require(actor, "deliberation.write_note", group)
    if topic is not None:
        require(actor, "deliberation.view_topic", topic)
    elsewhere = topic is not None and topic.group_id != group.pk
    if elsewhere or not addressees(group, topic, actor).filter(user=addressee).exists():
        raise Refused(_("You can write to the organisers who can see this topic."), thing=group)
    note = Note.objects.create(
        group=group,
        topic=topic,
        written_by=actor,
        addressee=addressee,
        body=body,
        written_at=now(),
        last_at=now(),
        unread_by=addressee,
    )
    emit(NoteWritten(**_pointers(note)), actor=actor)
    return note


@transaction.atomic
def answer_note(*, actor: User, note: Note, body: str) -> NoteAnswer:
    """Answer in a note, as either of the two between whom it is.

    :raises Refused: for anybody else; when the other can no longer read it; when the one to
        whom it was written organises the group no more.
    """
    note = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    require(actor, "deliberation.answer_note", note)
    answer = NoteAnswer.objects.create(note=note, written_by=actor, body=body, written_at=now())
    note.last_at, note.unread_by = answer.written_at, note.other(actor)
    note.save(update_fields=["last_at", "unread_by"])
    emit(NoteAnswered(**_pointers(note)), actor=actor)
    return answer


@transaction.atomic
def remove_expired_notes(*, actor: None, ids: list[int]) -> None:
    """Remove notes with their answers; none about a topic that came under a legal hold since.

    :param actor: nobody: the schedule does it.
    """
    held = LegalHold.objects.ids(Topic)
    notes = Note.objects.filter(pk__in=ids).exclude(topic__in=held)
    NoteAnswer.objects.filter(note__in=notes).delete()
    number = notes.delete()[0]
    emit(RowsExpired(group_id=None, kind="notes", number=number), actor=actor)


def _pointers(note: Note) -> dict[str, Any]:
    return {"group_id": note.group_id, "note_id": note.pk, "topic_id": note.topic_id}
