"""What people are told of summaries on their way out."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.models.memberships import CHAIRS, HOLDERS, OWN_PEOPLE
from core.notices.kinds import Kind
from deliberation.models import KeyMessage
from meetings.events import PaperPrepared
from meetings.models import Paper
from meetings.models.papers import PLACES
from publications.events import (
    EditionPublished,
    EditionWithdrawn,
    FeedbackGiven,
    NoteOffered,
    NoteReturned,
    ReleaseApproved,
    ReleaseApprovedUnchecked,
    ReleaseCheckAsked,
    ReleaseFactChecked,
    ReleasePrepared,
    ReleaseSentBack,
)
from publications.library import owes_answer
from publications.models import (
    Edition,
    EditionReading,
    Feedback,
    Publication,
    Release,
    VisitNote,
)
from publications.queries import waiting_proofs
from visits.events import ReportWithdrawn
from visits.models import VisitReport

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import QuerySet

    from core.notices.kinds import Facts


def _in_roles(roles: Collection[str]) -> Callable[[Release | Edition, Facts], QuerySet[User]]:
    """The people in these roles of the group that it is of."""
    return lambda row, _facts: User.objects.in_roles(row.publication.group_id, roles)


def _observers(publication: Publication, _facts: Facts) -> QuerySet[User]:
    """Those who watch for the commissioner, invited to its topics or not: it is published."""
    return User.objects.in_roles(publication.group_id, {Role.OBSERVER})


def _second_checker(release: Release, _facts: Facts) -> QuerySet[User]:
    """The member whom the chair asked."""
    asked = release.asked_to_check_id
    return User.objects.filter(pk=asked) if asked else User.objects.none()


def _chairs_without_police_lead(release: Release, _facts: Facts) -> QuerySet[User]:
    """The chairs, where a second member has to be asked."""
    chairs = User.objects.in_roles(release.group_id, CHAIRS)
    return chairs.none() if release.has_police_lead else chairs


def _readers(edition: Edition, _facts: Facts) -> QuerySet[User]:
    """Who was told of it or has opened it: the group's own people, police leads, its readers."""
    own = User.objects.in_roles(edition.group_id, HOLDERS)
    opened = EditionReading.objects.filter(
        edition__publication=edition.publication_id, edition__number__lte=edition.number
    )
    reached = Q(pk__in=own.values("pk")) | Q(pk__in=opened.values("user"))
    return User.objects.filter(reached)


def _in_state(state: Release.State) -> Callable[[Release], bool]:
    return lambda release: release.state == state


def _chairs_of_proof(paper: Paper, _facts: Facts) -> QuerySet[User]:
    """The chairs, where it shows what the police did."""
    if paper.response is None:
        return User.objects.none()
    return User.objects.in_roles(paper.group_id, CHAIRS)


def _message_of(paper: Paper) -> KeyMessage | None:
    return paper.response.key_message if paper.response else None


def _waits_for_chair(paper: Paper) -> bool:
    """Whether it can be published beside its answer, and is not."""
    return waiting_proofs(Paper.objects.filter(pk=paper.pk)).exists()


def _secretaries_of_note(note: VisitNote, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(note.group_id, {Role.SECRETARY})


def _writer(note: VisitNote, _facts: Facts) -> QuerySet[User]:
    return User.objects.filter(pk=note.observer_id)


def _chairs_of_report(report: VisitReport, _facts: Facts) -> QuerySet[User]:
    return User.objects.in_roles(report.group_id, CHAIRS)


def _has_note_out(report: VisitReport) -> bool:
    """Whether a note about it stands, for anybody to read."""
    standing = Publication.objects.exclude(title="").filter(withdrawn_at=None)
    return standing.filter(releases__visit_note__report=report.pk).exists()


of_publication = partial(Kind, shows=attrgetter("publication"), joins=("publication__group",))
of_release = partial(of_publication, about=Release, fact="release_id")
of_note = partial(Kind, about=VisitNote, fact="visit_note_id", joins=("report__visit",))

NOTICES = (
    of_release(
        event=ReleasePrepared,
        says=_("Check the facts of a summary or a note"),
        people=_in_roles({Role.POLICE_LEAD}),
        still=_in_state(Release.State.PREPARED),
    ),
    of_release(
        event=ReleasePrepared,
        own_name="release.second_check_needed",
        says=_("Ask a second member to check the facts of a summary or a note"),
        people=_chairs_without_police_lead,
        still=attrgetter("lacks_checker"),
    ),
    of_release(
        event=ReleaseCheckAsked,
        says=_("The chair asks you to check the facts of a summary or a note"),
        people=_second_checker,
        still=_in_state(Release.State.PREPARED),
    ),
    of_release(
        event=ReleaseFactChecked,
        says=_("Approve a summary or a note"),
        people=_in_roles(CHAIRS),
        still=_in_state(Release.State.FACT_CHECKED),
    ),
    of_release(
        event=ReleaseApproved,
        says=_("Publish a summary or a note that the chair has approved"),
        people=_in_roles({Role.SECRETARY}),
        still=_in_state(Release.State.APPROVED),
    ),
    of_release(
        event=ReleaseApprovedUnchecked,
        says=_("Publish what the chair has approved without a check of its facts"),
        people=_in_roles({Role.SECRETARY}),
        still=_in_state(Release.State.APPROVED),
    ),
    of_release(
        own_name="release.check_due",
        says=_("Today is the last day to check the facts of a summary or a note"),
        people=_in_roles({Role.POLICE_LEAD}),
        still=attrgetter("is_check_due"),
    ),
    of_release(
        own_name="release.check_late",
        says=_("Facts were not checked in time: you can approve a summary or a note"),
        people=_in_roles(CHAIRS),
        still=attrgetter("is_check_late"),
    ),
    of_release(
        event=ReleaseSentBack,
        says=_("A summary or a note has been sent back to you"),
        people=_in_roles({Role.SECRETARY}),
        still=_in_state(Release.State.SENT_BACK),
    ),
    of_note(
        event=NoteOffered,
        says=_("A member offers a public note about an observation visit"),
        people=_secretaries_of_note,
        still=attrgetter("is_offered"),
    ),
    of_note(
        event=NoteReturned,
        says=_("Your public note about an observation visit has been sent back to you"),
        people=_writer,
        still=attrgetter("is_with_its_writer"),
    ),
    Kind(
        event=ReportWithdrawn,
        own_name="visit_note.report_withdrawn",
        says=_("A report was withdrawn about which a note is published: look whether it stays"),
        about=VisitReport,
        fact="visit_report_id",
        people=_chairs_of_report,
        still=_has_note_out,
        joins=("visit",),
    ),
    Kind(
        own_name="answer.overdue",
        says=_("A police response to published advice is overdue"),
        about=Publication,
        people=_observers,
        still=owes_answer,
        joins=("group",),
    ),
    Kind(
        event=FeedbackGiven,
        says=_("Somebody outside wrote to the secretary of your group"),
        about=Feedback,
        fact="feedback_id",
        people=lambda row, _facts: User.objects.in_roles(row.group_id, {Role.SECRETARY}),
        shows=attrgetter("group"),
        joins=("group",),
    ),
    Kind(
        event=PaperPrepared,
        own_name="proof.waits",
        says=_("Publish a photograph or a paper beside a response"),
        about=Paper,
        fact="paper_id",
        people=_chairs_of_proof,
        shows=_message_of,
        marked=attrgetter("place"),
        still=_waits_for_chair,
        joins=PLACES,
        prefetches=("versions",),
    ),
    of_publication(
        event=EditionPublished,
        says=_("A summary or a note of your group has been published"),
        about=Edition,
        fact="edition_id",
        people=_in_roles(OWN_PEOPLE),
    ),
    of_publication(
        event=EditionWithdrawn,
        says=_("A summary or a note that was published has been withdrawn"),
        about=Edition,
        fact="edition_id",
        people=_readers,
    ),
)
