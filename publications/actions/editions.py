"""The press of Publish."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import now, today
from core.emit import emit
from core.locks import lock, lock_all
from core.policy import Refused, require
from core.states import transition
from deliberation.actions import fix_views, send_key_message
from deliberation.models import KeyMessage
from deliberation.queries import head_for_all
from publications import canonical
from publications.actions.answers import freeze
from publications.actions.library import put_into_library
from publications.actions.releases import (
    LATE,
    move,
    refuse_changes,
    refuse_letters,
    refuse_names,
)
from publications.events import EditionPublished
from publications.extras import lock_extras
from publications.models import Edition, EditionPicture, Release
from publications.models.editions import new_code
from publications.note import content_of
from publications.pdf import render
from publications.snapshot import Snapshot, complete, references


def publish_edition(*, actor: User, release: Release, version: int) -> Edition:
    """Publish an approved release: render once, keep the bytes, send the agreed messages.

    The document is laid out before the transaction, which then only compares and sets, so that
    nobody waits for it; of two who press at once, the second is refused.

    :raises Refused: when it is not approved, by somebody who chairs the group today, or the
        record has changed since.
    :raises publications.pdf.PdfUnavailable: when this server cannot lay out PDFs.
    """
    require(actor, "publications.publish_release", release)
    edition, pdf = _laid_out(release)
    with transaction.atomic():
        _lock_source(release)
        require(actor, "publications.publish_release", release)  # it took a while to lay out
        move(
            release,
            Release.State.PUBLISHED,
            seen=version,
            published_by=actor,
            published_at=edition.published_at,
        )
        lock_all(KeyMessage.objects.filter(reference__in=references(release.snapshot)))
        refuse_changes(release)
        refuse_names(release.snapshot, release.source, release.not_names)
        edition.pdf.save(f"{edition.pdf_sha256[:16]}.pdf", ContentFile(pdf), save=False)
        edition.save()
        _publish_note(edition, release)
        put_into_library(edition)
        _send_messages(actor, edition.snapshot)
        not_agreed = [message["reference"] for message in edition.snapshot["not_agreed"]]
        fix_views(references=not_agreed, at=edition.published_at)
        pointers = {"group_id": release.group_id, "release_id": release.pk}
        emit(
            EditionPublished(version=version, edition_id=edition.pk, **pointers),
            actor=actor,
        )
    return edition


def _lock_source(release: Release) -> None:
    """Of a withdrawal elsewhere, a correction of who came, or a note taken back, one is first."""
    if release.meeting:
        lock_extras(release.meeting)
        lock(release.meeting)
    elif release.visit_note:
        lock(release.visit_note.report.visit)  # as its report is taken back, or held
        lock(release.visit_note, "state", "title", "words", "photograph")
        lock(release.visit_note.report, "state")


def _publish_note(edition: Edition, release: Release) -> None:
    """Keep the photograph of a note beside its edition. Summaries have none."""
    if (note := release.visit_note) is None:
        return
    transition(note, note.State.PUBLISHED, if_changed=LATE)
    if content := content_of(note):
        picture = EditionPicture(edition=edition)
        name = edition.snapshot["note"]["photograph"]["sha256"][:16]
        picture.file.save(f"{name}.webp", ContentFile(content), save=False)
        picture.save()


def _laid_out(release: Release) -> tuple[Edition, bytes]:
    """The edition as it will be saved, and its file."""
    if release.approved_at is None:
        raise Refused(_("This has not been approved by the chair."), thing=release)
    snapshot = complete(
        release.snapshot,
        approved_on=timezone.localdate(release.approved_at),
        published_on=today(),
        unchecked=release.unchecked,
        second_checked=release.second_checked,
        already_sent=_sent(release.snapshot),
    )
    refuse_letters(snapshot, release)
    text = canonical.text(snapshot)
    seal = canonical.Seal(new_code(), canonical.sha256(text), head_for_all(release.group_id))
    pdf = render(snapshot, seal, photograph=_photograph(release))
    edition = Edition(
        publication=release.publication,
        number=snapshot["edition"],
        snapshot=snapshot,
        text=text,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        marking=snapshot["marking"],
        language=snapshot["language"],
        published_at=now(),
        **seal._asdict(),
    )
    return edition, pdf


def _photograph(release: Release) -> bytes:
    """Of a note, where it has one.

    :raises Refused: when it is not that which was looked at.
    """
    if release.visit_note is None:
        return b""
    refuse_changes(release)
    return content_of(release.visit_note)


def _advice(snapshot: Snapshot) -> list[KeyMessage]:
    named = [message["reference"] for message in snapshot["messages"]]
    key_messages = KeyMessage.objects.filter(reference__in=named).order_by("pk")
    return list(key_messages.select_related("topic__group"))


def _sent(snapshot: Snapshot) -> dict[str, KeyMessage]:
    """Messages that the police have already, by an earlier edition or inside the portal."""
    sent = KeyMessage.WITH_THE_POLICE
    return {
        key_message.reference: key_message
        for key_message in _advice(snapshot)
        if key_message.state in sent
    }


def _send_messages(actor: User, snapshot: Snapshot) -> None:
    """Send what is agreed and not yet sent; freeze the answers that are there already.

    :raises Refused: when the day has turned since the document was laid out.
    """
    due = {
        message["reference"]: date.fromisoformat(message["answer_due"])
        for message in snapshot["messages"]
    }
    for key_message in _advice(snapshot):
        if key_message.state != KeyMessage.State.SENT:
            send_key_message(actor=actor, key_message=key_message)
            key_message.refresh_from_db()
        if key_message.response_due != due[key_message.reference]:
            raise Refused(
                _("The date has changed since you opened this page. Press Publish again.")
            )
        freeze(key_message, actor=actor)
