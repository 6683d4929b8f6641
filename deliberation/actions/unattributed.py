"""Learn who wrote a post without their name."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import require
from deliberation.actions.posts import lock_post
from deliberation.events import PostUnmasked
from deliberation.models import Post, Space, Unmasking


@transaction.atomic
def unmask_post(*, actor: User, post: Post, reason: str) -> Unmasking:
    """Learn who wrote ``post``. Its author is told that ``actor`` did, and reads ``reason``.

    :raises Refused: unless ``actor`` is the chair and reads it; to its author; of a post with a
        name; when ``actor`` has learned it already.
    """
    post = lock_post(post)
    require(actor, "deliberation.unmask_post", post)
    unmasking = Unmasking.objects.create(
        post=post, reason=reason, unmasked_by=actor, unmasked_at=now()
    )
    event = PostUnmasked(
        group_id=post.group_id,
        topic_id=post.topic_id,
        unmasking_id=unmasking.pk,
        space=Space(post.space),
    )
    emit(event, actor=actor)
    return unmasking
