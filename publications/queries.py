"""What pages need to know about publications: reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.models.memberships import (
    ANSWERERS,
    CHAIRS,
    ORGANISERS,
    OWN_PEOPLE,
    RELEASERS,
    SECOND_CHECKERS,
)
from core.clock import today
from deliberation.advice import Message
from deliberation.models import KeyMessage, Response
from deliberation.models.key_messages import KeyMessageQuerySet
from deliberation.models.topics import readable
from meetings.models import Meeting, Paper
from publications.models import (
    Answer,
    Edition,
    Proof,
    Publication,
    Release,
    VisitNote,
    Withdrawal,
)
from publications.names import in_response
from publications.snapshot import Snapshot, offered, references
from visits.models import VisitReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AnonymousUser

    from meetings.models.papers import PaperQuerySet


class Beside(NamedTuple):
    """What stands beside one message of an edition.

    :ivar answers: oldest first.
    :ivar since: the day since which an answer is awaited; None when nothing is owed.
    :ivar due: the day on which the (next) answer is due.
    :ivar review: the day by which the police say what was done, or more, where nothing is owed.
    """

    answers: list[Answer]
    since: date | None
    due: date | None
    review: date | None = None

    @property
    def status(self) -> str:
        """``given``, ``awaited`` or ``overdue``."""
        if self.since is None:
            return "given"
        return "overdue" if self.overdue else "awaited"

    @property
    def answers_again(self) -> bool:
        """Whether ``review`` is the day of a further response that nobody is owed."""
        considered = Answer.Decision.UNDER_CONSIDERATION
        return bool(self.answers) and self.answers[-1].decision == considered

    @property
    def overdue(self) -> bool:
        """Whether an answer is owed and its day has passed."""
        return self.since is not None and self.due is not None and self.due < today()


def beside(snapshot: Snapshot) -> dict[str, Beside]:
    """By reference, what stands beside each message that was sent. One query.

    Of what was discussed without an agreed view, where it was answered: nothing is owed to it.
    """
    return places(snapshot, by_reference(with_proofs(reference__in=references(snapshot))))


def places(snapshot: Snapshot, answers_to: Mapping[str, list[Answer]]) -> dict[str, Beside]:
    """The same, given all answers."""
    return placed([*snapshot["messages"], *snapshot["not_agreed"]], answers_to)


def beside_messages(messages: Iterable[Message]) -> dict[str, Beside]:
    """The same of messages of several editions. One query."""
    rows = list(messages)
    named = [message["reference"] for message in rows]
    return placed(rows, by_reference(with_proofs(reference__in=named)))


def with_proofs(**where: Any) -> QuerySet[Answer]:
    """These answers, oldest first, each with what was published to show what was done."""
    return Answer.objects.filter(**where).prefetch_related("proofs")


def proofs_to_publish(user: User) -> list[Paper]:
    """What shows what the police did, and waits for ``user``, who chairs."""
    groups = user.groups_as(CHAIRS)
    if not groups:
        return []
    papers = Paper.objects.visible_to(user).with_place().prefetch_related("versions")
    of_groups = papers.filter(response__key_message__topic__group__in=groups)
    return list(waiting_proofs(of_groups).order_by("pk"))


def waiting_proofs(papers: PaperQuerySet) -> PaperQuerySet:
    """Those of ``papers`` that can be published beside an answer that is out, and are not."""
    answers = Answer.objects.standing().filter(
        reference=OuterRef("response__key_message__reference"),
        answered_at=OuterRef("response__answered_at"),
    )
    published = Proof.objects.filter(of_paper=OuterRef("pk"))
    return papers.prepared().filter(Exists(answers), ~Exists(published))


def by_reference(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """Answers by the reference of their message, oldest first."""
    answers_to: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        answers_to[answer.reference].append(answer)
    return answers_to


def placed(
    messages: Iterable[Message], answers_to: Mapping[str, list[Answer]]
) -> dict[str, Beside]:
    """By reference, what stands beside each message, given all answers."""
    rows = ((message, answers_to.get(message["reference"], [])) for message in messages)
    return {
        message["reference"]: _placed(message, answers)
        for message, answers in rows
        if message["sent_on"] or answers
    }


def _placed(message: Message, answers: list[Answer]) -> Beside:
    last = answers[-1] if answers else None
    if last is None:
        sent_on, due = (date.fromisoformat(message[name]) for name in ("sent_on", "answer_due"))
        return Beside(answers, sent_on, due)
    due_again = last.answer_again_by or last.review_on
    if last.is_final or not message["sent_on"]:
        return Beside(answers, None, None, due_again)
    return Beside(answers, last.unaddressed_on or last.answered_on, due_again)


def current(publication: Publication) -> Edition:
    """The newest edition.

    :raises Edition.DoesNotExist: before there is one.
    """
    return publication.editions.select_related("publication", "large_print").latest("number")


def superseding(edition: Edition) -> Edition | None:
    """The newest edition, when it is not this one."""
    newest = current(edition.publication)
    return newest if newest.number > edition.number else None


def notes_to_prepare(user: User) -> QuerySet[VisitNote]:
    """Notes offered to groups of which ``user`` is the secretary, and not on their way yet.

    Without those whose report was taken back: nobody prepares them.
    """
    offered_notes = VisitNote.objects.visible_to(user).filter(
        report__visit__group__in=user.groups_as({Role.SECRETARY}),
        state=VisitNote.State.OFFERED,
        report__state=VisitReport.State.APPROVED,
    )
    on_its_way = Release.objects.under_way().filter(visit_note=OuterRef("pk"))
    return offered_notes.filter(~Exists(on_its_way)).select_related("report__visit__group")


def left_out(release: Release, user: User) -> list[KeyMessage]:
    """Decided messages of the meeting that the release does not hold: the chair sees them.

    The police lead, and a member who checks, are told of those that they see anyway.
    """
    if release.meeting is None:
        return []
    decided = offered(release.meeting)
    if user.roles.get(release.group_id) not in ORGANISERS:
        decided = decided.filter(pk__in=KeyMessage.objects.visible_to(user).values("pk"))
    chosen = references(release.snapshot)
    return [key_message for key_message in decided if key_message.reference not in chosen]


def is_published(meeting_id: int) -> bool:
    """Whether an edition of the meeting's summary is out."""
    return Release.objects.filter(meeting=meeting_id, state=Release.State.PUBLISHED).exists()


def under_way(user: User) -> QuerySet[Release]:
    """Releases that ``user`` sees and that are not out yet."""
    open_releases = Release.objects.visible_to(user).under_way()
    return open_releases.select_related("publication__group", "meeting")


def to_publish(user: User) -> QuerySet[Meeting]:
    """Ended meetings of groups that ``user`` is the secretary of, with nothing under way."""
    groups = user.groups_as({Role.SECRETARY})
    released = Release.objects.filter(meeting=OuterRef("pk"))
    open_release = released.under_way()
    return (
        Meeting.objects.visible_to(user)
        .filter(~Exists(open_release), group__in=groups, state=Meeting.State.ENDED)
        .annotate(published=Exists(released.filter(state=Release.State.PUBLISHED)))
        .select_related("group")
    )


def takes_part(user: User) -> bool:
    """Whether ``user`` has a part in releasing anything, or is asked to check a release."""
    if user.groups_as(RELEASERS):
        return True
    return bool(user.groups_as(SECOND_CHECKERS)) and under_way(user).exists()


def unfrozen() -> list[KeyMessage]:
    """Published messages with an answer that does not stand beside the editions."""
    frozen = Answer.objects.filter(
        reference=OuterRef("key_message__reference"), answered_at=OuterRef("answered_at")
    )
    missing = Response.objects.filter(~Exists(frozen)).values("key_message")
    published = KeyMessage.objects.published().filter(pk__in=missing)
    return list(published.select_related("topic__group"))


def held_back(user: User) -> list[Response]:
    """Answers that are not shown because they name somebody, to messages that ``user`` sees."""
    groups = user.groups_as(RELEASERS)
    frozen = Answer.objects.filter(
        reference=OuterRef("key_message__reference"), answered_at=OuterRef("answered_at")
    )
    seen = KeyMessage.objects.visible_to(user).filter(topic__group__in=groups)
    seen = seen.published()  # others stand beside no edition
    responses = Response.objects.filter(~Exists(frozen), key_message__in=seen)
    waiting = responses.select_related("key_message__topic__group")
    return [response for response in waiting if in_response(response.reason, response.key_message)]


def answerable_by(user: User) -> KeyMessageQuerySet:
    """Messages that ``user`` may answer: sent, or published with both views.

    What was published is out, so no invitation is needed; what was sent inside the portal is
    answered by people who read its topic.
    """
    groups = user.groups_as(ANSWERERS)
    published = KeyMessage.PUBLISHED & Q(topic__readers_named=False)
    inside = Q(state=KeyMessage.State.SENT_INSIDE) & readable(user, "topic__")
    key_messages = KeyMessage.objects.filter(published | inside, topic__group__in=groups)
    return key_messages.select_related("topic__group").prefetch_related("wordings", "responses")


def withdrawal_of(edition: Edition, superseded_by: Edition | None) -> Withdrawal | None:
    """What took this edition back: its own withdrawal, or that of one that came after it."""
    if superseded_by is None and edition.publication.withdrawn_at is None:
        return None
    took_back = Withdrawal.objects.filter(
        edition__publication=edition.publication_id, edition__number__gte=edition.number
    )
    return took_back.order_by("edition__number").first()


def reads_withdrawn(reader: User | AnonymousUser, edition: Edition) -> bool:
    """Whether ``reader`` still reads what was withdrawn: the group's own people."""
    return isinstance(reader, User) and reader.roles.get(edition.group_id) in OWN_PEOPLE


def readings_by_place(edition: Edition) -> dict[str, int]:
    """How many people have opened an edition while signed in, by where they belong."""
    readers = User.objects.filter(pk__in=edition.readings.values("user")).order_by("pk")
    of_group = set(readers.filter(memberships__group=edition.group_id).values_list("pk", flat=True))
    places = dict(readers.values_list("pk", "organisation_memberships__organisation__name"))
    own, others = _("People of the group"), _("Other people who were signed in")
    counted = Counter(own if pk in of_group else place or others for pk, place in places.items())
    return dict(counted)
