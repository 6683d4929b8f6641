"""Write a public note about a visit, offer it, take it back; prepare it to be published."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import fonts
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition
from publications.actions.releases import (
    LATE,
    State,
    begin_again,
    move,
    next_edition,
    publication_of,
    refuse_letters,
    refuse_names,
    say,
)
from publications.events import (
    NoteNamed,
    NoteOffered,
    NoteReturned,
    NoteTakenBack,
    NoteUnnamed,
    NoteWritten,
    ReleaseDiscarded,
    ReleasePrepared,
    VisitNoteEvent,
)
from publications.models import Publication, Release, VisitNote
from publications.models.visit_notes import MOST_WORDS
from publications.note import NoteDraft, draw_note
from publications.snapshot import Snapshot
from visits.actions import CHECKLIST
from visits.models import VisitPhotograph, VisitReport
from visits.queries import names_in_group
from visits.recognisable import told_in


class NoteText(NamedTuple):
    """What a member writes, as the fields of its row.

    :ivar is_named: heeded until something of it is published; from then on only
        :func:`name_writer` and :func:`unname_writer` change what readers see at once.
    """

    title: str
    words: str
    photograph: VisitPhotograph | None
    is_named: bool


@transaction.atomic
def write_note(*, actor: User, report: VisitReport, text: NoteText, after: int) -> VisitNote:
    """Save what the member has written so far; nobody else reads it yet.

    What is published stays as it is: this begins the next edition.

    :param after: the version that was on the screen; 0 for none.
    :raises ChangedMeanwhile: when it was saved in another window meanwhile.
    :raises Refused: unless ``actor`` wrote the report, and it is approved; while the note is
        offered; under a legal hold; with a photograph of another report.
    """
    lock(report.visit)
    lock(report, "state")
    require(actor, "publications.write_note", report)
    if text.photograph and text.photograph.report_id != report.pk:
        raise Refused(_("Choose a photograph of your report."), thing=report)
    newest = VisitNote.objects.filter(report=report).first()
    if newest and newest.version != after:
        raise ChangedMeanwhile(newest)
    note = newest or VisitNote(report=report, version=0)
    if note.is_published:
        transition(note, note.State.DRAFT, if_changed=LATE)
    stays = {"is_named"} if newest and newest.publication else set()  # readers would see it now
    for name, value in text._asdict().items():
        if name not in stays:
            setattr(note, name, value)
    note.report, note.version, note.written_at = report, note.version + 1, now()
    note.save()
    _say(NoteWritten, note, actor)
    return note


@transaction.atomic
def offer_note(*, actor: User, note: VisitNote, confirmed: Collection[str], version: int) -> None:
    """Give it to the group, which may publish it. Nobody but its writer does that.

    :param confirmed: keys of ``visits.actions.CHECKLIST``.
    :param version: which its writer had on the screen.
    :raises Refused: with a confirmation missing; when it is too long, or cannot be printed; with
        a name of the group, a number plate, a postcode, an email address or a telephone number
        in it.
    """
    note = _locked(note)
    require(actor, "publications.offer_note", note)
    _require_seen(note, version)
    if set(confirmed) != set(CHECKLIST):
        raise Refused(_("Confirm each line of the checklist."), thing=note)
    if len(note.words.split()) > MOST_WORDS:
        raise Refused(_("A note has %d words at the most.") % MOST_WORDS, thing=note)
    if reasons := told_in(note.text, names_in_group(note.report)):
        raise Refused(reasons[0], thing=note)
    if unprinted := fonts.sentence(note.text):
        raise Refused(unprinted, thing=note)
    transition(note, VisitNote.State.OFFERED, if_changed=LATE, why_returned="")
    _say(NoteOffered, note, actor)


@transaction.atomic
def take_back_note(*, actor: User, note: VisitNote) -> None:
    """Take back what was offered, before it is published. What was prepared of it goes.

    :raises Refused: unless ``actor`` wrote it; once it is published.
    """
    note = _locked(note)
    require(actor, "publications.take_back_note", note)
    _discard(note, actor)
    transition(note, VisitNote.State.DRAFT, if_changed=LATE)
    _say(NoteTakenBack, note, actor)


@transaction.atomic
def return_note(*, actor: User, note: VisitNote, words: str, version: int) -> None:
    """Send it back to its writer, who may change it. What was prepared of it goes.

    :raises Refused: unless ``actor`` is the secretary; once it is published.
    """
    note = _locked(note)
    require(actor, "publications.return_note", note)
    _require_seen(note, version)
    _discard(note, actor)
    transition(note, VisitNote.State.RETURNED, if_changed=LATE, why_returned=words)
    _say(NoteReturned, note, actor)


@transaction.atomic
def name_writer(*, actor: User, note: VisitNote) -> None:
    """Let one's name stand beside what is published of it."""
    note = _locked(note)
    require(actor, "publications.name_writer", note)
    note.is_named = True
    note.save(update_fields=["is_named"])
    _say(NoteNamed, note, actor)


@transaction.atomic
def unname_writer(*, actor: User, note: VisitNote) -> None:
    """Take one's name away from what is published: it is gone from the page at once."""
    note = _locked(note)
    require(actor, "publications.unname_writer", note)
    note.is_named = False
    note.save(update_fields=["is_named"])
    _say(NoteUnnamed, note, actor)


@transaction.atomic
def prepare_note(*, actor: User, note: VisitNote, draft: NoteDraft, version: int) -> Release:
    """Hand a note to the police lead, as its writer wrote it.

    :param version: of the note that was on the screen.
    :raises Refused: unless ``actor`` is the secretary; with a name in it; when one is under way.
    """
    note = _locked(note)
    require(actor, "publications.prepare_note", note)
    _require_seen(note, version)
    publication = publication_of(note)
    release = Release.objects.create(
        publication=publication,
        visit_note=note,
        snapshot=_drawn(publication, note, draft),
        not_names=draft.not_names,
        prepared_by=actor,
        prepared_at=now(),
    )
    say(ReleasePrepared, release, actor=actor)
    return release


@transaction.atomic
def prepare_note_again(*, actor: User, release: Release, draft: NoteDraft, version: int) -> Release:
    """Prepare it anew: whatever was checked or approved is to be checked and approved again.

    :param version: of the release that was on the screen.
    :raises Refused: as :func:`prepare_note`; when the note was taken back.
    """
    if release.visit_note is None:
        raise Refused(_("There is no note to prepare any more."), thing=release)
    note = _locked(release.visit_note)
    require(actor, "publications.prepare_again", release)
    require(actor, "publications.prepare_note", note)
    snapshot = _drawn(release.publication, note, draft)
    begin_again(release, snapshot, draft.not_names, actor=actor, version=version)
    return release


def _locked(note: VisitNote) -> VisitNote:
    """The note as it is now: a hold on its visit waits, or came first."""
    lock(note.report.visit)
    joined = VisitNote.objects.select_related(
        "report__visit__group__organisation", "report__visit__observer", "photograph"
    )
    return joined.get(pk=note.pk)


def _require_seen(note: VisitNote, version: int) -> None:
    if note.version != version:
        raise Refused(_("The note has changed. Read it again."), thing=note)


def _drawn(publication: Publication, note: VisitNote, draft: NoteDraft) -> Snapshot:
    number = next_edition(publication)
    snapshot = draw_note(note, draft, reference=publication.reference, edition=number)
    refuse_names(snapshot, note, draft.not_names)
    refuse_letters(snapshot, note)
    return snapshot


def _discard(note: VisitNote, actor: User) -> None:
    """Throw away what was prepared of it and is not published."""
    for release in note.releases.under_way().select_related("publication"):
        move(release, State.DISCARDED, seen=release.version)
        say(ReleaseDiscarded, release, actor=actor)


def _say(kind: type[VisitNoteEvent], note: VisitNote, actor: User) -> None:
    event = kind(group_id=note.group_id, visit_id=note.report.visit_id, visit_note_id=note.pk)
    emit(event, actor=actor)
