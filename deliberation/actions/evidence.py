"""Say what a key message rests on, before people are asked about it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.locks import lock
from core.policy import Refused, require
from deliberation.actions.key_messages import pointers
from deliberation.events import EvidenceAdded, EvidenceRemoved
from deliberation.models import Evidence, KeyMessage, Post
from deliberation.slides import slides as known_slides


@transaction.atomic
def add_evidence(
    *,
    actor: User,
    key_message: KeyMessage,
    posts: Collection[int] = (),
    slides: Collection[int] = (),
) -> None:
    """Say on which posts of its topic, and slides of papers on it, a key message rests.

    :param posts: ids of posts that ``actor`` reads; ``slides``: of slides.
    :raises Refused: when there are none, or one that ``actor`` cannot read, or no longer.
    """
    lock(key_message, "state")
    require(actor, "deliberation.add_evidence", key_message)
    if not posts and not slides:
        raise Refused(_("Choose a post or a slide."), thing=key_message)
    read = Post.objects.visible_to(actor).filter(topic=key_message.topic_id, removed_at=None)
    offered = {page.pk for page in known_slides().offered(actor, key_message.topic_id)}
    if read.filter(pk__in=posts).count() < len(set(posts)) or not offered.issuperset(slides):
        raise Refused(_("You cannot read one of these, or no longer."), thing=key_message)
    own = {"added_by": actor, "added_at": now()}
    chosen = [Evidence(key_message=key_message, post_id=pk, **own) for pk in posts]
    chosen += [Evidence(key_message=key_message, slide=pk, **own) for pk in slides]
    Evidence.objects.bulk_create(chosen, ignore_conflicts=True)  # somebody chose it meanwhile
    emit(EvidenceAdded(**pointers(key_message)), actor=actor)


@transaction.atomic
def remove_evidence(*, actor: User, evidence: Evidence) -> None:
    """Say that a key message does not rest on it after all."""
    key_message = evidence.key_message
    lock(key_message, "state")
    require(actor, "deliberation.remove_evidence", evidence)
    Evidence.objects.filter(pk=evidence.pk).delete()
    emit(EvidenceRemoved(**pointers(key_message)), actor=actor)
