"""Rules about posts that were entered for somebody who does not sign in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.policy import rule
from deliberation.models import Post
from deliberation.permissions.topics import is_chair_or_secretary, is_editable, reads_the_post


@rule(_("Only a post that was entered for somebody is confirmed or withdrawn for them."))
def was_entered(person: User, post: Post) -> bool:
    return hasattr(post, "dictation")


@rule(_("The person who wrote this post signs in now, and does this themselves."))
def author_does_not_sign_in(person: User, post: Post) -> bool:
    return not post.author.email


@rule(_("The person who wrote this post can no longer read it."))
def author_reads_the_post(person: User, post: Post) -> bool:
    return bool(reads_the_post(post.author, post))


@rule(_("It has been written down already that they confirmed this post."))
def is_unconfirmed(person: User, post: Post) -> bool:
    return not post.dictation.is_confirmed


@rule(
    _(
        "They confirmed this post, and it was entered more than 30 minutes ago. Write a new post"
        " for them instead."
    )
)
def is_correctable(person: User, post: Post) -> bool:
    return not post.dictation.is_confirmed or bool(is_editable(person, post))


speaks_for_the_author = (
    is_chair_or_secretary & was_entered & author_does_not_sign_in & author_reads_the_post
)
