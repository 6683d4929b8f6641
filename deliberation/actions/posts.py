"""Write posts, change one's own, and take the words out of one."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import text
from core.clock import now
from core.dates import day
from core.emit import emit
from core.locks import lock, lock_all
from core.mentions import mentioned
from core.notices.models import Following, Level
from core.policy import ChangedMeanwhile, Refused, require
from core.states import transition_all
from deliberation.actions.hot_seats import require_time_to_ask
from deliberation.attachments import NO_FILES, Upload, keeper
from deliberation.events import PostEdited, PostRemoved, PostWithdrawn, PostWritten
from deliberation.mentions import draw_words
from deliberation.models import Mention, Post, PostVersion, Question, Space, Topic
from deliberation.permissions import SpaceOf


@transaction.atomic
def write_post(
    *,
    actor: User,
    topic: Topic,
    space: Space,
    body: str,
    label: str = "",
    reply_to: Post | None = None,
    uploads: Sequence[Upload] = (),
    unattributed: bool = False,
) -> Post:
    """Write ``body`` (Markdown) to one space of ``topic``.

    :param label: one of ``Post.Label``; empty for none.
    :param uploads: files to be read with it, checked by their keeper.
    :param unattributed: whether nobody reads who wrote it.
    :raises Refused: when ``actor`` may not write there, or not without their name, or with files
        and without it; ``reply_to`` is elsewhere, or a reader would see nothing of ``body``.
    """
    where = SpaceOf(topic, space, actor.pk if unattributed else None)
    require(actor, "deliberation.write_post", where)
    if reply_to and (reply_to.topic_id, reply_to.space) != (topic.pk, space):
        raise Refused(_("A reply belongs where the post is that it answers."), thing=where)
    if unattributed:
        lock(topic)  # nobody proposes a wider audience meanwhile
        require(actor, "deliberation.write_unattributed", where)
    if unattributed and uploads:
        raise Refused(NO_FILES, thing=where)
    post = add_post(actor, actor, where, body, label, reply_to)
    if not unattributed:  # who follows is seen where people are called about a new post
        follows = {"level": Level.ALL}  # whoever writes follows, unless they have chosen otherwise
        Following.objects.get_or_create(user=actor, place=topic.place, defaults=follows)
    if uploads:
        keeper().attach(actor=actor, post=post, uploads=uploads)
    return post


def add_post(
    actor: User, author: User, where: SpaceOf, body: str, label: str, reply_to: Post | None = None
) -> Post:
    """The post of ``author``, written by ``actor``; part of an action, which has asked the rules.

    :raises Refused: when a reader would see nothing of ``body``; when the topic was closed; for a
        question after the end of a hot seat.
    """
    topic = where.topic
    if not text.draws_something(body):
        raise Refused(_("Write something that people can see."), thing=where)
    if not lock_all(Topic.objects.filter(pk=topic.pk, state=Topic.State.OPEN)):  # closing waits
        raise Refused(_("This topic was closed meanwhile."), thing=where)
    require_time_to_ask(topic, where.space, label)
    post = Post(
        topic=topic,
        space=where.space,
        author=author,
        reply_to=reply_to,
        label=label,
        body=body,
        written_at=now(),
        unattributed=where.unnamed_id is not None,
    )
    post.html = draw_words(post, body)
    post.save()
    _keep_mentions(post)
    named = None if post.unattributed else author.pk
    emit(PostWritten(**pointers(post), user_id=named), actor=on_record(actor, post))
    return post


@transaction.atomic
def edit_post(*, actor: User, post: Post, body: str, after: int, label: str | None = None) -> Post:
    """Change the words of one's own post; what they were stays readable beside them.

    :param label: ``None`` where it stays.
    :param after: the version that the writer had in front of them.
    :raises ChangedMeanwhile: when it was changed meanwhile, such as in another window.
    :raises Refused: for somebody else; after half an hour; in a closed topic or under a legal
        hold; when the words went meanwhile, or are the same.
    """
    post = lock_post(post)
    require(actor, "deliberation.edit_post", post)
    if post.version != after:
        raise ChangedMeanwhile(post)
    return change_words(actor, post, body, label)


def change_words(actor: User, post: Post, body: str, label: str | None) -> Post:
    """Put ``body`` in place of the words; part of an action, which has locked and asked the rules.

    :raises Refused: when a reader would see nothing of ``body``; when nothing is changed.
    """
    if not text.draws_something(body):
        raise Refused(_("Write something that people can see."), thing=post)
    label = post.label if label is None else label
    if (post.body, post.label) == (body, label):
        raise Refused(_("The words are the same as before."), thing=post)
    if label != post.label:
        require_time_to_ask(post.topic, post.space, label)
    written_at = post.edited_at or post.written_at
    PostVersion.objects.create(
        post=post, version=post.version, body=post.body, written_at=written_at
    )
    post.body, post.label = body, label
    post.html = draw_words(post, body)
    post.version, post.edited_at = post.version + 1, now()
    post.save(update_fields=["body", "html", "label", "version", "edited_at"])
    post.reactions.all().delete()  # they were to other words
    Question.objects.filter(post=post).delete()  # so was what became of them
    _keep_mentions(post)
    author = None if post.unattributed else post.author_id
    event = PostEdited(**pointers(post), user_id=author, version=post.version)
    emit(event, actor=on_record(actor, post))
    return post


@transaction.atomic
def withdraw_post(*, actor: User, post: Post) -> Post:
    """Take the words out of one's own post for good; that one did stands in their place.

    An organiser does it for an author who does not sign in, of a post that was entered for them.

    :raises Refused: for somebody else; in a closed topic or under a legal hold; when the words
        went meanwhile.
    """
    post = lock_post(post)
    require(actor, "deliberation.withdraw_post", post)
    post.withdrawn = True
    _take_words_out(actor, post, _("Withdrawn on %(day)s.") % {"day": day(now())})
    named = None if post.unattributed else post.author_id
    emit(PostWithdrawn(**pointers(post), user_id=named), actor=on_record(actor, post))
    return post


@transaction.atomic
def remove_post(*, actor: User, post: Post, reason: str) -> Post:
    """Take the words out of a post for good; the date and ``reason`` stand in their place.

    :raises Refused: unless ``actor`` is the chair or the secretary and reads it; under a
        legal hold; when it was removed.
    """
    post = lock_post(post)
    require(actor, "deliberation.remove_post", post)
    instead = _("Removed on %(day)s: %(reason)s") % {"day": day(now()), "reason": reason}
    _take_words_out(actor, post, instead)
    emit(PostRemoved(**pointers(post)), actor=actor)
    return post


def lock_post(post: Post) -> Post:
    """The post as it is now, held until commit with its topic."""
    Topic.objects.select_for_update().get(pk=post.topic_id)  # a hold waits, or came first
    return Post.objects.select_for_update(of=("self",)).get(pk=post.pk)


def _keep_mentions(post: Post) -> None:
    """Note who is mentioned in ``post`` as it is drawn, and who no longer is."""
    people = mentioned(post.html)
    post.mentions.exclude(user__in=people).delete()
    before = set(post.mentions.values_list("user", flat=True))
    added = sorted(people - before)
    Mention.objects.bulk_create(
        [Mention(post=post, user_id=pk, version=post.version) for pk in added]
    )


def _take_words_out(actor: User, post: Post, instead: str) -> None:
    """Put ``instead`` in place of the words, and let go of all that they were, drew and had."""
    keeper().take_away(actor=actor, post=post)
    post.versions.all().delete()
    post.reactions.all().delete()
    post.reports.update(words="", note="")  # they may quote it
    post.mentions.all().delete()
    Question.objects.filter(post=post).delete()
    answered = Question.objects.filter(answer=post)
    transition_all(answered, Question.State.OPEN, answer=None)  # nothing answers them any more
    post.body, post.html, post.removed_at = instead, text.render(instead), now()
    post.label = ""
    post.save(update_fields=["body", "html", "label", "removed_at", "withdrawn"])


def on_record(actor: User, post: Post) -> User | None:
    """Who did what only its author does to ``post``, as the record keeps it: perhaps nobody."""
    return None if actor.pk == post.unnamed_id else actor


def pointers(post: Post) -> dict[str, Any]:
    """What every event about a post carries."""
    return {
        "group_id": post.group_id,
        "topic_id": post.topic_id,
        "post_id": post.pk,
        "space": Space(post.space),
    }
