"""Prepare, check, approve, send back."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import AdvisoryGroup, User
from core.clock import now, today
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from core.states import transition
from meetings.models import Meeting
from publications.events import (
    ReleaseApproved,
    ReleaseApprovedUnchecked,
    ReleaseCheckAsked,
    ReleaseDiscarded,
    ReleaseEvent,
    ReleaseFactChecked,
    ReleasePrepared,
    ReleaseSentBack,
)
from publications.extras import national_of
from publications.models import Publication, Release, VisitNote
from publications.names import findings
from publications.note import why_not
from publications.printable import not_printed
from publications.snapshot import Draft, Snapshot, changed, draw, references, took_part

State = Release.State
Source: TypeAlias = Meeting | VisitNote  # what is published is drawn from
LATE = _lazy("This has moved on meanwhile. Look at it again.")


def move(release: Release, state: str, *, seen: int, **changes: Any) -> None:
    """Bring ``release`` to ``state``, given that it still is the preparation that was seen."""
    transition(
        release, state, if_changed=LATE, among=Release.objects.filter(version=seen), **changes
    )


def say(kind: type[ReleaseEvent], release: Release, *, actor: User, **more: Any) -> None:
    """Emit an event about ``release``."""
    pointers = {"group_id": release.group_id, "release_id": release.pk, "version": release.version}
    emit(kind(**pointers, **more), actor=actor)


def refuse_names(snapshot: Snapshot, source: Source | None, not_names: list[str]) -> None:
    """Refuse names, addresses and words of posts that are not confirmed with a reason."""
    if source and (open_findings := findings(snapshot, source, not_names)):
        raise Refused(" ".join(finding.sentence for finding in open_findings), thing=source)


def refuse_letters(snapshot: Snapshot, thing: Source | Release) -> None:
    """Refuse what would be printed as boxes."""
    if sentences := dict.fromkeys(sentence for _field, sentence in not_printed(snapshot)):
        raise Refused(" ".join(sentences), thing=thing)


def refuse_changes(release: Release) -> None:
    """Refuse when a message no longer reads, or came out, or who came is not, as it says.

    Of a note, when it or its report was taken back or has changed.
    """
    if release.meeting is None:
        if reason := why_not(release.snapshot, release.visit_note):
            raise Refused(reason, thing=release)
        return
    if differing := changed(release.snapshot, release.meeting):
        words = _(
            "The record of %s has changed since this was prepared. The secretary prepares it again."
        )
        raise Refused(words % ", ".join(differing), thing=release)
    national = national_of(release.meeting, references(release.snapshot))
    if national != release.snapshot.get("national", []):
        words = _(
            "What was put to the forces, or what groups released, has changed since this was"
            " prepared. The secretary prepares it again."
        )
        raise Refused(words, thing=release)
    if took_part(release.meeting, of_groups=bool(national)) != release.snapshot["took_part"]:
        words = _(
            "Who took part was corrected since this was prepared. The secretary prepares it again."
        )
        raise Refused(words, thing=release)


def _next_reference(group: AdvisoryGroup) -> str:
    """``HAR-2026-S01``: the group's code, the year, the next number; never used twice.

    The group is locked first, so that two preparations come one after the other.
    """
    lock(group)
    begins = f"{group.code}-{today().year}-S"
    taken = Publication.objects.filter(reference__startswith=begins).values_list(
        "reference", flat=True
    )
    numbers = (int(reference.removeprefix(begins)) for reference in taken)
    return f"{begins}{max(numbers, default=0) + 1:02d}"


def publication_of(source: Source) -> Publication:
    """Where it is published; a second summary of a meeting, or of a visit, is its next edition."""
    before = Publication.objects.filter(releases__in=source.releases.all()).first()
    if before is None:
        is_note = isinstance(source, VisitNote)
        return Publication.objects.create(
            group=source.group,
            reference=_next_reference(source.group),
            kind=Publication.Kind.NOTE if is_note else Publication.Kind.SUMMARY,
        )
    if before.releases.under_way().exists():
        raise Refused(_("This is being prepared already."), thing=source)
    return before


def next_edition(publication: Publication) -> int:
    """Number of the edition that is prepared."""
    return (publication.editions.aggregate(newest=Max("number"))["newest"] or 0) + 1


def _drawn(publication: Publication, meeting: Meeting, draft: Draft) -> Snapshot:
    number = next_edition(publication)
    snapshot = draw(meeting, draft, reference=publication.reference, edition=number)
    if not (snapshot["messages"] or snapshot["not_agreed"]):
        raise Refused(_("Choose the key messages to publish."), thing=meeting)
    refuse_names(snapshot, meeting, draft.not_names)
    refuse_letters(snapshot, meeting)
    return snapshot


@transaction.atomic
def prepare_release(*, actor: User, meeting: Meeting, draft: Draft) -> Release:
    """Draw what is to be public from an ended meeting and hand it to the police lead.

    :raises Refused: without key messages, with a name in the text, or when one is under way.
    """
    require(actor, "publications.prepare_release", meeting)
    lock(meeting)
    publication = publication_of(meeting)
    release = Release.objects.create(
        publication=publication,
        meeting=meeting,
        snapshot=_drawn(publication, meeting, draft),
        not_names=draft.not_names,
        prepared_by=actor,
        prepared_at=now(),
    )
    say(ReleasePrepared, release, actor=actor)
    return release


@transaction.atomic
def prepare_again(*, actor: User, release: Release, draft: Draft, version: int) -> Release:
    """Prepare it anew: whatever was checked or approved is to be checked and approved again."""
    require(actor, "publications.prepare_again", release)
    if release.meeting is None:
        raise Refused(_("This is the note of a member. Prepare it from there."), thing=release)
    snapshot = _drawn(release.publication, release.meeting, draft)
    begin_again(release, snapshot, draft.not_names, actor=actor, version=version)
    return release


def begin_again(
    release: Release, snapshot: Snapshot, not_names: list[str], *, actor: User, version: int
) -> None:
    """Have ``snapshot`` checked and approved from the beginning."""
    move(
        release,
        State.PREPARED,
        seen=version,
        version=version + 1,
        snapshot=snapshot,
        not_names=not_names,
        prepared_by=actor,
        prepared_at=now(),
        asked_to_check=None,
        checked_by=None,
        checked_at=None,
        approved_by=None,
        approved_at=None,
    )
    say(ReleasePrepared, release, actor=actor)


@transaction.atomic
def ask_second_check(*, actor: User, release: Release, user: User, version: int) -> None:
    """Ask ``user`` to check facts and handling, as the group has no police lead who would.

    Whom the chair asked before is not asked any more.

    :raises Refused: when they are no member, or chair it, or had a part in it.
    """
    lock(release, "state", "version")  # the check may come this very moment
    require(actor, "publications.ask_second_check", release)
    if not release.second_checkers.exclude(pk=actor.pk).filter(pk=user.pk).exists():
        raise Refused(
            _("Ask another member, who is not the chair and did not prepare it."), thing=release
        )
    if release.version != version:
        raise Refused(LATE, thing=release)
    transition(release, State.PREPARED, if_changed=LATE, asked_to_check=user)
    say(ReleaseCheckAsked, release, actor=actor, user_id=user.pk)


@transaction.atomic
def check_release(*, actor: User, release: Release, version: int) -> None:
    """Confirm facts and handling. Nothing is changed by it, least of all the advice."""
    lock(release, "state", "asked_to_check")  # the chair may ask somebody else this very moment
    require(actor, "publications.check_release", release)
    refuse_changes(release)
    by_member = release.asked_to_check_id == actor.pk and not release.has_police_lead
    asked = release.asked_to_check if by_member else None
    changes = {"checked_by": actor, "checked_at": now(), "asked_to_check": asked}
    move(release, State.FACT_CHECKED, seen=version, **changes)
    say(ReleaseFactChecked, release, actor=actor)


@transaction.atomic
def send_back(*, actor: User, release: Release, version: int, note: str) -> None:
    """Give it back to the secretary, with a note on what to put right."""
    require(actor, "publications.send_back", release)
    if not note.strip():
        raise Refused(_("Say what has to be put right."), thing=release)
    move(
        release,
        State.SENT_BACK,
        seen=version,
        note=note,
        sent_back_by=actor,
        sent_back_at=now(),
    )
    say(ReleaseSentBack, release, actor=actor)


@transaction.atomic
def approve_release(*, actor: User, release: Release, version: int) -> None:
    """Approve what will be public, for the group. The view asks for a fresh second factor.

    Where the police lead has let the time for a check pass, the edition says so.
    """
    lock(release, "state", "checked_by", "prepared_at")  # the check may come this very moment
    require(actor, "publications.approve_release", release)
    refuse_changes(release)
    refuse_names(release.snapshot, release.source, release.not_names)
    move(release, State.APPROVED, seen=version, approved_by=actor, approved_at=now())
    kind = ReleaseApprovedUnchecked if release.unchecked else ReleaseApproved
    say(kind, release, actor=actor)


@transaction.atomic
def discard_release(*, actor: User, release: Release, version: int) -> None:
    """Throw away what was prepared; a new summary of the meeting has the same reference."""
    require(actor, "publications.discard_release", release)
    move(release, State.DISCARDED, seen=version)
    say(ReleaseDiscarded, release, actor=actor)
