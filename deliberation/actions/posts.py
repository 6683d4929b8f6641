"""Write posts, and take the words out of one."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import text
from core.clock import now
from core.dates import day
from core.emit import emit
from core.locks import lock_all
from core.notices.models import Following, Level
from core.policy import Refused, require
from deliberation.events import PostRemoved, PostWritten
from deliberation.models import Post, Space, Topic
from deliberation.permissions import SpaceOf


@transaction.atomic
def write_post(
    *, actor: User, topic: Topic, space: Space, body: str, reply_to: Post | None = None
) -> Post:
    """Write ``body`` (Markdown) to one space of ``topic``.

    :raises Refused: when ``actor`` may not write there, ``reply_to`` is elsewhere, or a reader
        would see nothing of ``body``.
    """
    require(actor, "deliberation.write_post", SpaceOf(topic, space))
    if not text.draws_something(body):
        raise Refused(_("Write something that people can see."), thing=topic)
    if reply_to and (reply_to.topic_id, reply_to.space) != (topic.pk, space):
        raise Refused(_("A reply belongs where the post is that it answers."), thing=topic)
    if not lock_all(Topic.objects.filter(pk=topic.pk, state=Topic.State.OPEN)):  # closing waits
        raise Refused(_("This topic was closed meanwhile."), thing=topic)
    post = Post.objects.create(
        topic=topic,
        space=space,
        author=actor,
        reply_to=reply_to,
        body=body,
        html=text.render(body),
        written_at=now(),
    )
    follows = {"level": Level.ALL}  # whoever writes follows, unless they have chosen otherwise
    Following.objects.get_or_create(user=actor, place=topic.place, defaults=follows)
    emit(
        PostWritten(group_id=topic.group_id, topic_id=topic.pk, post_id=post.pk, space=space),
        actor=actor,
    )
    return post


@transaction.atomic
def remove_post(*, actor: User, post: Post, reason: str) -> Post:
    """Take the words out of a post for good; the date and ``reason`` stand in their place.

    :raises Refused: unless ``actor`` is the chair or the secretary and reads it; under a
        legal hold; when it was removed.
    """
    Topic.objects.select_for_update().get(pk=post.topic_id)  # a hold waits, or came first
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    require(actor, "deliberation.remove_post", post)
    moment = now()
    post.body = _("Removed on %(day)s: %(reason)s") % {"day": day(moment), "reason": reason}
    post.html, post.removed_at = text.render(post.body), moment
    post.save(update_fields=["body", "html", "removed_at"])
    space = Space(post.space)
    event = PostRemoved(
        group_id=post.group_id, topic_id=post.topic_id, post_id=post.pk, space=space
    )
    emit(event, actor=actor)
    return post
