"""Posts of people who do not sign in: entered for them, and confirmed by them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import agreement_to_accept
from core.clock import today
from core.emit import emit
from core.policy import ChangedMeanwhile, Refused, may, require
from deliberation.actions.posts import add_post, change_words, lock_post, pointers
from deliberation.events import PostConfirmed
from deliberation.models import Dictation, Post, Space, Topic
from deliberation.permissions import SpaceOf

CONFIRMATION = ("confirmed_by", "confirmed_via", "confirmed_on")
SIGNS_IN = _("This person signs in, and writes here themselves.")
MAY_NOT = _("This person may not write here themselves, so nobody writes for them.")
NOT_ACCEPTED = _(
    "They have not accepted the confidentiality agreement that is in force. Write down first that"
    " they have, on the page Confidentiality agreement of the group."
)
LATER = _("The date must be today or in the past.")
BEFORE = _("They cannot confirm the post before they told it.")
BEFORE_CORRECTION = _("They cannot confirm the post before it was corrected.")


@transaction.atomic
def write_post_for(
    *,
    actor: User,
    author: User,
    topic: Topic,
    space: Space,
    body: str,
    via: Dictation.Via,
    told_on: date,
    label: str = "",
) -> Post:
    """Enter what ``author``, who does not sign in, wants said in one space of ``topic``.

    They do not follow the topic by it: every further post would be a telephone call to them.

    :param via: how they told it to ``actor``; ``told_on``: on which day.
    :raises Refused: unless ``actor`` organises the group and writes there; for somebody who signs
        in, may not write there themselves, or has not accepted the agreement in force; for a day
        to come; where ``write_post`` refuses.
    """
    where = SpaceOf(topic, space)
    require(actor, "deliberation.write_post_for", where)
    if author.email:
        raise Refused(SIGNS_IN, thing=topic)
    if not may(author, "deliberation.write_post", where) or not author.is_active:
        raise Refused(MAY_NOT, permission="deliberation.write_post", thing=topic)
    if agreement_to_accept(author):
        raise Refused(NOT_ACCEPTED, thing=topic)
    _require_past(told_on, topic)
    post = add_post(actor, author, where, body, label)
    Dictation.objects.create(post=post, entered_by=actor, via=via, told_on=told_on)
    return post


@transaction.atomic
def correct_post(
    *, actor: User, post: Post, body: str, after: int, label: str | None = None
) -> Post:
    """Correct what was entered for its author; they confirm it anew. The earlier words stay.

    :param after: the version that the writer had in front of them.
    :param label: ``None`` where it stays.
    :raises ChangedMeanwhile: when somebody else corrected it meanwhile.
    :raises Refused: unless ``actor`` organises the group and reads the post; for a post that
        nobody entered, or whose author signs in or no longer reads it; once they confirmed it,
        but for half an hour; in a closed topic or under a legal hold; where ``edit_post`` refuses.
    """
    post = lock_post(post)
    require(actor, "deliberation.correct_post", post)
    if post.version != after:
        raise ChangedMeanwhile(post)
    dictation = post.dictation
    dictation.corrected_by = actor
    dictation.confirmed_by, dictation.confirmed_via, dictation.confirmed_on = None, "", None
    dictation.save(update_fields=["corrected_by", *CONFIRMATION])
    return change_words(actor, post, body, label)


@transaction.atomic
def confirm_post(
    *, actor: User, post: Post, via: Dictation.Via, confirmed_on: date, after: int
) -> Post:
    """Write down that the author of an entered post confirmed that it says what they told.

    :param after: the version that ``actor`` had in front of them.
    :raises ChangedMeanwhile: when somebody else corrected it meanwhile.
    :raises Refused: unless ``actor`` organises the group and reads the post; for a post that
        nobody entered, or whose author signs in or no longer reads it; when it was confirmed, or
        its words went; for a day to come, or before it was told or last corrected.
    """
    post = lock_post(post)
    require(actor, "deliberation.confirm_post", post)
    if post.version != after:
        raise ChangedMeanwhile(post)
    dictation = post.dictation
    _require_past(confirmed_on, post.topic)
    if confirmed_on < dictation.told_on:
        raise Refused(BEFORE, thing=post)
    if post.edited_at and confirmed_on < localdate(post.edited_at):
        raise Refused(BEFORE_CORRECTION, thing=post)
    dictation.confirmed_by, dictation.confirmed_via = actor, via
    dictation.confirmed_on = confirmed_on
    dictation.save(update_fields=CONFIRMATION)
    emit(PostConfirmed(**pointers(post), user_id=post.author_id), actor=actor)
    return post


def _require_past(day: date, topic: Topic) -> None:
    if day > today():
        raise Refused(LATER, thing=topic)
