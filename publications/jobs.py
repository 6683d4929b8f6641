"""Work of the publications that no page waits for."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists

from accounts.models import AdvisoryGroup
from core.clock import now
from core.files import stored
from core.jobs import for_each, job
from core.notices.jobs import ATTEMPTS, PATIENCE
from core.notices.kinds import named
from core.notices.mail import send_now
from core.notices.tell import tell_of_day
from publications import library, pdf, published
from publications.actions import (
    add_large_print,
    freeze_answers,
    remove_follower,
    remove_forgotten_followers,
    tell_followers,
)
from publications.formats import seal_of
from publications.models import Edition, Follower, Publication, Release, Subject
from publications.queries import beside, current, unfrozen

UNASKED = timedelta(days=5)  # after that the chair is reminded that nobody checks the facts


@job(timeout=timedelta(minutes=1), attempts=3, every=timedelta(minutes=1))
def freeze_new_answers() -> None:
    """Set answers that were not given on our own page beside their editions."""
    for_each(unfrozen(), lambda key_message: freeze_answers(actor=None, key_message=key_message))


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_late_checks() -> None:
    """Tell the police lead on the last day of a check, and the chair once it is over.

    Once a preparation. Where nobody is left to check the facts, that somebody has to be asked: the
    police lead, or the member who was asked before, may have left meanwhile.
    """
    waiting = Release.objects.filter(state=Release.State.PREPARED)
    for_each(waiting.select_related("publication__group").order_by("pk"), _tell_of_check)


def _tell_of_check(release: Release) -> None:
    key = f"{release.pk}.{release.version}"
    if release.is_check_due:
        tell_of_day(named("release.check_due"), release, key=key)
    elif release.is_check_late:  # not where there is no police lead, or one has just joined
        tell_of_day(named("release.check_late"), release, key=key)
    elif release.lacks_checker and release.prepared_at <= now() - UNASKED:
        key = f"{key}.{release.asked_to_check_id or 0}"  # once for each who was asked
        tell_of_day(named("release.second_check_needed"), release, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(days=1))
def tell_of_overdue_answers() -> None:
    """Tell the observers of a group that a response to what it published is past its day.

    Once for each publication and day on which a response was due, however many were.
    """
    standing = Publication.objects.filter(withdrawn_at=None)
    overdue = standing.filter(Exists(library.messages_that(library.Status.OVERDUE)))
    for_each(overdue.select_related("group").order_by("pk"), _tell_of_overdue_answers)


def _tell_of_overdue_answers(publication: Publication) -> None:
    places = beside(current(publication).snapshot).values()
    for due in sorted({place.due for place in places if place.overdue and place.due}):
        key = f"{publication.pk}.{due:%Y%m%d}"
        tell_of_day(named("answer.overdue"), publication, key=key)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(minutes=1))
def lay_out_large_prints() -> None:
    """Lay out the large print of editions that stand without one, also of those from before."""
    if not pdf.unavailable():
        lacking = Edition.objects.standing().filter(large_print=None).order_by("pk")
        for_each(lacking.select_related("publication"), _lay_out_large_print)


def _lay_out_large_print(edition: Edition) -> None:
    picture = getattr(edition, "picture", None)
    photograph = stored(str(picture.file)) if picture else b""
    seal = seal_of(edition)
    laid_out = pdf.render(edition.snapshot, seal, large_print=True, photograph=photograph)
    add_large_print(actor=None, edition=edition, pdf=laid_out)


@job(timeout=timedelta(minutes=10), attempts=3, every=timedelta(hours=1))
def tell_of_news() -> None:
    """Tell the addresses that follow something of which news was published or answered since."""
    remove_forgotten_followers(actor=None)
    confirmed = Follower.objects.confirmed()
    groups = published.public_groups().filter(pk__in=confirmed.filter(subject=None).values("group"))
    for_each(groups.order_by("pk"), _tell_of_group)
    subjects = published.public_subjects()
    subjects = subjects.filter(pk__in=confirmed.filter(group=None).values("subject"))
    for_each(subjects.order_by("pk"), _tell_of_subject)


def _tell_of_group(group: AdvisoryGroup) -> None:
    groups = published.public_groups().filter(pk=group.pk)
    messages = published.published_messages(published.ANYBODY, groups)
    _tell(group, messages, published.notes_of(group))


def _tell_of_subject(subject: Subject) -> None:
    _tell(subject, published.messages_on(subject), published.notes_on(subject))


def _tell(
    what: AdvisoryGroup | Subject, rows: list[published.Published], notes: list[Edition]
) -> None:
    moments = [*(row.changed_at for row in rows), *(note.published_at for note in notes)]
    if moments:
        tell_followers(actor=None, what=what, newest=max(moments))


def _what(follower: Follower) -> dict[str, str]:
    """What an address follows, by name."""
    if follower.subject:
        return {"subject": follower.subject.name}
    return {"group": str(follower.group)}


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def ask_follower(follower_id: int) -> None:
    """Send an address the link by which it says yes."""
    rows = Follower.objects.select_related("group", "subject")
    if follower := rows.filter(pk=follower_id).first():
        context = {**_what(follower), "path": follower.confirm_path}
        send_now(follower.address, "follow_confirm", context)


@job(timeout=PATIENCE, attempts=ATTEMPTS, sends=True)
def tell_follower(follower_id: int) -> None:
    """Send one address the email that something is new; forget one that takes none."""
    confirmed = Follower.objects.confirmed().select_related("group", "subject")
    if (follower := confirmed.filter(pk=follower_id).first()) is None:
        return
    stop = follower.stop_path
    context = {**_what(follower), "path": follower.news_path, "stop": stop}
    if not send_now(follower.address, "followed", context, unsubscribe=stop):
        remove_follower(actor=None, number=follower.pk)
