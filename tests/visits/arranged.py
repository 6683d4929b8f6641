"""A visit on its way, and how people look at it."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from accounts.models import Acceptance, Agreement
from core import clock
from core.clock import now, today
from deliberation.attachments import Upload
from tests.signing_in import signed_in
from visits import actions
from visits.models import RiskAssessment, Visit, VisitReport

WANTS = "Nasturtium: how stops are explained on a Friday night"
OFFICER = "Sergeant Periwinkle"
PLACE = "The front desk, Speedwell House"
RISKS = "Stay behind the officer."


def adopt_risks(people, text=RISKS):
    """A version of the risk assessment; the member has signed the newest agreement."""
    agreement, _made = Agreement.objects.get_or_create(version=1, defaults={"text": "Keep it."})
    for person in (people.member, people.chair, people.vice_chair):
        Acceptance.objects.get_or_create(user=person, agreement=agreement)
    newest = RiskAssessment.objects.newest(people.group.pk)
    return actions.adopt_risk_assessment(
        actor=people.secretary,
        group=people.group,
        text=text,
        after=newest.version if newest else 0,
    )


def ask(people, by="member"):
    return actions.request_visit(
        actor=getattr(people, by), group=people.group, wants=WANTS, dates="Fridays"
    )


def accept(visit):
    newest = RiskAssessment.objects.newest(visit.group_id)
    return actions.accept_risk_assessment(actor=visit.observer, visit=visit, version=newest.version)


def checked(people, by="member"):
    visit = accept(ask(people, by))
    actions.check_visit(actor=people.secretary, visit=visit, checked_on=today())
    return visit


def booking(**changes):
    starts_at = now() + timedelta(days=3)
    fields = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=4)}
    fields |= {"meeting_place": PLACE, "officer": OFFICER}
    return actions.Booking(**fields | changes)


def booked(people, by="member"):
    visit = checked(people, by)
    return actions.book_visit(
        actor=people.secretary, visit=visit, booking=booking(), after=visit.version
    )


def done(people, by="member"):
    """One that is over since an hour."""
    with clock.at(now() - timedelta(days=3, hours=5)):
        visit = booked(people, by)
    actions.end_visit(actor=None, visit=visit)
    return Visit.objects.get(pk=visit.pk)


def client_of(person):
    """Signed in once a test."""
    if not hasattr(person, "client"):
        person.client = signed_in(person)
    return person.client


def get(person, name, pk):
    return client_of(person).get(reverse(f"visits:{name}", args=[pk]))


def post(person, name, pk, **fields):
    return client_of(person).post(reverse(f"visits:{name}", args=[pk]), fields)


SAW = "Hollyhock: two people were stopped, and both were told why"
CONCERN = "Monkshood: a belt was broken"
TEXT = actions.ReportText(
    treated="well",
    explained="always",
    went_well="Calm words",
    would_ask="Who keeps count?",
    safety="",
    words=SAW,
    is_named=False,
)


def written(visit, **changes):
    before = getattr(visit, "report", None)
    return actions.write_report(
        actor=visit.observer,
        visit=visit,
        text=TEXT._replace(**changes),
        after=before.version if before else 0,
    )


def sent(people, by="member", **changes):
    report = written(done(people, by), **changes)
    actions.send_report(
        actor=report.visit.observer, report=report, confirmed=list(actions.CHECKLIST)
    )
    return VisitReport.objects.get(pk=report.pk)


def approved(people, by="member", **changes):
    report = sent(people, by, **changes)
    actions.approve_report(actor=people.secretary, report=report, seen=report.fingerprint)
    return VisitReport.objects.get(pk=report.pk)


def photograph(report, shows="The desk, with its bell", content=None):
    """Added by its writer, and not prepared yet."""
    file = SimpleUploadedFile("IMG_2026.jpg", content or jpeg())
    return actions.add_photograph(
        actor=report.visit.observer, report=report, upload=Upload(file, "jpg", shows)
    )


def jpeg():
    """A photograph with what a telephone writes beside it."""
    picture, out = Image.new("RGB", (640, 480), "teal"), io.BytesIO()
    beside = Image.Exif()
    beside[ExifTags.Base.Make] = "Whose telephone"
    picture.save(out, "JPEG", exif=beside)
    return out.getvalue()
