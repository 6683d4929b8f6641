"""A report that is taken back does not go on standing in the document of its quarter."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.jobs import run_due_jobs
from tests.visits.arranged import approved
from visits import actions
from visits.models import VisitDigest
from visits.models.digests import Quarter
from visits.queries import reports_in

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def laid_out(monkeypatch):
    """What is laid out says whose words stand in it; the document itself is not looked at here."""
    contents = []

    def lay_out(_digest, reports):
        contents.append(sorted(report.words for report in reports))
        return b"%PDF-1.7"

    monkeypatch.setattr("visits.digest.lay_out", lay_out)
    return contents


@pytest.fixture
def digest(people, files, laid_out):
    """Of two reports, asked for by the chair."""
    with clock.at(NOON):
        approved(people, words="Hollyhock")
        approved(people, "vice_chair", words="Hydrangea")
        actions.prepare_digest(actor=people.chair, group=people.group, quarter=Quarter(2027, 1))
        run_due_jobs()
    return VisitDigest.objects.get()


@pytest.mark.parametrize("take_back", [actions.withdraw_report, actions.correct_report])
def test_the_document_is_put_together_without_it_by_itself(people, digest, laid_out, take_back):
    report = digest.reports.get(visit__observer=people.member)
    with clock.at(NOON + timedelta(minutes=1)):
        take_back(actor=people.member, report=report, words="Too close to a case")
        waiting = VisitDigest.objects.get().state
        run_due_jobs()
    digest.refresh_from_db()

    assert laid_out == [["Hollyhock", "Hydrangea"], ["Hydrangea"]]
    assert (waiting, digest.state, digest.asked_by) == ("waiting", "ready", people.chair)
    assert [row.words for row in digest.reports.all()] == ["Hydrangea"]
    assert digest.paper.versions.count() == 2


def test_where_no_other_report_is_left_the_list_says_that_reports_have_changed(
    people, digest, laid_out
):
    with clock.at(NOON + timedelta(minutes=1)):
        for report in list(digest.reports.order_by("pk")):
            actions.withdraw_report(actor=people.secretary, report=report, words="A case")
            run_due_jobs()

    assert len(laid_out) == 2
    assert VisitDigest.objects.get().state == "ready"


def test_a_report_taken_back_while_the_document_is_laid_out_is_left_out_of_it(
    people, digest, laid_out
):
    """What was ready before went on standing, with the report in it."""
    report = digest.reports.get(visit__observer=people.member)
    with clock.at(NOON + timedelta(minutes=1)):
        actions.prepare_digest(actor=people.chair, group=people.group, quarter=digest.months)
        as_it_was = reports_in(digest.group, digest.months)
    with clock.at(NOON + timedelta(minutes=2)):
        actions.withdraw_report(actor=people.member, report=report, words="A case")
        digest.refresh_from_db()
        actions.finish_digest(actor=None, digest=digest, content=b"%PDF", reports=as_it_was)
        meanwhile = digest.state
        run_due_jobs()
    digest.refresh_from_db()

    assert (meanwhile, laid_out[-1]) == ("waiting", ["Hydrangea"])
    assert (digest.state, [row.words for row in digest.reports.all()]) == ("ready", ["Hydrangea"])


def test_a_report_is_left_out_of_a_document_that_could_not_be_drawn_again(people, digest, laid_out):
    VisitDigest.objects.update(state="failed")
    report = digest.reports.get(visit__observer=people.member)
    with clock.at(NOON + timedelta(minutes=1)):
        actions.withdraw_report(actor=people.member, report=report, words="A case")
        run_due_jobs()

    assert laid_out[-1] == ["Hydrangea"]
    assert VisitDigest.objects.get().state == "ready"
