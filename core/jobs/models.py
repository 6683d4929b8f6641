from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DUE = "due", _("due")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(models.Model):
    """One piece of work: which function, for which rows, when, and how far it has come.

    While a worker holds it the state stays `due` and `due_at` is the end of that worker's lease:
    a worker that dies says nothing, and the job falls due again by itself.

    :ivar request_id: of whoever asked for it; what the job does is done in its name.
    """

    function = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001 - NULLs may repeat
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    request_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="due"), name="jobs_next_due"),
            models.Index(fields=["finished_at"], condition=Q(state="failed"), name="jobs_failed"),
            models.Index(
                fields=["function", "finished_at"],
                condition=Q(finished_at__isnull=False),
                name="jobs_last_run",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100),
                name="jobs_progress_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} #{self.pk}"
