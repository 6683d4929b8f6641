"""Write posts."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from deliberation.events import PostWritten
from deliberation.models import Post, Space, Topic
from deliberation.permissions import SpaceOf
from iag_portal import text
from iag_portal.clock import now
from iag_portal.emit import emit
from iag_portal.policy import Refused, require


@transaction.atomic
def write_post(
    *, actor: User, topic: Topic, space: Space, body: str, reply_to: Post | None = None
) -> Post:
    """Write ``body`` (Markdown) to one space of ``topic``.

    :raises Refused: when ``actor`` may not write there, or ``reply_to`` is elsewhere.
    """
    require(actor, "deliberation.write_post", SpaceOf(topic, space))
    if reply_to and (reply_to.topic_id, reply_to.space) != (topic.pk, space):
        raise Refused(_("A reply belongs where the post is that it answers."), thing=topic)
    still_open = Topic.objects.filter(pk=topic.pk, state=Topic.State.OPEN)
    if not still_open.update(state=Topic.State.OPEN):  # holds the row: closing waits
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
    emit(
        PostWritten(group_id=topic.group_id, topic_id=topic.pk, post_id=post.pk, space=space),
        actor=actor,
    )
    return post
