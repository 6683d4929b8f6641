"""Write to the secretary of a group from outside, and put away what was written."""

from __future__ import annotations

from django.db import transaction

from accounts.models import AdvisoryGroup, User
from core.clock import now
from core.emit import emit
from core.policy import require
from publications.events import FeedbackGiven, FeedbackRemoved
from publications.models import Feedback


@transaction.atomic
def give_feedback(*, actor: None, group: AdvisoryGroup, words: str) -> Feedback:
    """Keep words from outside for the secretary. Nobody is signed in, so nobody is the actor."""
    feedback = Feedback.objects.create(group=group, words=words, given_at=now())
    emit(FeedbackGiven(group_id=group.pk, feedback_id=feedback.pk), actor=actor)
    return feedback


@transaction.atomic
def remove_feedback(*, actor: User, feedback: Feedback) -> None:
    """Put away what was dealt with, or is none; it is gone for good."""
    require(actor, "publications.remove_feedback", feedback)
    emit(FeedbackRemoved(group_id=feedback.group_id, feedback_id=feedback.pk), actor=actor)
    feedback.delete()
