"""Who may do what on the way out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import AdvisoryGroup, LegalHold, Membership, Role, User
from accounts.models.memberships import (
    ADVISERS,
    CHAIRS,
    ORGANISERS,
    PROOF_WITHDRAWERS,
    RELEASERS,
)
from accounts.permissions import role_in
from core.policy import Rule, rule
from deliberation.models import Topic
from meetings.models import Meeting, Paper
from publications.models import (
    Answer,
    Edition,
    Feedback,
    Proof,
    Release,
    VisitNote,
    Withdrawal,
)
from visits.models import VisitReport
from visits.permissions import is_its_observer, of_visit_not_held

State = Release.State


@rule(_("Only the chair, the secretary and the police lead see what is being prepared."))
def has_a_part(person: User, release: Release) -> bool:
    return role_in(person, release) in RELEASERS or is_asked_to_check(person, release)


def is_asked_to_check(person: User, release: Release) -> bool:
    """Whether the chair asked this member, who is one still, to check its facts."""
    is_member = role_in(person, release) in ADVISERS
    return is_member and release.asked_to_check_id == person.pk


@rule(_("Only the secretary can do this."))
def is_secretary(person: User, thing: Release | Meeting | VisitNote) -> bool:
    return role_in(person, thing) == Role.SECRETARY


@rule(
    _(
        "Only the police lead checks facts and handling; in a group without one, the member whom"
        " the chair asks."
    )
)
def checks_facts(person: User, release: Release) -> bool:
    if role_in(person, release) == Role.POLICE_LEAD:
        return True
    return is_asked_to_check(person, release) and not release.has_police_lead


@rule(_("The group has a police lead, who checks facts and handling."))
def has_no_police_lead(person: User, release: Release) -> bool:
    return not release.has_police_lead


@rule(_("Only the chair approves what the group says."))
def is_chair(person: User, release: Release) -> bool:
    return role_in(person, release) in CHAIRS


@rule(_("A summary is prepared once the meeting has ended."))
def has_ended(person: User, meeting: Meeting) -> bool:
    return meeting.state == Meeting.State.ENDED


@rule(_("This has been published. Prepare the next edition from the meeting."))
def is_unpublished(person: User, release: Release) -> bool:
    return release.state != State.PUBLISHED


@rule(_("This has been thrown away. Prepare a new one from the meeting."))
def is_kept(person: User, release: Release) -> bool:
    return release.state != State.DISCARDED


@rule(_("This is not waiting for a check of its facts."))
def awaits_check(person: User, release: Release) -> bool:
    return release.state == State.PREPARED


@rule(
    _(
        "This is not waiting for the chair’s approval. The police lead, or a second member in a"
        " group without one, checks the facts first."
    )
)
def awaits_approval(person: User, release: Release) -> bool:
    """Its facts are checked, or the police lead has let the time for it pass."""
    return release.state == State.FACT_CHECKED or release.is_check_late


@rule(_("This has not been approved by the chair."))
def is_approved(person: User, release: Release) -> bool:
    return release.state == State.APPROVED


@rule(
    _(
        "Whoever approved this is not the chair any more. Prepare it again, so that the chair of"
        " today reads and approves it."
    )
)
def approver_still_chairs(person: User, release: Release) -> bool:
    """What goes out is signed by the chair: it does not outlive their place, nor their account."""
    chairs = Membership.objects.current().filter(group=release.group_id, role__in=CHAIRS)
    return chairs.filter(user=release.approved_by_id, user__is_active=True).exists()


@rule(_("You had an earlier part in this. Somebody else takes this step: two people at least."))
def had_no_part(person: User, release: Release) -> bool:
    return person.pk not in release.people()


@rule(_("Only the chair and the secretary read what people outside write."))
def reads_feedback(person: User, thing: AdvisoryGroup | Feedback) -> bool:
    return role_in(person, thing) in ORGANISERS


@rule(_("Only who reads for a national body confirms that it received a summary."))
def reads_for_a_body(person: User, edition: Edition) -> bool:
    return bool(person.organisation_ids)


@rule(_("Only the chair withdraws what the group has published, or who wrote a note its own."))
def chairs_or_wrote_it(person: User, edition: Edition) -> bool:
    return role_in(person, edition) in CHAIRS or wrote(person, edition)


def wrote(person: User, edition: Edition) -> bool:
    """Whether it is the note of ``person``, in the group or not any more."""
    notes = VisitNote.objects.filter(releases__publication=edition.publication_id)
    return notes.filter(report__visit__observer=person.pk).exists()


@rule(_("This edition has been withdrawn already."))
def is_not_withdrawn(person: User, edition: Edition) -> bool:
    return edition.publication.withdrawn_at is None


@rule(_("A later edition has replaced this one. Withdraw that one: this one goes with it."))
def is_newest(person: User, edition: Edition) -> bool:
    return Edition.objects.newest().filter(pk=edition.pk).exists()


@rule(_("This edition has been withdrawn."))
def still_stands(person: User, edition: Edition) -> bool:
    """Neither it nor one that came after it was taken back: its address serves it."""
    took_back = Withdrawal.objects.filter(edition__publication=edition.publication_id)
    return not took_back.filter(edition__number__gte=edition.number).exists()


@rule(_("Only the chair publishes what shows what the police did."))
def chairs_group_of(person: User, paper: Paper) -> bool:
    return role_in(person, paper) in CHAIRS


@rule(_("The response is not published, so nothing is shown beside it."))
def answer_is_out(person: User, paper: Paper) -> bool:
    response = paper.response
    return response is not None and Answer.objects.copied_from(response).standing().exists()


@rule(_("It is not ready to read, so it cannot be published."))
def is_readable(person: User, paper: Paper) -> bool:
    return paper.version.is_readable


@rule(_("It is published already."))
def is_no_proof_yet(person: User, paper: Paper) -> bool:
    return not Proof.objects.filter(of_paper=paper.pk).exists()


@rule(_("Only the chair and the police lead withdraw what shows what the police did."))
def withdraws_proofs(person: User, proof: Proof) -> bool:
    return role_in(person, proof) in PROOF_WITHDRAWERS


@rule(_("This has been withdrawn already."))
def proof_stands(person: User, proof: Proof) -> bool:
    return proof.withdrawn_at is None


@rule(
    _(
        "A legal hold covers the topic of this response, so this cannot be deleted. If nobody may"
        " read it any more, the chair withdraws the summary: it is kept then, and not shown."
    )
)
def nothing_of_it_is_held(person: User, proof: Proof) -> bool:
    topic = Topic.objects.filter(key_messages__reference=proof.answer.reference).first()
    return topic is None or LegalHold.on(topic) is None


@rule(_("A public note is about a report that was approved, and not taken back since."))
def report_is_approved(person: User, report: VisitReport) -> bool:
    return report.is_approved


@rule(_("The note was offered. Take it back before you change it."))
def no_note_is_offered(person: User, report: VisitReport) -> bool:
    offered = VisitNote.objects.filter(report=report.pk, state=VisitNote.State.OFFERED)
    return not offered.exists()


@rule(_("There is no public note about this visit to read."))
def reads_note(person: User, report: VisitReport) -> bool:
    return VisitNote.objects.visible_to(person).filter(report=report.pk).exists()


@rule(_("This note was offered already."))
def note_is_with_its_writer(person: User, note: VisitNote) -> bool:
    return note.is_with_its_writer


@rule(_("This note is not offered to the group."))
def note_is_offered(person: User, note: VisitNote) -> bool:
    return note.is_offered


@rule(_("Your name stands beside this note already."))
def is_unnamed(person: User, note: VisitNote) -> bool:
    return not note.is_named


@rule(_("Your name does not stand beside this note."))
def is_named(person: User, note: VisitNote) -> bool:
    return note.is_named


@rule(_("This is the note of another member."))
def wrote_note(person: User, note: VisitNote) -> bool:
    """Whoever wrote it, in the group or not any more: their name is theirs."""
    return note.observer_id == person.pk


of_report_approved = Rule(lambda person, note: report_is_approved(person, note.report))
of_report_not_held = Rule(lambda person, note: of_visit_not_held(person, note.report))
prepares = is_secretary & note_is_offered & of_report_approved & of_report_not_held
POLICY = {
    "publications.view_note": reads_note,
    "publications.write_note": is_its_observer
    & report_is_approved
    & no_note_is_offered
    & of_visit_not_held,
    "publications.offer_note": is_its_observer & note_is_with_its_writer & of_report_approved,
    "publications.take_back_note": wrote_note & note_is_offered,
    "publications.name_writer": is_its_observer & is_unnamed,
    "publications.unname_writer": wrote_note & is_named,
    "publications.prepare_note": prepares,
    "publications.return_note": is_secretary & note_is_offered,
    "publications.view_feedback": reads_feedback,
    "publications.remove_feedback": reads_feedback,
    "publications.confirm_receipt": reads_for_a_body & still_stands,
    "publications.view_release": has_a_part,
    "publications.prepare_release": is_secretary & has_ended,
    "publications.prepare_again": is_secretary & is_unpublished & is_kept,
    "publications.discard_release": is_secretary & is_unpublished & is_kept,
    "publications.ask_second_check": is_chair & awaits_check & has_no_police_lead,
    "publications.check_release": checks_facts & awaits_check & had_no_part,
    "publications.approve_release": is_chair & awaits_approval & had_no_part,
    "publications.send_back": (checks_facts & awaits_check) | (is_chair & awaits_approval),
    "publications.publish_release": is_secretary & is_approved & approver_still_chairs,
    "publications.publish_proof": chairs_group_of & answer_is_out & is_readable & is_no_proof_yet,
    "publications.withdraw_proof": withdraws_proofs & proof_stands & nothing_of_it_is_held,
    "publications.withdraw_edition": chairs_or_wrote_it & is_not_withdrawn & is_newest,
}
