"""A member asks to be taken out; it is checked, booked, called off or over."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actions import change_role
from accounts.models import Acceptance, AccessNeeds, Agreement, Membership
from core import clock
from core.clock import now, today
from core.jobs import run_due_jobs
from core.notices.models import Notice
from core.rights.retention import run
from tests.refusals import refusal
from tests.visits.arranged import (
    OFFICER,
    PLACE,
    RISKS,
    WANTS,
    accept,
    adopt_risks,
    ask,
    booked,
    booking,
    checked,
    done,
    get,
    post,
)
from visits import actions
from visits.jobs import end_visits, remind_of_visits
from visits.models import RiskAssessment, Visit

pytestmark = pytest.mark.django_db
INSIDE = ("chair", "vice_chair", "member", "secretary")
OUTSIDE = ("police_lead", "officer", "observer", "interpreter", "stranger", "administrator")


def told(kind):
    names = Notice.objects.filter(kind=kind).values_list("recipient__name", flat=True)
    return sorted(names)


def names(people, *roles):
    return sorted(getattr(people, role).name for role in roles)


def test_it_goes_from_the_question_to_the_booking_and_each_is_told_of_theirs(people):
    fields = {"wants": WANTS, "dates": "Fridays"}
    asked = post(people.member, "visit-request", people.group.pk, **fields)
    visit = Visit.objects.get()
    accepted = post(people.member, "risk-assessment-accept", visit.pk, is_read="on", version=1)
    day = {
        "checked_on_day": today().day,
        "checked_on_month": today().month,
        "checked_on_year": today().year,
    }
    confirmed = post(people.secretary, "visit-check", visit.pk, is_adult="on", **day)
    when = today() + timedelta(days=3)
    fields = {"day_day": when.day, "day_month": when.month, "day_year": when.year, "time": "18:30"}
    fields |= {"hours": 4, "meeting_place": PLACE, "officer": OFFICER, "after": 1}
    last = post(people.chair, "visit-book", visit.pk, **fields)
    run_due_jobs()
    visit.refresh_from_db()

    assert [answer.status_code for answer in (asked, accepted, confirmed, last)] == [302] * 4
    assert (visit.state, visit.risks.version, visit.checked_on) == ("booked", 1, today())
    assert (visit.day, visit.ends_at - visit.starts_at) == (when, timedelta(hours=4))
    assert told("visit.requested") == names(people, "chair", "vice_chair", "secretary")
    assert told("visit.checked") == told("visit.booked") == names(people, "member")


def test_police_and_guests_know_of_nothing_and_members_of_one_that_took_place(people):
    open_visit, over = booked(people, "vice_chair"), done(people, "chair")
    other = Membership.objects.create(user=people.stranger, group=people.group, role="member").user
    pages = {
        (role, visit.pk): get(getattr(people, role), "visit", visit.pk)
        for role in (*INSIDE, *OUTSIDE[:4], "administrator")
        for visit in (open_visit, over)
    }
    statuses = {key: page.status_code for key, page in pages.items()}
    for_member = get(other, "visit", over.pk).content.decode()
    lists = {
        role: get(getattr(people, role), "visits", people.group.pk).status_code for role in OUTSIDE
    }

    insiders = {"chair", "vice_chair", "secretary"}
    assert {key for key, status in statuses.items() if status == 200} == {
        *((role, visit.pk) for role in insiders for visit in (open_visit, over)),
        ("member", over.pk),
    }
    assert lists == dict.fromkeys(OUTSIDE, 404) | {"stranger": 200}
    for words in (WANTS, OFFICER, PLACE, people.chair.name):
        assert words not in for_member
        assert words in pages["secretary", over.pk].content.decode()


def test_nobody_goes_unchecked_or_by_an_older_text(people):
    visit = ask(people)
    fields = {"visit": visit, "checked_on": today()}
    early = refusal(actions.check_visit, actor=people.secretary, **fields)
    accept(visit)
    Agreement.objects.create(version=2, text="Keep it well.")
    unsigned = refusal(actions.check_visit, actor=people.secretary, **fields)
    Acceptance.objects.create(user=people.member, agreement=Agreement.objects.get(version=2))
    fields["checked_on"] = today() + timedelta(days=1)
    to_come = refusal(actions.check_visit, actor=people.secretary, **fields)
    actions.check_visit(actor=people.secretary, visit=visit, checked_on=today())
    adopt_risks(people, "Stay in the car.")
    again = refusal(
        actions.book_visit, actor=people.secretary, visit=visit, booking=booking(), after=1
    )
    old_page = refusal(actions.accept_risk_assessment, actor=people.member, visit=visit, version=1)

    assert "has not accepted the risk assessment" in early
    assert "has not accepted the confidentiality agreement" in unsigned
    assert "today or before" in to_come
    assert "has not accepted the risk assessment" in again
    assert "The risk assessment has changed" in old_page
    assert RISKS not in get(people.member, "risk-assessment-accept", visit.pk).content.decode()


def test_nobody_checks_or_books_their_own(people):
    visit = accept(ask(people, "chair"))
    fields = {"visit": visit, "checked_on": today()}

    assert "Nobody does this for their own visit" in refusal(
        actions.check_visit, actor=people.chair, **fields
    )
    assert get(people.chair, "visit-book", visit.pk).status_code == 403
    actions.check_visit(actor=people.vice_chair, **fields)
    assert Visit.objects.get().state == "checked"


def test_a_second_one_within_a_year_needs_the_chair_and_a_reason(people):
    done(people)
    visit = accept(ask(people))
    fields = {"visit": visit, "checked_on": today()}
    by_secretary = refusal(
        actions.check_visit, actor=people.secretary, why_again="Night shift", **fields
    )
    without = refusal(actions.check_visit, actor=people.chair, **fields)
    page = get(people.chair, "visit-check", visit.pk).content.decode()
    actions.check_visit(actor=people.chair, why_again="Night shift", **fields)

    assert "Only the chair or the vice-chair" in by_secretary
    assert "Say why" in without
    assert "A member goes once a year" in page
    assert Visit.objects.get(pk=visit.pk).why_again == "Night shift"
    with clock.at(now() + timedelta(days=366)):
        actions.cancel_visit(actor=people.member, visit=visit, reason="Ill")
        later = accept(ask(people))
        actions.check_visit(actor=people.secretary, visit=later, checked_on=today())
    assert (later.state, later.why_again) == ("checked", "")


def test_one_visit_of_a_member_at_a_time_and_who_was_slower_gets_both(people):
    visit = booked(people)
    assert "You have a visit already" in refusal(
        actions.request_visit, actor=people.member, group=people.group, wants="More", dates="Now"
    )
    when = today() + timedelta(days=9)
    fields = {"day_day": when.day, "day_month": when.month, "day_year": when.year, "time": "19:15"}
    fields |= {"hours": 2, "meeting_place": "Elsewhere", "officer": OFFICER, "after": 1}
    answer = post(people.chair, "visit-book", visit.pk, **fields)
    page = answer.content.decode()

    assert (answer.status_code, "Elsewhere" in page, PLACE in page) == (409, True, True)
    assert Visit.objects.get().meeting_place == PLACE


def test_two_hours_of_the_night_in_which_clocks_change_are_two_hours(people):
    with clock.at(datetime(2027, 3, 20, 12, 0, tzinfo=UTC)):
        visit = checked(people)
        fields = {"day_day": 28, "day_month": 3, "day_year": 2027, "time": "0:30", "hours": 2}
        fields |= {"meeting_place": PLACE, "officer": OFFICER, "after": 1}
        post(people.chair, "visit-book", visit.pk, **fields)
    visit.refresh_from_db()

    assert visit.ends_at - visit.starts_at == timedelta(hours=2)


def test_either_side_calls_it_off_with_a_reason_that_both_read(people):
    first = ask(people)
    wordless = post(people.member, "visit-cancel", first.pk, reason="")
    post(people.member, "visit-cancel", first.pk, reason="A cold")
    second = booked(people)
    post(people.secretary, "visit-cancel", second.pk, reason="No car that night")
    page = get(people.member, "visit", second.pk).content.decode()
    run_due_jobs()

    assert (wordless.status_code, "No car that night" in page) == (422, True)
    assert list(Visit.objects.values_list("state", flat=True)) == ["cancelled", "cancelled"]
    everybody = names(people, "chair", "vice_chair", "secretary")
    assert told("visit.cancelled") == sorted(
        [*everybody, *names(people, "chair", "vice_chair", "member")]
    )
    assert "cancelled already" in refusal(
        actions.cancel_visit, actor=people.chair, visit=second, reason="Again"
    )


def test_who_is_no_member_any_more_goes_on_no_visit(people):
    visit = booked(people)
    place = Membership.objects.get(user=people.member)
    change_role(actor=people.chair, membership=place, role="observer")
    visit.refresh_from_db()

    assert (visit.state, "has ended" in visit.why_cancelled) == ("cancelled", True)
    assert get(people.member, "visit", visit.pk).status_code == 404


def test_the_day_before_and_the_end_are_told_once(people):
    visit = booked(people)
    for days in (0, 2, 2, 4, 4):
        with clock.at(now() + timedelta(days=days)):
            remind_of_visits()
            end_visits()
            run_due_jobs()
    visit.refresh_from_db()

    assert visit.state == "done"
    assert told("visit.tomorrow") == told("visit.ended") == names(people, "member")
    assert visit.report_due_at == visit.ends_at + timedelta(hours=24)


def test_its_calendar_file_says_when_and_nothing_else(people):
    """Looked for by single words: a calendar folds its lines, and puts a stroke before a comma."""
    visit = booked(people)
    file = get(people.member, "visit-calendar", visit.pk)
    text = file.content.decode().replace("\r\n ", "")
    phrases = (WANTS, OFFICER, PLACE, people.member.name, people.group.name)
    secrets = [max(phrase.split(), key=len).strip(",:") for phrase in phrases]

    assert (file.status_code, f"UID:visit-{visit.pk}@" in text) == (200, True)
    assert [secret for secret in secrets if secret in text] == []


def test_what_somebody_needs_is_shown_to_them_and_to_the_secretary_alone(people):
    visit = booked(people)
    place = Membership.objects.get(user=people.member)
    AccessNeeds.objects.create(membership=place, step_free=True)
    shown = {
        role: "step-free access" in get(getattr(people, role), "visit", visit.pk).content.decode()
        for role in ("member", "secretary", "chair")
    }

    assert shown == {"member": True, "secretary": True, "chair": False}


def test_it_goes_after_two_years_and_not_under_a_hold(people):
    visits = [done(people, role) for role in ("chair", "member")]
    held = get(people.secretary, "visit-hold", visits[0].pk)
    actions.hold_visit(actor=people.secretary, visit=visits[0], reason="A complaint")
    kinds = []
    for days in (729, 732):
        with clock.at(now() + timedelta(days=days)):
            kinds.append("visits" in {due.kind for due in run(apply=True)})

    assert (held.status_code, kinds) == (200, [False, True])
    assert list(Visit.objects.all()) == [visits[0]]
    assert checked(people).pk


def test_a_hold_keeps_what_was_booked_and_accepted_as_it_was(people):
    visit = booked(people)
    actions.hold_visit(actor=people.secretary, visit=visit, reason="A complaint")
    adopt_risks(people, "Stay in the car.")
    other = booking(officer="Constable Foxglove")
    unaccepted = refusal(accept, visit)
    Visit.objects.update(risks=RiskAssessment.objects.newest(people.group.pk))
    unbooked = refusal(actions.book_visit, actor=people.chair, visit=visit, booking=other, after=2)

    assert ["legal hold" in words for words in (unaccepted, unbooked)] == [True, True]
    assert Visit.objects.get().officer == OFFICER


def test_the_first_risk_assessment_is_version_1_whatever_the_form_says(people):
    RiskAssessment.objects.all().delete()
    fields = {"text": RISKS, "after": -7}
    answer = post(people.chair, "risk-assessment-adopt", people.group.pk, **fields)

    assert answer.status_code == 302
    assert RiskAssessment.objects.get().version == 1
