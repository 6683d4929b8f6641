"""Papers and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Membership, Role, User
from accounts.models.memberships import ADVISERS
from core.conditions import among, both, either
from core.marking import Marking
from deliberation.models import HandbookPage, KeyMessage, Post, Response, Space, Topic
from deliberation.models.asker import PreparedRow
from deliberation.models.topics import readable, visible
from meetings.models.agenda import AgendaItem, opens_item
from meetings.models.interests import Recusal, shuts_out
from meetings.models.meetings import Meeting, opens_meeting
from meetings.models.paper_marks import PaperMark
from meetings.models.paper_versions import PaperVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


PLACES = ("meeting", "post__topic", "page", "response__key_message__topic")
MARKED_BY = (*PLACES, "item__topic")


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User | AnonymousUser) -> PaperQuerySet:
        """Papers of the meetings that ``user`` sees, as far as their topics are open to them.

        A paper on a restricted topic opens only to those to whom the topic does. One on any
        topic is closed to police and observers whom nobody let in, or who were removed; an
        interpreter could not do without. Who leaves for an item because of an interest reads
        nothing of it, and nobody the papers of an item for members whom it is not for. One that is
        attached to a post is read by those who read the post, while it has its words; a document
        of the handbook by those who read its page; the proof of a police response by those who see
        the key message.
        """
        if not isinstance(user, User):
            return self.none()
        posts = Post.objects.visible_to(user).filter(removed_at=None)
        attached = Q(post__gt=0) & Q(Exists(posts.filter(pk=OuterRef("post"))))  # by its index
        pages = HandbookPage.objects.visible_to(user)
        documents = Q(page__gt=0) & Q(Exists(pages.filter(pk=OuterRef("page"))))
        answers = Response.objects.filter(key_message__in=KeyMessage.objects.visible_to(user))
        proofs = Paper.objects.filter(response__in=answers.values("pk"))
        for_meetings = Paper.objects.filter(_for_meetings(user))
        elsewhere = Q(pk__in=for_meetings.values("pk")) | Q(pk__in=proofs.values("pk"))
        return self.filter(attached | documents | elsewhere)

    def standing(self) -> PaperQuerySet:
        """Papers with a version that was neither removed nor refused by the virus scanner."""
        versions = PaperVersion.objects.filter(paper=OuterRef("pk"))
        return self.filter(Exists(versions.exclude(state__in=PaperVersion.GONE)))

    def with_place(self) -> PaperQuerySet:
        """With the meeting, the post or response and its topic, or the page of each."""
        places = [f"{place}__group" for place in PLACES]
        return self.select_related("item__topic", *places)

    def prepared(self) -> PaperQuerySet:
        """Papers with a version that can be read."""
        versions = PaperVersion.objects.filter(paper=OuterRef("pk"))
        return self.filter(Exists(versions.filter(state__in=PaperVersion.READABLE)))

    def not_replaced(self) -> PaperQuerySet:
        """Papers for meetings without a newer one of the same name that their readers read too."""
        same = Paper.objects.filter(meeting=OuterRef("meeting"), title__iexact=OuterRef("title"))
        for_them = same.prepared().filter(Q(item=None) | Q(item=OuterRef("item")))
        return self.filter(~Exists(for_them.filter(pk__gt=OuterRef("pk"))))

    def to_open(self, user: User) -> PaperQuerySet:
        """Papers for meetings that ``user`` can read and has not had on their screen yet."""
        unread = ~Exists(PaperMark.objects.filter(user=user, paper=OuterRef("pk")))
        return self.filter(_for_meetings(user), unread).prepared().not_replaced()


class Paper(models.Model):
    """Something to read for a meeting, with a post, in the handbook, or as proof of a response.

    :ivar item: of the meeting, that it is for; ``None`` for the meeting as a whole.
    :ivar post: that it is attached to; it then belongs to no meeting.
    :ivar page: of the handbook, that it is a document of; it then belongs to neither.
    :ivar response: of the police, that says what was done, which this shows.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    page = models.ForeignKey(
        HandbookPage, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs"
    )
    title = models.CharField(max_length=200)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="for_one_of_four_places",
                condition=Q(meeting__isnull=False, post=None, page=None, response=None)
                | Q(meeting=None, item=None, post__isnull=False, page=None, response=None)
                | Q(meeting=None, item=None, post=None, page__isnull=False, response=None)
                | Q(meeting=None, item=None, post=None, page=None, response__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:paper", args=[self.pk])

    @property
    def place(self) -> Meeting | Topic | HandbookPage:
        """What it belongs to, whose group is its own."""
        if self.response:
            return self.response.key_message.topic
        return self.post.topic if self.post else self.page or cast("Meeting", self.meeting)

    @property
    def marking(self) -> Marking:
        """How carefully it is handled: never less than the topic that its item is about.

        A topic can be raised when its meeting is over, and the papers are still read.
        """
        topic = self.item.topic if self.item else None
        return Marking.highest(row.marking for row in (self.place, topic) if row)

    @property
    def back_url(self) -> str:
        """Address of the page from which one comes to it."""
        if self.response:
            return self.response.key_message.get_absolute_url()
        return self.post.get_absolute_url() if self.post else self.place.get_absolute_url()

    @property
    def group_id(self) -> int:
        return self.place.group_id

    @property
    def topic_id(self) -> int | None:
        """Of an attachment or a proof: a refusal about it is hidden with the topic."""
        if self.response:
            return self.response.key_message.topic_id
        return self.post.topic_id if self.post else None

    @property
    def replaces(self) -> Q:
        """Condition for earlier ones of its name that it replaces: their readers read it too."""
        return Q(item=self.item_id) if self.item_id else Q()

    def readers(self) -> models.QuerySet[Membership]:
        """Of a paper for a meeting, current places of those who read it if they are invited.

        The inverse of ``visible_to``: one query, given ``item.topic.group`` and ``meeting``.
        """
        places = Membership.objects.current().filter(group=self.group_id, user__is_active=True)
        if self.item is None:
            return places
        leaving = Recusal.objects.leaving().filter(item=self.item)
        if self.item.members_only:
            assists = Q(role=Role.SECRETARY, group__secretary_in_members_space=True)
            places = places.filter(Q(role__in=ADVISERS) | assists)
        if topic := self.item.topic:
            opens = Q(user__in=topic.readers_now(Space.SHARED).values("user"))
            if not topic.is_restricted:
                opens |= Q(role=Role.INTERPRETER)
            places = places.filter(opens)
            items = AgendaItem.objects.filter(Q(pk=self.item_id) | Q(topic=topic))
            leaving = Recusal.objects.leaving().filter(item__in=items)
        return places.exclude(user__in=leaving.values("user"))

    @property
    def version(self) -> PaperVersion:
        """The newest version that can be read, or the newest. Reads ``versions`` as prefetched.

        A version that is being prepared takes nobody's slides away.
        """
        return max(self.versions.all(), key=lambda version: (version.is_readable, version.number))

    @property
    def next_version(self) -> PaperVersion | None:
        """The file that is to replace what is read, where one came: until it is ready."""
        newest = max(self.versions.all(), key=lambda version: version.number)
        return None if newest == self.version else newest


visible_paper = PreparedRow(lambda asker: Paper.objects.visible_to(asker).with_place())


def _for_meetings(user: User) -> Q:
    """Condition for papers of meetings that ``user`` may read."""
    path = "item__topic__"
    opens = Q(item__topic__handling_first=False, item__topic__readers_named=False)
    interprets = among("item__topic__group", user.groups_as({Role.INTERPRETER}))
    let_in = both(either(opens, readable(user, path)), either(visible(user, path), interprets))
    return both(
        opens_meeting(user, "meeting__"),
        either(Q(item__topic=None), let_in),
        either(Q(item=None), opens_item(user, "item__")),
        ~Q(shuts_out(user, "item")),
    )
