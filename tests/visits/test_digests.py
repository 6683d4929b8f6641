"""The reports of a quarter become one paper of the group."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from core import clock
from core.jobs import run_due_jobs
from meetings.models import Slide
from tests.meetings.pages import questions
from tests.visits.arranged import approved, client_of, get, post, sent, written
from visits import actions
from visits.digest import figures_of
from visits.models import VisitDigest, VisitReport
from visits.models.digests import Quarter

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
FIRST = Quarter(2027, 1)


def test_a_quarter_begins_and_ends_where_the_portal_is():
    spans = [
        (quarter.begins_at, quarter.ends_at)
        for quarter in (FIRST, Quarter(2027, 2), Quarter(2026, 4))
    ]

    assert [str(Quarter.of(end - timedelta(minutes=1))) for _begin, end in spans] == [
        "January to March 2027",
        "April to June 2027",
        "October to December 2026",
    ]
    assert spans[0][1] == spans[1][0] == datetime(2027, 3, 31, 23, 0, tzinfo=UTC)
    assert spans[2][1] == spans[0][0]


@pytest.mark.pdf
@pytest.mark.long("it lays two PDFs out, and draws their pages")
def test_its_approved_reports_are_one_document_and_a_new_version_when_pressed_again(people, files):
    with clock.at(NOON):
        report = approved(people, safety="Monkshood: a belt")
        sent(people, "chair", words="Unseen: not approved")
        asked = post(people.secretary, "digest-prepare", people.group.pk, quarter="2027-1")
        run_due_jobs()
        run_due_jobs()
        digest = VisitDigest.objects.get()
        pages = {
            role: client_of(getattr(people, role)).get(digest.paper.get_absolute_url()).status_code
            for role in ("member", "secretary", "police_lead", "observer")
        }
    words = "\n".join(Slide.objects.values_list("text", flat=True))
    with clock.at(NOON + timedelta(minutes=1)):
        actions.approve_report(
            actor=people.secretary,
            report=VisitReport.objects.get(visit__observer=people.chair),
            seen=VisitReport.objects.get(visit__observer=people.chair).fingerprint,
        )
        old = get(people.secretary, "visits", people.group.pk).content.decode()
        post(people.secretary, "digest-prepare", people.group.pk, quarter="2027-1")
        run_due_jobs()
    digest.refresh_from_db()

    assert (asked.status_code, digest.state) == (302, "ready")
    assert pages == {"member": 200, "secretary": 200, "police_lead": 404, "observer": 404}
    assert ("Hollyhock" in words, "Monkshood" in words, "Unseen" in words) == (True, False, False)
    assert people.member.name not in words
    assert "put them together again" in old
    assert list(digest.paper.versions.values_list("number", flat=True)) == [1, 2]
    assert digest.reports.count() == 2
    assert report in digest.reports.all()


def test_nothing_is_put_together_of_what_was_taken_back_meanwhile(people):
    with clock.at(NOON):
        report = approved(people)
        digest = actions.prepare_digest(actor=people.secretary, group=people.group, quarter=FIRST)
        actions.withdraw_report(actor=people.member, report=report, words="Too close")
        run_due_jobs()
    digest.refresh_from_db()
    empty = post(people.chair, "digest-prepare", people.group.pk, quarter="2027-1")

    assert (digest.state, digest.paper, empty.status_code) == ("failed", None, 422)
    assert get(people.member, "digest-prepare", people.group.pk).status_code == 403


def test_the_list_says_that_a_report_was_changed_since_though_it_is_approved_again(people):
    with clock.at(NOON):
        report = approved(people)
        rows = {"group": people.group, "year": 2027, "quarter": 1, "state": "ready"}
        digest = VisitDigest.objects.create(**rows, asked_by=people.chair)
        digest.reports.add(report)
    pages = [get(people.secretary, "visits", people.group.pk).content.decode()]
    with clock.at(NOON + timedelta(hours=1)):
        actions.correct_report(actor=people.secretary, report=report, words="Too close")
        changed = written(VisitReport.objects.get().visit, words="Less")
        ticked = list(actions.CHECKLIST)
        actions.send_report(actor=people.member, report=changed, confirmed=ticked)
        seen = VisitReport.objects.get().fingerprint
        actions.approve_report(actor=people.secretary, report=changed, seen=seen)
    pages.append(get(people.secretary, "visits", people.group.pk).content.decode())

    assert ["put them together again" in page for page in pages] == [False, True]


def test_each_answer_is_counted():
    explained = ("never", "never", "always")
    reports = [VisitReport(treated="well", explained=answer) for answer in explained]
    counted = [(name, line) for name, lines in figures_of(reports) for line in lines if line[1]]

    assert counted == [
        ("treated", ("With respect, each time", 3)),
        ("explained", ("Yes, each time", 1)),
        ("explained", ("No", 2)),
    ]


def test_the_list_asks_as_much_for_three_digests_as_for_one(people):
    client, numbers = client_of(people.member), []
    address = reverse("visits:visits", args=[people.group.pk])
    for number in range(1, 4):
        rows = {"group": people.group, "year": 2026, "quarter": number, "state": "ready"}
        VisitDigest.objects.create(**rows, asked_by=people.chair)
        numbers.append(questions(client, address))

    assert numbers[0] == numbers[2]
