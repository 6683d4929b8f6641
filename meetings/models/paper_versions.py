"""The files of a paper, one a version, and how far each has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.states import transition_all


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

    paper = models.ForeignKey("Paper", on_delete=models.PROTECT, related_name="versions")
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
