"""What can happen to posts without their author's name, besides what happens to every post."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from core.events import Event
from deliberation.models import Space


class UnattributedPostsChanged(Event):
    """The chair said whether members write without their name.

    :ivar members: 1 when they do.
    """

    name: ClassVar[str] = "terms.unattributed_posts_changed"
    label = _("Changed whether members write without their name")
    members: int


class PostUnmasked(Event):
    """The chair learned who wrote a post. It does not say of which post, nor who wrote it."""

    name: ClassVar[str] = "post.unmasked"
    label = _("Learned who wrote a post without a name")
    topic_id: int
    unmasking_id: int
    space: Space
