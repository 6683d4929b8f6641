"""What goes with time: the way to an edition, and feedback. Editions are public and stay."""

from __future__ import annotations

from django.db import transaction

from core.emit import emit
from publications.events import FeedbackRemoved, ReleaseExpired
from publications.models import EditionReading, Feedback, Release


@transaction.atomic
def remove_expired_releases(*, actor: None, ids: list[int]) -> None:
    """Remove these releases, with who prepared, checked and approved them, and who read what came.

    :param actor: nobody: the schedule does it.
    """
    releases = Release.objects.filter(pk__in=ids).select_related("publication")
    for release in releases.order_by("pk"):
        pointers = {"release_id": release.pk, "version": release.version}
        emit(ReleaseExpired(group_id=release.publication.group_id, **pointers), actor=actor)
        number = release.snapshot["edition"]
        readings = EditionReading.objects.filter(edition__publication=release.publication_id)
        readings.filter(edition__number=number).delete()
        release.delete()


@transaction.atomic
def remove_expired_feedback(*, actor: None, ids: list[int]) -> None:
    """Remove what people outside wrote, a year after.

    :param actor: nobody: the schedule does it.
    """
    for feedback in Feedback.objects.filter(pk__in=ids).order_by("pk"):
        pointers = {"group_id": feedback.group_id, "feedback_id": feedback.pk}
        emit(FeedbackRemoved(**pointers), actor=actor)
        feedback.delete()
