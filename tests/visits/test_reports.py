"""What a member writes about their visit: kept to them, looked at by a second person, then read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.clock import now
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.rights.retention import run
from core.search.models import Document
from tests.pages.html import problems
from tests.refusals import refusal
from tests.visits.arranged import (
    CONCERN,
    SAW,
    TEXT,
    approved,
    client_of,
    done,
    get,
    photograph,
    post,
    sent,
    written,
)
from tests.visits.test_visits import names, told
from visits import actions
from visits.jobs import remind_of_reports
from visits.models import ReportStep, Visit, VisitReport

pytestmark = pytest.mark.django_db
TICKED = dict.fromkeys(actions.CHECKLIST, "on")
FORM = {**TEXT._asdict(), "is_named": "", "after": 0}


def readers(people, visit, words=SAW):
    roles = ("chair", "vice_chair", "member", "secretary", "police_lead", "observer")
    pages = {role: get(getattr(people, role), "visit", visit.pk) for role in roles}
    return sorted(role for role, page in pages.items() if words in page.content.decode())


def test_it_is_its_writers_until_sent_and_the_members_once_a_second_person_approved(people):
    visit = done(people, "vice_chair")
    saved = post(people.vice_chair, "report-write", visit.pk, **FORM)
    steps = [readers(people, visit)]
    sent = post(people.vice_chair, "report-send", visit.pk, **TICKED)
    steps.append(readers(people, visit))
    report = VisitReport.objects.get()
    own = post(people.vice_chair, "report-approve", visit.pk, seen=report.fingerprint)
    page = get(people.secretary, "report-approve", visit.pk)
    last = post(people.secretary, "report-approve", visit.pk, seen=report.fingerprint)
    steps.append(readers(people, visit))
    run_due_jobs()

    assert [answer.status_code for answer in (saved, sent, own, last)] == [302, 302, 403, 302]
    assert (SAW in page.content.decode(), problems(page)) == (True, [])
    assert steps == [
        ["vice_chair"],
        ["chair", "secretary", "vice_chair"],
        ["chair", "member", "secretary", "vice_chair"],
    ]
    assert people.vice_chair.name not in get(people.member, "visit", visit.pk).content.decode()
    assert told("visit_report.sent") == names(people, "chair", "secretary")
    assert told("visit_report.approved") == names(people, "chair", "member", "vice_chair")


def test_what_waits_is_approved_as_it_was_read(people):
    report = sent(people)
    seen = report.fingerprint
    VisitReport.objects.update(words="Something else")

    assert "The report has changed" in refusal(
        actions.approve_report, actor=people.secretary, report=report, seen=seen
    )
    answer = post(people.chair, "report-approve", report.visit_id, seen=seen)
    assert (answer.status_code, "Something else" in answer.content.decode()) == (403, True)


LEFT = {
    "Marjorie Penhale sat in front": "is a name",
    "A car, AB12 CDE, was stopped": "number plate",
    "We went to PL1 2AB": "postcode",
    "Write to desk@force.example": "email address",
    "Ring 01632 960 001": "telephone number",
}


@pytest.mark.parametrize(("words", "sentence"), LEFT.items())
def test_what_tells_of_somebody_is_not_sent(people, words, sentence):
    report = written(done(people), went_well=words)
    answer = post(people.member, "report-send", report.visit_id, **TICKED)

    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert VisitReport.objects.get().state == "draft"


def test_nothing_is_sent_unchecked_or_unanswered(people):
    report = written(done(people), treated="")
    unticked = post(people.member, "report-send", report.visit_id, **{**TICKED, "no_faces": ""})
    fields = {"actor": people.member, "report": report, "confirmed": list(actions.CHECKLIST)}

    assert unticked.status_code == 422
    assert "Answer the first two questions" in refusal(actions.send_report, **fields)


def test_a_concern_is_told_at_once_and_read_by_chair_and_secretary_alone(people):
    report = sent(people, "chair", safety=CONCERN)
    warned = get(people.secretary, "report-return", report.visit_id).content.decode()
    actions.approve_report(actor=people.secretary, report=report, seen=report.fingerprint)
    run_due_jobs()

    assert "Deal with that first" in warned
    assert told("visit_report.concern_raised") == names(people, "secretary", "vice_chair")
    assert readers(people, report.visit, CONCERN) == ["chair", "secretary", "vice_chair"]
    assert readers(people, report.visit) == ["chair", "member", "secretary", "vice_chair"]
    assert [found(people, role, "Monkshood") for role in ("chair", "member")] == [0, 0]


def test_it_is_sent_back_with_words_that_its_writer_reads_and_members_do_not(people):
    report = sent(people, "vice_chair")
    post(people.chair, "report-return", report.visit_id, words="Larkspur: say less of the place")
    visit = report.visit
    readers_then = readers(people, visit, "Larkspur")
    again = post(
        people.vice_chair, "report-write", visit.pk, **{**FORM, "words": "Less", "after": 1}
    )
    run_due_jobs()

    assert (again.status_code, readers(people, visit, "Less")) == (302, ["vice_chair"])
    assert readers_then == ["chair", "secretary", "vice_chair"]
    assert told("visit_report.returned") == names(people, "vice_chair")


def test_it_is_corrected_and_withdrawn_in_the_open_and_leaves_search(people):
    report = approved(people, "vice_chair")
    hits = [found(people, "member", "Hollyhock")]
    post(people.vice_chair, "report-correct", report.visit_id, words="Betony: it was one more")
    hits.append(found(people, "member", "Hollyhock"))
    while_away = readers(people, report.visit), readers(people, report.visit, "Betony")
    changed = VisitReport.objects.get()
    written(changed.visit, words="Hollyhock: three people")
    actions.send_report(
        actor=people.vice_chair,
        report=VisitReport.objects.get(),
        confirmed=list(actions.CHECKLIST),
    )
    seen = VisitReport.objects.get().fingerprint
    post(people.chair, "report-approve", report.visit_id, seen=seen)
    hits.append(found(people, "member", "Hollyhock"))
    post(people.chair, "report-withdraw", report.visit_id, words="Betony: too close to a case")
    hits.append(found(people, "member", "Hollyhock"))

    run_due_jobs()
    assert told("visit_report.corrected") == names(people, "chair", "secretary")
    everybody = ["chair", "member", "secretary", "vice_chair"]
    assert while_away == (["vice_chair"], everybody)
    assert hits == [1, 0, 1, 0]
    kinds = ReportStep.objects.values_list("kind", flat=True)
    assert list(kinds) == ["sent", "approved", "corrected", "sent", "approved", "withdrawn"]
    assert readers(people, report.visit, "three people") == ["chair", "secretary", "vice_chair"]


def found(people, role, word):
    client = client_of(getattr(people, role))
    page = client.post(reverse("search"), {"words": word}).content.decode()
    return page.count("Report of the observation visit on")


def test_who_saved_in_another_window_gets_both(people):
    visit = done(people)
    post(people.member, "report-write", visit.pk, **FORM)
    answer = post(people.member, "report-write", visit.pk, **{**FORM, "words": "Later words"})
    page = answer.content.decode()

    assert (answer.status_code, "Later words" in page, SAW in page) == (409, True, True)
    assert VisitReport.objects.get().words == SAW


def test_who_is_late_and_the_secretary_are_told_once(people):
    visit = done(people)
    sent(people, "chair")
    for hours in (22, 24, 25, 50):
        with clock.at(now() + timedelta(hours=hours)):
            remind_of_reports()

    kinds = Notice.objects.filter(kind="visit.report_overdue")
    assert {notice.about for notice in kinds} == {f"visits.visit:{visit.pk}"}
    assert told("visit.report_overdue") == names(people, "member", "secretary")


def test_a_hold_keeps_the_report_as_it_is_and_it_goes_with_its_visit(
    people, files, django_capture_on_commit_callbacks
):
    report = written(done(people))
    row = photograph(report)
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    visit = Visit.objects.get()
    actions.hold_visit(actor=people.secretary, visit=visit, reason="A complaint")
    refused = [
        refusal(actions.remove_photograph, actor=people.member, photograph=row),
        refusal(written, visit, words="Nothing"),
    ]
    actions.ask_to_lift_hold(actor=people.secretary, visit=visit)
    actions.lift_hold(actor=people.chair, visit=visit)
    later = clock.at(now() + timedelta(days=732))
    with later, django_capture_on_commit_callbacks(execute=True):
        run(apply=True)

    assert ["legal hold" in words for words in refused] == [True, True]
    assert (Visit.objects.count(), VisitReport.objects.count()) == (0, 0)
    assert not Document.objects.filter(kind="visit_report").exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_what_is_reported_did_take_place(people):
    report = written(done(people))

    assert "There is a report" in refusal(
        actions.cancel_visit, actor=people.chair, visit=report.visit, reason="Mistake"
    )


def test_the_first_words_are_version_1_whatever_the_form_says(people):
    visit = done(people)
    answer = post(people.member, "report-write", visit.pk, **{**FORM, "after": 3})

    assert (answer.status_code, VisitReport.objects.get().version) == (302, 1)
