"""Photographs of a report: drawn anew without what a camera notes, read with it, gone with it."""

import pytest

from core.files import stored
from core.jobs import run_due_jobs
from tests.meetings.pages import questions
from tests.refusals import refusal
from tests.visits.arranged import approved, client_of, done, get, photograph, post, written
from visits import actions
from visits.models import VisitPhotograph, VisitReport

pytestmark = pytest.mark.django_db


def test_a_photograph_is_drawn_anew_and_read_with_the_report(
    people, files, django_capture_on_commit_callbacks
):
    report = written(done(people, "vice_chair"))
    row = photograph(report)
    early = refusal(
        actions.send_report,
        actor=people.vice_chair,
        report=report,
        confirmed=list(actions.CHECKLIST),
    )
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
    row.refresh_from_db()
    statuses = [get(getattr(people, role), "photograph", row.pk).status_code for role in READERS]
    actions.send_report(actor=people.vice_chair, report=report, confirmed=list(actions.CHECKLIST))
    actions.approve_report(
        actor=people.chair, report=report, seen=VisitReport.objects.get().fingerprint
    )
    later = [get(getattr(people, role), "photograph", row.pk).status_code for role in READERS]

    assert "not ready" in early
    assert (row.state, row.file.name, row.width) == ("ready", "", 640)
    assert b"Whose telephone" not in stored(row.picture.name)
    assert [path.name for path in files.rglob("*") if path.is_file()] == ["picture.webp"]
    assert statuses == [200, 404, 404, 404]
    assert later == [200, 200, 200, 404]
    assert (
        'alt="The desk, with its bell"'
        in get(people.member, "visit", report.visit_id).content.decode()
    )


READERS = ("vice_chair", "secretary", "member", "police_lead")


def test_six_at_the_most_and_what_is_damaged_says_so(people, files):
    report = written(done(people))
    rows = [photograph(report, content=b"\xff\xd8\xff cut off") for _each in range(6)]
    run_due_jobs()
    removed = post(people.member, "photograph-remove", rows[0].pk)
    photograph(report)

    assert removed.status_code == 302
    assert "Six photographs are the most" in refusal(photograph, report)
    states = VisitPhotograph.objects.values_list("state", flat=True)
    assert list(states) == ["failed"] * 5 + ["waiting"]
    assert "damaged" in get(people.member, "visit", report.visit_id).content.decode()


def test_a_photograph_that_is_removed_as_it_is_drawn_leaves_no_file(
    people, files, django_capture_on_commit_callbacks
):
    row = photograph(written(done(people)))
    before = VisitPhotograph.objects.select_related("report__visit").get(pk=row.pk)
    with django_capture_on_commit_callbacks(execute=True):
        run_due_jobs()
        actions.remove_photograph(actor=people.member, photograph=before)

    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_the_page_asks_as_much_with_three_photographs_as_with_one(people):
    report = approved(people)
    client, address, numbers = client_of(people.chair), report.get_absolute_url(), []
    for number in range(3):
        picture = {"picture": f"visits/{number}.webp", "width": 640, "height": 480}
        VisitPhotograph.objects.create(
            report=report, shows=f"Desk {number}", state="ready", **picture
        )
        numbers.append(questions(client, address))

    assert numbers[0] == numbers[2]
    assert client.get(address).content.decode().count('alt="Desk ') == 3
