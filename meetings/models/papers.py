"""Papers and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.models.memberships import ADVISERS
from core.clock import now
from core.conditions import among, both, either
from core.states import transition_all
from deliberation.models import HandbookPage, Post, Space, Topic
from deliberation.models.asker import PreparedRow
from deliberation.models.topics import readable, visible
from meetings.models.agenda import AgendaItem, opens_item
from meetings.models.attendance import Recusal, declared_about
from meetings.models.meetings import Meeting, opens_meeting
from meetings.models.paper_marks import PaperMark

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User | AnonymousUser) -> PaperQuerySet:
        """Papers of the meetings that ``user`` sees, as far as their topics are open to them.

        A paper on a restricted topic opens only to those to whom the topic does. One on any
        topic is closed to police and observers whom nobody let in, or who were removed; an
        interpreter could not do without. Who declared an interest reads nothing of that item, and
        nobody the papers of an item for members whom it is not for. One that is attached to a
        post is read by those who read the post, while it has its words; a document of the
        handbook by those who read its page.
        """
        if not isinstance(user, User):
            return self.none()
        posts = Post.objects.visible_to(user).filter(removed_at=None)
        attached = Q(post__gt=0) & Q(Exists(posts.filter(pk=OuterRef("post"))))  # by its index
        pages = HandbookPage.objects.visible_to(user)
        documents = Q(page__gt=0) & Q(Exists(pages.filter(pk=OuterRef("page"))))
        for_meetings = Paper.objects.filter(_for_meetings(user))
        return self.filter(attached | documents | Q(pk__in=for_meetings.values("pk")))

    def standing(self) -> PaperQuerySet:
        """Papers with a version that was neither removed nor refused by the virus scanner."""
        versions = PaperVersion.objects.filter(paper=OuterRef("pk"))
        return self.filter(Exists(versions.exclude(state__in=PaperVersion.GONE)))

    def with_place(self) -> PaperQuerySet:
        """With the meeting, the post and its topic, or the page that each belongs to."""
        return self.select_related("meeting__group", "item", "post__topic__group", "page__group")

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
    """Something to read for a meeting, with a post, or in the handbook, in one or more versions.

    :ivar item: of the meeting, that it is for; ``None`` for the meeting as a whole.
    :ivar post: that it is attached to; it then belongs to no meeting.
    :ivar page: of the handbook, that it is a document of; it then belongs to neither.
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
    title = models.CharField(max_length=200)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="for_a_meeting_with_a_post_or_in_the_handbook",
                condition=Q(meeting__isnull=False, post=None, page=None)
                | Q(meeting=None, item=None, post__isnull=False, page=None)
                | Q(meeting=None, item=None, post=None, page__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:paper", args=[self.pk])

    @property
    def place(self) -> Meeting | Topic | HandbookPage:
        """What it belongs to, whose group and marking are its own."""
        return self.post.topic if self.post else self.page or cast("Meeting", self.meeting)

    @property
    def back_url(self) -> str:
        """Address of the page from which one comes to it."""
        return self.post.get_absolute_url() if self.post else self.place.get_absolute_url()

    @property
    def group_id(self) -> int:
        return self.place.group_id

    @property
    def topic_id(self) -> int | None:
        """Of an attachment: a refusal about it is hidden with the topic."""
        return self.post.topic_id if self.post else None

    @property
    def replaces(self) -> Q:
        """Condition for earlier ones of its name that it replaces: their readers read it too."""
        return Q(item=self.item_id) if self.item_id else Q()

    @property
    def replaced_by(self) -> Q:
        """Condition for later ones of its name that replace it."""
        return Q(item=None) | Q(item=self.item_id)

    def readers(self) -> models.QuerySet[Membership]:
        """Of a paper for a meeting, current places of those who read it if they are invited.

        The inverse of ``visible_to``: one query, given ``item.topic.group`` and ``meeting``.
        """
        places = Membership.objects.current().filter(group=self.group_id, user__is_active=True)
        if self.item is None:
            return places
        declared = Recusal.objects.filter(item=self.item)
        if self.item.members_only:
            assists = Q(role=Role.SECRETARY, group__secretary_in_members_space=True)
            places = places.filter(Q(role__in=ADVISERS) | assists)
        if topic := self.item.topic:
            opens = Q(user__in=topic.readers_now(Space.SHARED).values("user"))
            if not topic.is_restricted:
                opens |= Q(role=Role.INTERPRETER)
            places = places.filter(opens)
            items = AgendaItem.objects.filter(Q(pk=self.item_id) | Q(topic=topic))
            declared = Recusal.objects.filter(item__in=items)
        return places.exclude(user__in=declared.values("user"))

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
    declared = Recusal.objects.filter(declared_about("item"), user=user)
    return both(
        opens_meeting(user, "meeting__"),
        either(Q(item__topic=None), let_in),
        either(Q(item=None), opens_item(user, "item__")),
        ~Q(Exists(declared)),
    )


class PaperVersionQuerySet(models.QuerySet["PaperVersion"]):
    def note_progress(self, version: PaperVersion, done: int, total: int) -> None:
        """Note how many slides of ``total`` are done. Progress is no action and is not recorded."""
        rows = self.filter(pk=version.pk)
        transition_all(rows, PaperVersion.State.CONVERTING, done=done, total=total, problem="")

    def note_unscanned(self, version: PaperVersion) -> None:
        """Note that the virus scanner did not answer: the file waits. That is no action."""
        transition_all(self.filter(pk=version.pk), PaperVersion.State.UNSCANNED)

    def unscanned(self) -> PaperVersionQuerySet:
        """Versions whose file waits for the virus scanner."""
        return self.filter(state=PaperVersion.State.UNSCANNED)


class PaperVersion(models.Model):
    """One uploaded file, and how far its conversion has come.

    ::

        waiting -> converting -> ready | text_only
           |           +-------> failed
           +-> unscanned -> converting
           +-> rejected
        each of them, but rejected -> removed

    :ivar file: path of the original in the private storage: the reader never gets it. Empty
        once it is rejected or removed, and of a photograph once it is prepared or failed.
    :ivar file_name: name it had where it came from; shown, never used as a path.
    :ivar notes_shared: whether readers get the presenter's notes; else they are not even kept.
    :ivar problem: why there are no slides, or no pictures; a sentence of ours.
    :ivar findings: what the uploader should know: codes of ``meetings.slides.finding`` with the
        numbers of the slides, or with names of fonts.
    :ivar removed_by, removed_at: who took it away, and when. Its slides are gone then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be prepared")
        UNSCANNED = "unscanned", _("Waiting for the virus scanner")
        CONVERTING = "converting", _("Being prepared")
        READY = "ready", _("Ready")
        TEXT_ONLY = "text_only", _("Ready, as text only")
        FAILED = "failed", _("Could not be prepared")
        REJECTED = "rejected", _("Refused by the virus scanner")
        REMOVED = "removed", _("Removed")

    READABLE = (State.READY, State.TEXT_ONLY)
    GONE = (State.REJECTED, State.REMOVED)  # there is no file any more, and none will be
    SETTLED = (*READABLE, *GONE)
    NEXT = {  # a job that was stopped begins anew, wherever it had come; what is settled stays
        **dict.fromkeys(State, frozenset(State) - {State.WAITING}),
        **dict.fromkeys(READABLE, frozenset({State.REMOVED})),
        **dict.fromkeys(GONE, frozenset()),
    }

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    file = models.FileField(max_length=200)
    file_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10)
    notes_shared = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    findings = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "number"), name="one_version_a_number"),
        )

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def group_id(self) -> int:
        return self.paper.group_id

    @property
    def is_readable(self) -> bool:
        return self.state in self.READABLE

    @property
    def is_being_made(self) -> bool:
        """Whether its state changes without anybody's doing."""
        return self.state in (self.State.WAITING, self.State.UNSCANNED, self.State.CONVERTING)
