"""Posts that somebody reported to the chair, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.models.memberships import ORGANISERS
from core.clock import now
from core.conditions import among, both, either
from deliberation.models.posts import Post, posts_of
from deliberation.models.topics import Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WORDS_MAX_LENGTH = 500  # characters
ROLES = list(Role.values)  # chair first


class PostReportQuerySet(models.QuerySet["PostReport"]):
    def visible_to(self, user: User | AnonymousUser) -> PostReportQuerySet:
        """Those that ``user`` made or handles, about posts that they may still read."""
        if not isinstance(user, User):
            return self.none()
        mine = Q(reported_by=user)
        return self.filter(both(posts_of(user, "post__"), either(mine, _handled_by(user))))

    def handled_by(self, user: User) -> PostReportQuerySet:
        """Those that ``user`` may end: as an organiser, about no named words of their own."""
        others = ~Q(reported_by=user)
        return self.filter(both(posts_of(user, "post__"), _handled_by(user), others))

    def open(self) -> PostReportQuerySet:
        """Those that nobody has ended."""
        return self.filter(state=PostReport.State.OPEN)


def _handled_by(user: User) -> Q:
    """The author of a named post handles no report of it, and finds none: also as the chair.

    The record says to those who read it that there was one in the topic, and not of which post.
    The author of a post without a name has become an organiser since, and handles its reports as
    the others do: that they are told of none, or end none where nobody else is, would tell.
    """
    not_by_name = either(~Q(post__author=user), Q(post__unattributed=True))
    return both(among("post__topic__group", user.groups_as(ORGANISERS)), not_by_name)


def handlers_of(post: Post, reporter: User) -> list[Membership]:
    """Places of who handles what ``reporter`` says of ``post``: by role, then by name.

    The organisers among those who read it, without its named author. A report lets nobody in:
    where that leaves nobody, there is nobody to report to. They are named to the reporter, who
    is to know who reads this: also in a topic for named readers.
    """
    places = post.topic.readers_now(post.space).filter(role__in=ORGANISERS)
    author = None if post.unattributed else post.author_id
    others = places.exclude(user__in=[author, reporter.pk]).select_related("user")
    handlers = [place for place in others if _is_shown(post, place)]
    return sorted(handlers, key=lambda place: (ROLES.index(place.role), place.user.name))


def _is_shown(post: Post, place: Any) -> bool:
    """Whether ``post`` is not hidden from this place, of ``readers_now``, which began later."""
    hidden = post.topic.hidden_before(place.joined_at, place.let_in_at)
    return hidden is None or post.written_at >= hidden


class PostReport(models.Model):
    """Somebody says to the organisers that something is wrong with a post.

    ::

        open -> nothing_to_do
          +---> author_asked     (the organiser asked the author to change the post)
          +---> post_removed

    It holds no copy of the post. When the words of the post go, so do those of the report.

    :ivar words: of who reported it; perhaps none.
    :ivar note: of who ended it, to who reported it; perhaps none.
    """

    class Reason(models.TextChoices):
        NAMES = "names", _("It names or describes somebody who must not be known")
        CONFIDENCE = "confidence", _("It tells what was said in confidence elsewhere")
        OFFENDS = "offends", _("It attacks or offends somebody")
        PLACE = "place", _("It does not belong in this topic or space")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        NOTHING = "nothing_to_do", _("Nothing to do")
        ASKED = "author_asked", _("The author was asked to change it")
        REMOVED = "post_removed", _("The words were removed")

    NEXT = {
        State.OPEN: {State.NOTHING, State.ASKED, State.REMOVED},
        State.NOTHING: set(),
        State.ASKED: set(),
        State.REMOVED: set(),
    }

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.CharField(max_length=WORDS_MAX_LENGTH, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=13, choices=State, default=State.OPEN)
    note = models.CharField(max_length=WORDS_MAX_LENGTH, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = PostReportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("post", "reported_by"),
                condition=Q(state="open"),
                name="one_open_report_a_person",
            ),
            models.CheckConstraint(
                name="report_is_ended_by_somebody",
                condition=Q(state="open", ended_by=None)
                | ~Q(state="open") & Q(ended_by__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("state", "post"), name="reports_by_state"),)

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("deliberation:report", args=[self.pk])

    @property
    def topic(self) -> Topic:
        return self.post.topic

    @property
    def topic_id(self) -> int:
        return self.post.topic_id

    @property
    def group_id(self) -> int:
        return self.post.group_id

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
