"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

from accounts.models import LegalHold
from core.clock import now
from meetings.models import Meeting, PaperVersion
from publications.models import (
    Answer,
    Edition,
    Feedback,
    Proof,
    Publication,
    PublishedMessage,
    Release,
    VisitNote,
)
from tests.factories import UserFactory
from tests.meetings.permission_things import of_response as proof_inside
from tests.visits.permission_things import a_visit, risk_assessment
from visits.models import VisitReport

State = Release.State
LONG_AGO = timedelta(days=21)  # five working days have passed since, whatever holidays there were
STATES = {
    "approve_release": State.FACT_CHECKED,
    "send_back": State.PREPARED,
    "publish_release": State.APPROVED,
}


def of_response(action, condition, world):
    """What shows what the police did, before or after it was published."""
    paper = proof_inside("", "proof", world)
    PaperVersion.objects.filter(paper=paper).update(state="ready")
    response = paper.response
    facts = {"answered_at": response.answered_at, "decision": response.decision}
    answer = Answer(group=world.group, reference=response.key_message.reference, **facts)
    if condition != "not published":
        answer.save()
        place = {"group": world.group, "reference": "HAR-2026-S01"}
        publication, _is_new = Publication.objects.get_or_create(**place)
        PublishedMessage.objects.create(publication=publication, reference=answer.reference)
    if action == "publish_proof":
        return paper
    return Proof.objects.create(answer=answer, of_paper=paper.pk, is_photograph=True)


NOTES = {  # what is asked about a note -> its state
    "view_note": "offered",
    "write_note": "draft",
    "offer_note": "draft",
    "take_back_note": "offered",
    "name_writer": "published",
    "unname_writer": "published",
    "prepare_note": "offered",
    "return_note": "offered",
}


def of_note(action, condition, world):
    """The note of the member about a visit, or the report that it is about."""
    whose = {"a note of the chair": "of the chair", "of somebody else": "of somebody else"}
    visit = a_visit("visits.write_report", whose.get(condition), world, risk_assessment(world, 1))
    taken_back = condition == "report taken back"
    report = VisitReport.objects.create(visit=visit, state="returned" if taken_back else "approved")
    if condition == "held":
        LegalHold.objects.begin(visit, world.group.pk, world.secretary, "A court asked")
    state = condition if condition in {"draft", "offered", "published"} else NOTES.get(action, "")
    note = VisitNote.objects.create(
        report=report,
        state=state or "offered",
        title="A Friday night",
        words="Calm",
        is_named=action == "unname_writer",
    )
    return report if action in {"view_note", "write_note"} else note


OF_NO_MEETING = {
    "view_feedback": lambda world: world.group,
    "remove_feedback": lambda world: Feedback(group=world.group, words="Keep it open"),
}


def of_edition(action, condition, world):
    """One that is out, of a meeting or of a note."""
    is_note, is_withdrawn = "note" in condition, action == "withdraw_edition"
    reference = f"HAR-2026-S0{2 + is_withdrawn + 2 * is_note}"
    publication = Publication.objects.create(group=world.group, reference=reference)
    if is_note:
        Release.objects.create(
            publication=publication,
            visit_note=of_note("", condition, world),
            snapshot={},
            prepared_by=world.secretary,
        )
    return Edition.objects.create(publication=publication, number=1, snapshot={})


def thing(permission, condition, world):
    """The meeting that has ended, or a release of it that somebody else prepared."""
    action = permission.partition(".")[2]
    if build := OF_NO_MEETING.get(action):
        return build(world)
    if action in NOTES:
        return of_note(action, condition, world)
    if action.endswith("_proof"):
        return of_response(action, condition, world)
    meeting = Meeting.objects.create(
        group=world.group,
        title="Harbour District IAG",
        starts_at=now(),
        state=Meeting.State.ENDED,
        opened_at=now(),
        ended_at=now(),
        called_by=world.secretary,
    )
    if action == "prepare_release":
        return meeting
    if action in {"confirm_receipt", "withdraw_edition"}:
        return of_edition(action, condition, world)
    if "no police lead" in condition:
        world.police_lead.memberships.update(ends_at=now())
    state = (
        State.FACT_CHECKED if condition == "fact checked" else STATES.get(action, State.PREPARED)
    )
    if "late" in condition:
        world.police_lead.memberships.update(starts_at=now() - LONG_AGO)
    is_late = "late" in condition  # the police lead let the time pass
    return Release(
        publication=Publication(group=world.group, reference="HAR-2026-S1"),
        meeting=None if "note" in condition else meeting,
        visit_note=of_note("", condition, world) if "note" in condition else None,
        state=State.PREPARED if is_late else state,
        prepared_at=now() - LONG_AGO if is_late else now(),
        prepared_by=UserFactory(),
        asked_to_check=world.member if "member asked" in condition else None,
        approved_by=world.chair if state == State.APPROVED else None,
    )
