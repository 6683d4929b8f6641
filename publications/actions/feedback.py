"""Write to the secretary of a group from outside, and put away what was written."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.policy import require
from publications.events import FeedbackGiven, FeedbackRemoved
from publications.models import Feedback

TWICE = timedelta(hours=1)  # within which the same words are one form, sent twice


@transaction.atomic
def give_feedback(*, actor: None, group: AdvisoryGroup, words: str) -> Feedback:
    """Keep words from outside for the secretary. Nobody is signed in, so nobody is the actor.

    The same words again, as of a form that is sent twice, are kept once.
    """
    again = Feedback.objects.filter(group=group, words=words, given_at__gte=now() - TWICE).first()
    if again:
        return again
    feedback = Feedback.objects.create(group=group, words=words, given_at=now())
    emit(FeedbackGiven(group_id=group.pk, feedback_id=feedback.pk), actor=actor)
    return feedback


@transaction.atomic
def remove_feedback(*, actor: User, feedback: Feedback) -> None:
    """Put away what was dealt with, or is none; it is gone for good."""
    require(actor, "publications.remove_feedback", feedback)
    emit(FeedbackRemoved(group_id=feedback.group_id, feedback_id=feedback.pk), actor=actor)
    feedback.delete()
