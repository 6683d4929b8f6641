"""Rules about posts without their author's name, and about learning it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.permissions import role_in
from core.policy import rule
from deliberation.attachments import NO_FILES
from deliberation.models import Post, Topic
from deliberation.models.standing import unattributed_posts_in
from deliberation.permissions.topics import SpaceOf

FEWEST = 3  # members who read a space, the one who writes among them


@rule(_("Only members write without their name, because the others are few or act for the group."))
def is_plain_member(person: User, thing: SpaceOf | Topic) -> bool:
    return role_in(person, thing) == Role.MEMBER


@rule(_("The terms of reference do not let members write without their name."))
def terms_let_unattributed(person: User, thing: SpaceOf | Topic) -> bool:
    return unattributed_posts_in(person, thing.group_id)


@rule(_("You cannot write here without your name: fewer than three members read this space."))
def enough_members_read(person: User, thing: SpaceOf) -> bool:
    """Who reads now, not who may once they have accepted the handling: only they can write."""
    readers = thing.topic.readers_now(thing.space)
    return readers.filter(role=Role.MEMBER).count() >= FEWEST


@rule(
    _(
        "You cannot write here without your name while it is proposed that more people read this"
        " space."
    )
)
def audience_stays(person: User, thing: SpaceOf) -> bool:
    changes = thing.topic.audience_changes.waiting().select_related("topic")
    return not any(thing.space in change.spaces for change in changes)


@rule(_("The author of this post is named."))
def is_unattributed(person: User, post: Post) -> bool:
    return post.unattributed


@rule(NO_FILES)
def is_attributed(person: User, post: Post) -> bool:
    return not post.unattributed


@rule(_("You have learned already who wrote this post."))
def has_not_unmasked(person: User, post: Post) -> bool:
    return not post.unmaskings.filter(unmasked_by=person).exists()


offers_unattributed = is_plain_member & terms_let_unattributed  # whatever the space
hides_its_author = offers_unattributed & audience_stays & enough_members_read
