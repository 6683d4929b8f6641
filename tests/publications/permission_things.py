"""What each permission of this app is asked about, in the state in which the action is possible."""

from datetime import timedelta

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
)
from tests.factories import UserFactory
from tests.meetings.permission_things import of_response as proof_inside

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


OF_NO_MEETING = {
    "view_feedback": lambda world: world.group,
    "remove_feedback": lambda world: Feedback(group=world.group, words="Keep it open"),
}


def thing(permission, condition, world):
    """The meeting that has ended, or a release of it that somebody else prepared."""
    action = permission.partition(".")[2]
    if build := OF_NO_MEETING.get(action):
        return build(world)
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
        reference = "HAR-2026-S02" if action == "withdraw_edition" else "HAR-2026-S03"
        publication = Publication.objects.create(group=world.group, reference=reference)
        return Edition.objects.create(publication=publication, number=1, snapshot={})
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
        meeting=meeting,
        state=State.PREPARED if is_late else state,
        prepared_at=now() - LONG_AGO if is_late else now(),
        prepared_by=UserFactory(),
        asked_to_check=world.member if "member asked" in condition else None,
        approved_by=world.chair if state == State.APPROVED else None,
    )
