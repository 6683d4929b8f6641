"""Members go out with the police, and write about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from deliberation.attachments import Upload
from iag_portal.story import words
from iag_portal.story.moments import then
from iag_portal.story.people import Cast
from publications import actions as publications
from publications.models import VisitNote
from publications.note import NoteDraft
from visits import actions
from visits.models import Visit, VisitReport

LENGTH = timedelta(hours=4)
NIGHT, DOOR, LIGHT = "#22304a", "#5c708f", "#f7e3a1"


def go_out(cast: Cast, today: datetime) -> None:
    """Doreen goes on Friday, Tariq has asked; Ama was out and is read, Piotr still writes."""
    people = cast.people
    with then(today - timedelta(days=60)):
        actions.adopt_risk_assessment(
            actor=people["sally"], group=cast.group, text=words.RISKS, after=0
        )
    with then(today - timedelta(days=40)):
        _book(cast, people["doreen"], words.DOREEN_WANTS, today + timedelta(days=4))
    with then(today - timedelta(days=39)):
        asked = actions.request_visit(
            actor=people["tariq"],
            group=cast.group,
            wants=words.TARIQ_WANTS,
            dates="Weekday mornings",
        )
        actions.accept_risk_assessment(actor=people["tariq"], visit=asked, version=1)
        seen = _book(cast, people["ama"], words.DOREEN_WANTS, today - timedelta(days=21))
    _report(cast, seen)
    _publish_note(cast, seen, today)
    with then(today - timedelta(days=12)):
        last = _book(cast, people["piotr"], words.TARIQ_WANTS, today - timedelta(days=1))
    if last.ends_at:
        with then(min(last.ends_at, today)):
            actions.end_visit(actor=None, visit=last)
        with then(today):
            _write(last, words.PIOTR_SAW)


def _book(cast: Cast, observer: User, wants: str, day: datetime) -> Visit:
    """Ask, accept, check and book; the evening of ``day``, from half past six."""
    visit = actions.request_visit(
        actor=observer, group=cast.group, wants=wants, dates="Fridays, after 6pm"
    )
    actions.accept_risk_assessment(actor=observer, visit=visit, version=1)
    sally = cast.people["sally"]
    actions.check_visit(actor=sally, visit=visit, checked_on=timezone.localdate(visit.applied_at))
    starts_at = timezone.localtime(day).replace(hour=18, minute=30, second=0, microsecond=0)
    booking = actions.Booking(
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        meeting_place="Harbour police station, front counter",
        officer="The sergeant of the evening shift",
    )
    return actions.book_visit(actor=sally, visit=visit, booking=booking, after=visit.version)


def _report(cast: Cast, visit: Visit) -> None:
    """It is over, written with a photograph, sent, and approved by Sally."""
    over = (visit.ends_at or visit.applied_at) + timedelta(minutes=5)
    with then(over):
        actions.end_visit(actor=None, visit=visit)
    with then(over + timedelta(hours=12)):
        report = _write(visit, words.AMA_SAW)
        upload = Upload(_street(), "jpeg", words.AMA_SHOWS)
        actions.add_photograph(actor=visit.observer, report=report, upload=upload)
    with then(over + timedelta(hours=13)):
        actions.send_report(actor=visit.observer, report=report, confirmed=list(actions.CHECKLIST))
    with then(over + timedelta(hours=20)):
        waiting = VisitReport.objects.get(pk=report.pk)
        actions.approve_report(actor=cast.people["sally"], report=waiting, seen=waiting.fingerprint)


def _publish_note(cast: Cast, visit: Visit, today: datetime) -> None:
    """Ama offers a note with the photograph and her name, and it is published."""
    people, ama = cast.people, visit.observer
    report = VisitReport.objects.get(visit=visit)
    text = publications.NoteText(
        title=words.AMA_NOTE["title"],
        words=words.AMA_NOTE["words"],
        photograph=report.photographs.first(),
        is_named=True,
    )
    with then(today - timedelta(days=18)):
        note = publications.write_note(actor=ama, report=report, text=text, after=0)
        publications.offer_note(
            actor=ama, note=note, confirmed=list(actions.CHECKLIST), version=note.version
        )
    with then(today - timedelta(days=17)):
        draft = NoteDraft(subjects=list(words.NOTE_SUBJECTS), not_names=[])
        offered = VisitNote.objects.get(pk=note.pk)
        release = publications.prepare_note(
            actor=people["sally"], note=offered, draft=draft, version=offered.version
        )
    with then(today - timedelta(days=15)):
        publications.check_release(actor=people["ansty"], release=release, version=1)
    with then(today - timedelta(days=14)):
        publications.approve_release(actor=people["marjorie"], release=release, version=1)
    with then(today - timedelta(days=13)):
        publications.publish_edition(actor=people["sally"], release=release, version=1)


def _write(visit: Visit, saw: str) -> VisitReport:
    text = actions.ReportText(
        treated="mostly",
        explained="always",
        went_well=words.WENT_WELL,
        would_ask=words.WOULD_ASK,
        safety="",
        words=saw,
        is_named=False,
    )
    return actions.write_report(actor=visit.observer, visit=visit, text=text, after=0)


def _street() -> SimpleUploadedFile:
    """The door of a shop with its light on, in the evening."""
    picture = Image.new("RGB", (1200, 800), NIGHT)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((120, 180, 1080, 800), fill=DOOR)
    for left in (180, 440, 700):
        pen.rectangle((left, 260, left + 200, 520), fill=LIGHT)
    pen.rectangle((940, 300, 1040, 800), fill=NIGHT)
    file = BytesIO()
    picture.save(file, "JPEG", quality=85)
    return SimpleUploadedFile("street.jpg", file.getvalue(), "image/jpeg")
