"""Agree with a post, or say that it is helpful; the same once more takes it back."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.clock import now
from core.emit import emit
from core.policy import require
from deliberation.actions.posts import lock_post, pointers
from deliberation.events import ReactionAdded, ReactionWithdrawn
from deliberation.models import Post, Reaction


@transaction.atomic
def react_to_post(*, actor: User, post: Post, kind: Reaction.Kind) -> bool:
    """Say ``kind`` of a post, or take it back where one has said so; answers which.

    :raises Refused: for who does not write there; in a closed topic; when its words went; to
        take it back, under a legal hold.
    """
    post = lock_post(post)
    mine = Reaction.objects.filter(post=post, user=actor, kind=kind)
    if mine.exists():
        require(actor, "deliberation.withdraw_reaction", post)
        mine.delete()
        emit(ReactionWithdrawn(**pointers(post), kind=str(kind)), actor=actor)
        return False
    require(actor, "deliberation.react_to_post", post)
    Reaction.objects.create(post=post, user=actor, kind=kind, made_at=now())
    emit(ReactionAdded(**pointers(post), kind=str(kind)), actor=actor)
    return True
